import Testing
import WaxbillX509

extension Interop {
    /// The CRLs and OCSP responses of `waxbill ca` before others, and OpenSSL's before `waxbill cert verify`.
    @Suite struct Revocation {
        private static let kinds = [KeyKind.p256, .rsa2048]

        @Test(arguments: Judged.all(kinds, [.openSSL3, .go, .gnuTLS]))
        func ourLists(_ judged: Judged<KeyKind>) async throws {
            try await cell(judged.stack, .server, .revocation) { bench in
                try await bench.makeAuthority(judged.subject)
                try await bench.waxbill("ca crl --dir pki --out crl.pem")
                try await bench.waxbill("ca crl --dir pki --of root --out root-crl.pem")
                try bench.write("lists.pem", bench.contents("crl.pem") + bench.contents("root-crl.pem"))
                for leaf in ["good", "bad"] {
                    let objection = try await bench.objection(of: judged.stack, to: leaf, lists: "lists.pem")
                    if leaf == "good" {
                        try #require(objection == nil)
                    } else {
                        try #require(objection?.contains("revoked") == true)
                    }
                }
            }
        }

        /// Go's library has no OCSP.
        @Test(arguments: Judged.all(kinds, [.openSSL3, .gnuTLS]))
        func ourResponses(_ judged: Judged<KeyKind>) async throws {
            try await cell(judged.stack, .server, .revocation) { bench in
                try await bench.makeAuthority(judged.subject)
                for (leaf, status) in [("good", "good"), ("bad", "revoked")] {
                    try await bench.waxbill("ca ocsp \(leaf)/cert.pem --dir pki --out ocsp.der")
                    let said = try await bench.statement(of: judged.stack, about: leaf, response: "ocsp.der")
                    try #require(said.contains(status) && !said.contains(leaf == "good" ? "revoked" : ": good"))
                }
            }
        }

        @Test(.needs(.openSSL3), arguments: kinds) func openSSLs(_ kind: KeyKind) async throws {
            try await cell(.openSSL3, .client, .revocation) { bench in
                try await bench.makeAuthority(kind)
                try await bench.haveOpenSSLRevoke()
                for (leaf, isGood) in [("good", true), ("bad", false)] {
                    let verify = "cert verify \(leaf)/cert.pem --ca pki/ca.pem --name \(leaf).example --purpose server"
                    let byList = try await bench.run("\(verify) --crl crl.pem --crl root-crl.pem")
                    let byResponse = try await bench.run("\(verify) --ocsp \(leaf).der")
                    for ending in [byList, byResponse] {
                        try #require(ending.status == (isGood ? 0 : 1), "\(ending.output)\(ending.error)")
                        try #require((ending.output + ending.error).contains("keyCompromise") != isGood)
                    }
                    // Nothing is known of the intermediate, which only matters to who asks for the whole chain.
                    let ofTheLeaf = try await bench.run("\(verify) --crl crl.pem --revocation leaf")
                    try #require(ofTheLeaf.status == (isGood ? 0 : 1))
                    let ofTheChain = try await bench.run("\(verify) --crl crl.pem --revocation chain")
                    try #require(ofTheChain.status == 1)
                }
            }
        }
    }
}

extension Bench {
    /// `pki` as `waxbill ca init` makes it, and the leaves `good`, and `bad`, which is revoked.
    fileprivate func makeAuthority(_ kind: KeyKind) async throws {
        try await waxbill("ca init --dir pki --key \(kind.rawValue)")
        for leaf in ["good", "bad"] { try await waxbill("ca issue server \(leaf).example --dir pki --out \(leaf)") }
        try await waxbill("ca revoke bad/cert.pem --dir pki --reason keyCompromise")
    }

    /// Runs `waxbill`, which has to end well. Words are parted by spaces.
    func waxbill(_ arguments: String) async throws {
        let ending = try await run(arguments)
        guard ending.status == 0 else { throw InteropFailure("it failed: waxbill \(arguments): \(ending.error)") }
    }

    func run(_ arguments: String) async throws -> ChildProcess.Transcript {
        try await start(WaxbillProgram.path, arguments.split(separator: " ").map(String.init)).ending()
    }

    /// Has a verifier look the certificates of a path up in lists.
    fileprivate func objection(of stack: Stack, to leaf: String, lists: String) async throws -> String? {
        let chain = "\(leaf)/cert.pem"
        switch stack {
        case .openSSL3:
            let files = ["-CAfile", "pki/ca.pem", "-CRLfile", lists, "-untrusted", chain, chain]
            return try await verdict(
                start(stack, ["verify", "-x509_strict", "-crl_check_all"] + files), accepted: "\(chain): OK")
        case .go:
            return try await verdict(
                start(stack, ["verify", "--ca", "pki/ca.pem", "--cert", chain, "--crl", lists]), accepted: "")
        default:
            let files = ["--load-ca-certificate", "pki/ca.pem", "--load-crl", lists, "--infile", chain]
            return try await verdict(
                start(Stack.tool("certtool"), ["--verify", "--verify-profile", "medium"] + files),
                accepted: "Verified. The certificate is trusted.")
        }
    }

    /// What a verifier reads in an OCSP response whose signature it finds good.
    fileprivate func statement(of stack: Stack, about leaf: String, response: String) async throws -> String {
        let process: ChildProcess
        let issuer = "pki/intermediate.pem"
        if stack == .openSSL3 {
            let trust = ["-CAfile", "pki/ca.pem", "-verify_other", issuer, "-issuer", issuer]
            process = try start(stack, ["ocsp", "-respin", response] + trust + ["-cert", "\(leaf)/cert.pem"])
        } else {
            process = try start(
                Stack.tool("ocsptool"), ["--verify-response", "--load-response", response, "--load-signer", issuer])
        }
        let ending = try await process.ending()
        let text = ending.output + ending.error
        guard ending.status == 0, text.contains("Response verify OK") || text.contains("Response: Success") else {
            throw InteropFailure("it does not verify the response", process.command, ending)
        }
        return text
    }

    /// Has `openssl ca` revoke `bad` with the authority's keys, and makes `crl.pem`, `root-crl.pem`, and `good.der` and
    /// `bad.der`, which are OCSP responses.
    fileprivate func haveOpenSSLRevoke() async throws {
        for (name, list) in [("ca", "root-crl.pem"), ("intermediate", "crl.pem")] {
            try write("\(name).txt", "")
            try write("\(name).number", "1000")
            try write("\(name).cnf", Self.configuration(name))
            if name == "intermediate" {
                try await openssl("ca -config \(name).cnf -valid good/cert.pem")
                try await openssl("ca -config \(name).cnf -revoke bad/cert.pem -crl_reason keyCompromise")
            }
            try await openssl("ca -config \(name).cnf -gencrl -out \(list)")
        }
        let issuer = "pki/intermediate.pem"
        for leaf in ["good", "bad"] {
            try await openssl(
                "ocsp -index intermediate.txt -CA \(issuer) -rsigner \(issuer) -rkey pki/intermediate-key.pem "
                    + "-issuer \(issuer) -cert \(leaf)/cert.pem -ndays 1 -respout \(leaf).der -noverify")
        }
    }

    private func openssl(_ arguments: String) async throws {
        let process = try start(.openSSL3, arguments.split(separator: " ").map(String.init))
        let ending = try await process.ending()
        guard ending.status == 0 else { throw InteropFailure("it failed", process.command, ending) }
    }

    /// - Parameter name: whose certificate and key, in `pki`.
    private static func configuration(_ name: String) -> String {
        """
        [ca]
        default_ca = main
        [main]
        database = \(name).txt
        crlnumber = \(name).number
        default_md = default
        certificate = pki/\(name).pem
        private_key = pki/\(name)-key.pem
        default_crl_days = 1
        crl_extensions = extensions
        unique_subject = no
        [extensions]
        authorityKeyIdentifier = keyid

        """
    }
}
