import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// What could only fail later is refused at once.
@Suite struct ConfigurationValidationTests {
    @Test func defaults() throws {
        _ = try TLSClient(.stub, serverName: ServerName("server.test"))
        _ = try TLSServer(.stub())
    }

    @Test(
        arguments: [
            { $0.cipherSuites = [] },
            // RC4, and a suite of versions that are not spoken.
            { $0.cipherSuites.append(CipherSuite(rawValue: 0x0005)) },
            {
                $0.versions = .tls13 ... .tls13
                $0.cipherSuites = [.ecdheRSAWithAES128GCMSHA256]
            },
            { $0.groups = [] },
            { $0.groups = [NamedGroup(rawValue: 0x0100)] },
            { $0.groups = [.x25519, .secp256r1, .x25519] },
            { $0.signatureSchemes = [] },
            {
                $0.versions = .tls13 ... .tls13
                $0.signatureSchemes = [.rsaPKCS1SHA256]
            },
            {
                $0.versions = .tls13 ... .tls13
                $0.signatureSchemes.append(.ecdsaSHA1)
            },
            { $0.signatureSchemes.append(.rsaPKCS1MD5SHA1) },
            { $0.signatureSchemes = Array(repeating: .ed25519, count: 1001) },
            { $0.versions = .ssl30 ... .tls13 },
            { $0.versions = .tls13...ProtocolVersion(rawValue: 0x0305) },
            { $0.versions = .tls10 ... .tls11 },
            { $0.applicationProtocols = [""] },
            { $0.applicationProtocols = [ApplicationProtocol(String(repeating: "a", count: 256))] },
            {
                $0.applicationProtocols = (0..<300).map {
                    ApplicationProtocol("\($0)" + String(repeating: "a", count: 250))
                }
            },
            { $0.recordSizeLimit = 63 },
            { $0.recordSizeLimit = 16_386 },
            { $0.keyShareGroups = [.x25519, .x25519] },
            {
                $0.groups = [.x25519]
                $0.keyShareGroups = [.secp256r1]
            },
        ] as [@Sendable (inout ClientConfiguration) -> Void])
    func client(change: @Sendable (inout ClientConfiguration) -> Void) throws {
        var client = ClientConfiguration.stub
        change(&client)
        let name = try ServerName("server.test")
        expectInvalid { () throws(TLSError) in _ = try TLSClient(client, serverName: name) }
    }

    @Test(
        arguments: [
            { $0.cipherSuites = [] },
            { $0.groups = [] },
            { $0.signatureSchemes = [.rsaPKCS1MD5SHA1] },
            { $0.versions = .ssl30 ... .ssl30 },
            {
                $0.versions = .tls12 ... .tls12
                $0.cipherSuites = [.aes128GCMSHA256]
            },
            { $0.applicationProtocols = [""] },
            { $0.recordSizeLimit = 16_386 },
            { $0.ticketCount = -1 },
            { $0.ticketCount = 65 },
            { $0.ticketLifetime = 604_801 },
            { $0.certificateAuthorities = [[]] },
            { $0.certificateAuthorities = Array(repeating: [UInt8](repeating: 1, count: 1000), count: 66) },
        ] as [@Sendable (inout ServerConfiguration) -> Void])
    func server(change: @Sendable (inout ServerConfiguration) -> Void) throws {
        var server = ServerConfiguration.stub()
        change(&server)
        expectInvalid { () throws(TLSError) in _ = try TLSServer(server) }
    }

    private func expectInvalid(_ make: () throws(TLSError) -> Void) {
        do throws(TLSError) {
            try make()
            Issue.record("accepted")
        } catch {
            guard case .misuse(.invalidConfiguration(let what)) = error.fault else {
                Issue.record("\(error)")
                return
            }
            #expect(!what.isEmpty)
        }
    }
}
