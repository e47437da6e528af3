import TLSCrypto
import TLSWire

/// The reserved values of one hello (RFC 8701, Section 3.1).
struct GreaseValues {
    let cipherSuite: CipherSuite
    let group: NamedGroup
    let version: ProtocolVersion
    let signatureScheme: SignatureScheme
    let firstExtension: ExtensionType
    let lastExtension: ExtensionType

    init(_ random: any RandomSource) {
        let picks = random.bytes(6).map { Int($0 % 16) }
        cipherSuite = CipherSuite(rawValue: GREASE.values[picks[0]])
        group = NamedGroup(rawValue: GREASE.values[picks[1]])
        signatureScheme = SignatureScheme(rawValue: GREASE.values[picks[5]])
        version = ProtocolVersion(rawValue: GREASE.values[picks[2]])
        firstExtension = ExtensionType(rawValue: GREASE.values[picks[3]])
        // Two extensions of one type would be an error.
        let last = picks[4] == picks[3] ? (picks[4] + 1) % 16 : picks[4]
        lastExtension = ExtensionType(rawValue: GREASE.values[last])
    }
}
