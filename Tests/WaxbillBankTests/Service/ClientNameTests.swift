import Testing
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// Certificates that are trusted and do not say who the client is, over real connections.
@Suite struct ClientNameTests {
    struct Names: Sendable, CustomStringConvertible {
        let description: String
        let names: [DraftName]
        /// As whom such a client is known; nil: as nobody.
        var client: String?

        init(_ description: String, _ names: [DraftName], client: String? = nil) {
            self.description = description
            self.names = names
            self.client = client
        }

        init(_ uris: String..., client: String? = nil) {
            self.init(uris.description, uris.map { .uri($0) }, client: client)
        }
    }

    private static func raw(_ bytes: [UInt8]) -> DraftName {
        DraftName(der: DraftDER.implicit(6, Array("waxbill:".utf8) + bytes))
    }

    private static let names: [Names] = [
        // These are good: what refuses the others is not something else.
        Names("waxbill:alice", client: "alice"), Names("https://bank.example/", "waxbill:alice", client: "alice"),
        Names("waxbill:%61lic%65", client: "alice"),
        Names("https://bank.example/"), Names("no URI", [.dns("alice")]), Names("an e-mail", [.email("alice@bank")]),
        Names("waxbill:alice", "waxbill:bob"), Names("waxbill:alice", "waxbill:alice"),
        Names("waxbill:alice", "waxbill:"), Names("waxbill:", "waxbill:alice"),
        Names("waxbill:"), Names("waxbill:%20"), Names("waxbill:alice%00"), Names("waxbill:%00alice"),
        Names("waxbill:alice%00bob"),
        Names("waxbill:" + String(repeating: "a", count: 65)), Names("waxbill:" + String(repeating: "a", count: 5_000)),
        Names("waxbill:" + String(repeating: "%61", count: 5_000)),
        Names("waxbill:alic%ff"), Names("waxbill:alic%C3"), Names("waxbill:%C0%A1lice"), Names("waxbill:alice%2"),
        Names("waxbill:alice%"), Names("waxbill:alice%zz"), Names("waxbill:%ED%A0%80"), Names("waxbill:alice%E2%80%AE"),
        Names("waxbill:..%2Falice"), Names("waxbill:alice%0Abob"), Names("waxbill:alice."), Names("waxbill://alice"),
        Names("WAXBILL:alice"), Names("xwaxbill:alice"),
    ]

    /// Names in bytes that a URI cannot have (RFC 3986, Section 2; RFC 5280, Section 4.2.1.6: an IA5String).
    private static let noText: [[UInt8]] = [
        Array("alicé".utf8), [0xff], [0x61, 0xcc, 0x81], Array("alice\0".utf8), [0], Array("alice\0bob".utf8),
    ]

    @Test(arguments: names) func isKnownByOneGoodName(names: Names) async throws {
        try await Self.serve(to: names.names) { (bank, before, client) in
            let content = #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR"}"#
            let paid = try await bank.connected(with: client) { try await $0.post("/v1/payments", content) }
            let read = try await bank.connected(with: client) { try await $0.get("/v1/accounts/alice") }
            let audited = try await bank.connected(with: client) { try await $0.get("/v1/journal") }
            if names.client == "alice" {
                #expect(paid.status == 200 && read.number("balance") == 7_500)
                return
            }
            for reply in [paid, read, audited] {
                #expect(reply.status == 403)
                #expect(reply.code == "identity_required")
            }
            #expect(try await bank.connected(with: client) { try await $0.get("/health") }.status == 200)
            #expect(try await Self.journal(of: bank) == before)
        }
    }

    @Test(arguments: noText) func isNobodyWithBytesThatNoURIHas(bytes: [UInt8]) async throws {
        try await Self.serve(to: [Self.raw(bytes)]) { (bank, before, client) in
            let content = #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR"}"#
            let reply = try? await bank.connected(with: client) { try await $0.post("/v1/payments", content) }
            // Whether the handshake refuses such a certificate already is the validator's business.
            #expect(reply == nil || reply?.code == "identity_required")
            let after = try await Self.journal(of: bank)
            #expect(after == before)
        }
    }

    /// Serves a bank with accounts of alice and bob to a client with these names.
    private static func serve(
        to names: [DraftName], _ body: @Sendable (ServedBank, String, Identity) async throws -> Void
    ) async throws {
        let root = try CertificateDraft.authority("hostile").with(isValidNow).signed()
        let leaf = try CertificateDraft.leaf(names).with { draft in
            isValidNow(&draft)
            draft.set(.extendedKeyUsage("1.3.6.1.5.5.7.3.2"))
        }.signed(by: root)
        let client = try Identity(certificatePEM: leaf.pem, keyPEM: leaf.key.pem)
        let roots = try TrustRoots(pem: root.pem + TestPKI.authority.certificatePEM)
        try await ServedBank.run(trusting: ChainVerifier(roots: roots)) { bank in
            try await bank.openAccounts()
            try await body(bank, try await journal(of: bank), client)
        }
    }

    private static func isValidNow(_ draft: inout CertificateDraft) {
        func time(_ days: Int64) -> [UInt8] {
            DraftDER.time("\(BankTime.format(BankTime.now() + days * 86_400_000).prefix(19))Z")
        }
        (draft.notBefore, draft.notAfter) = (time(-1), time(1))
    }

    private static func journal(of bank: ServedBank) async throws -> String {
        try await bank.connected(as: "otto") { try await $0.get("/v1/journal") }.text
    }
}
