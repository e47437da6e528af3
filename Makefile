# `make help` lists what there is. Each target sets up what it needs first.

SWIFT ?= swift
SETUP := scripts/setup
# What debug builds and tests are compiled with: every trait, always the same, so that nothing is compiled twice.
DEBUG_TRAITS := --enable-all-traits
# What `make release` is compiled with besides the default traits, for example TRAITS=PostgreSQL.
TRAITS ?=
comma := ,
# Where `make test-public-aead` and `make packages` build. CI sets both to .build, to compile the dependencies once.
PUBLIC_AEAD_SCRATCH ?= .build-public-aead
PACKAGES_SCRATCH ?= .build-packages
# How long `make fuzz` runs.
SECONDS ?= 60
# Tests that talk to processes, block threads or wait for time limits: all at once they would starve each other.
TESTED_ALONE := WaxbillHummingbirdTests|WaxbillFilesTests|WaxbillBankTests|waxbillTests
# How many of them run at the same time.
WIDTH := 6
# How many rounds `make torture` goes.
ROUNDS ?= 100
# The program that `make demo` runs: the release build when there is one, else the debug build.
WAXBILL = $(if $(wildcard .build/release/waxbill),.build/release/waxbill,.build/debug/waxbill)

.PHONY: help demo test packages test-public-aead interop torture fuzz lint format release bench bench-validation bench-files bench-bank setup

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Check the toolchain and install what is missing
	@$(SETUP)

demo: ## Show Waxbill at work: a CA, handshakes, a resumption, impostors refused
	@$(SETUP)
	@test -x .build/release/waxbill || $(SWIFT) build --product waxbill
	@$(WAXBILL) demo

test: ## Run the tests (without the interop matrix)
	@$(SETUP) --postgres
	$(SWIFT) test --disable-xctest $(DEBUG_TRAITS) --skip '^(InteropTests|$(TESTED_ALONE))\.'
	for tests in $(subst |, ,$(TESTED_ALONE)); do \
		SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(WIDTH) \
			$(SWIFT) test --disable-xctest $(DEBUG_TRAITS) --skip-build --filter "^$$tests\\." || exit 1; \
	done

test-public-aead: ## Run the crypto's and the engine's tests with records protected by swift-crypto's public API
	@$(SETUP)
	$(SWIFT) test --disable-xctest --disable-default-traits --scratch-path $(PUBLIC_AEAD_SCRATCH) --filter '^(TLSCryptoTests|WaxbillTLSTests)\.'

packages: ## Compile Benchmarks/ and Fuzz/, in debug, without running anything
	@$(SETUP)
	@test -f Package.resolved || $(SWIFT) package resolve
	@cp Package.resolved Benchmarks/ && cp Package.resolved Fuzz/
	$(SWIFT) build --package-path Benchmarks --scratch-path $(PACKAGES_SCRATCH)
	$(SWIFT) build --package-path Fuzz --scratch-path $(PACKAGES_SCRATCH) --target fuzz-validator

interop: ## Talk to OpenSSL, GnuTLS, BoringSSL, JSSE, Go, rustls, curl and Chromium over loopback, both ways, and print the matrix
	@$(SETUP) --peers --postgres
	$(SWIFT) test --disable-xctest $(DEBUG_TRAITS) --filter '^InteropTests\.'

torture: release ## Kill, cut, delay and change file transfers, kill the bank, and check its ledgers under load, for ROUNDS (100)
	@$(SETUP) --postgres
	WAXBILL_TORTURE_ROUNDS=$(ROUNDS) WAXBILL_PROGRAM=$(CURDIR)/.build/release/waxbill $(SWIFT) test --disable-xctest $(DEBUG_TRAITS) --no-parallel --filter '^(waxbillTests\.(Files|Bank)|WaxbillBankTests\.BankCheckTests)'

fuzz: ## Feed mutated certificates to the validator for SECONDS (60), on Linux
	@$(SETUP)
	$(SWIFT) build --configuration release --package-path Fuzz --product fuzz-validator -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld
	Fuzz/.build/release/fuzz-validator Fuzz/.build/corpus -max_total_time=$(SECONDS) -timeout=10 -max_len=16384

lint: ## Run every gate on the source
	@$(SETUP) --lint
	@scripts/lint/run

format: ## Format the source as `make lint` wants it
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Fuzz/Package.swift Fuzz/Sources

release: ## Build the command line, optimised, into .build/release/waxbill (TRAITS=PostgreSQL: with PostgreSQL)
	@$(SETUP) $(if $(findstring PostgreSQL,$(TRAITS)),--libpq)
	$(SWIFT) build --configuration release $(if $(TRAITS),--traits default$(comma)$(TRAITS)) --product waxbill
	@$(if $(findstring PostgreSQL,$(TRAITS)),,! grep -q 'libpq\.so\|PQconnect' .build/release/waxbill || { echo 'release: libpq is linked without the trait PostgreSQL' >&2; exit 1; })

bench: ## Measure handshakes, bulk data, allocations and memory against swift-nio-ssl
	@$(SETUP)
	$(SWIFT) run --configuration release --package-path Benchmarks waxbill-bench

bench-validation: ## Measure the validation of a chain of three against its two signature checks
	@$(SETUP)
	$(SWIFT) run --configuration release --package-path Benchmarks validation-bench

bench-files: release ## Measure files over mutual TLS against nginx with curl and against scp
	@$(SETUP) --bench
	$(SWIFT) run --configuration release --package-path Benchmarks files-bench

bench-bank: ## Measure payments over mutual TLS, with SQLite and PostgreSQL, against PostgreSQL's own function
	@$(SETUP) --bench
	$(SWIFT) build --configuration release --product waxbill --traits default,PostgreSQL
	$(SWIFT) build --configuration release --product LedgerLoader --traits default,PostgreSQL
	$(SWIFT) run --configuration release --package-path Benchmarks bank-bench
