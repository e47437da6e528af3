import Testing

@testable import TLSCrypto

@Suite struct ECDSASignatureTests {
    @Test(arguments: [
        ("3006 020101 020102", "00000001 00000002"),
        ("3008 0202 00ff 020200fe", "000000ff 000000fe"),
        ("3006 020100 020100", "00000000 00000000"),
        ("300e 020500ffffffff 0205 0080000000", "ffffffff 80000000"),
    ])
    func valid(der: String, raw: String) {
        #expect(ECDSASignature.rawRepresentation(of: [UInt8](hex: der), scalarLength: 4) == [UInt8](hex: raw))
    }

    @Test(arguments: [
        "", "30", "3000", "3003 020101", "3007 020101 020102 00", "3006 020101 020102 00", "3009 020101 020102 020103",
        // Negative, with a needless zero, empty, too long.
        "3006 0201ff 020102", "3007 02020001 020102", "3005 0200 020102", "300a 02050100000000 020101",
        // Lengths in the indefinite form, in needlessly many bytes, beyond the end.
        "3080 020101 020102 0000", "308106 020101 020102", "30820006 020101 020102", "3007 02810101 020102",
        "3084ffffffff 020101 020102", "3085 0101010101", "307f 020101 020102", "3006 020101 020602",
        // Other tags.
        "3106 020101 020102", "3006 030101 020102", "3006 220101 020102",
    ])
    func invalid(der: String) {
        #expect(ECDSASignature.rawRepresentation(of: [UInt8](hex: der), scalarLength: 4) == nil)
    }
}
