import TLSCrypto
import Testing

@Suite struct SignatureContextTests {
    /// RFC 9846, Section 4.5.2, prints this content for a transcript hash of 32 bytes of 01.
    @Test func content() {
        let hash = [UInt8](repeating: 1, count: 32)
        let expected = """
            2020202020202020202020202020202020202020202020202020202020202020
            2020202020202020202020202020202020202020202020202020202020202020
            544c5320312e332c207365727665722043657274696669636174655665726966
            79
            00
            0101010101010101010101010101010101010101010101010101010101010101
            """
        #expect(SignatureContext.server.content(transcriptHash: hash) == [UInt8](hex: expected))
        let client = SignatureContext.client.content(transcriptHash: hash)
        #expect(client[64..<97].elementsEqual("TLS 1.3, client CertificateVerify".utf8))
        #expect(client.count == 64 + 33 + 1 + 32)
    }
}
