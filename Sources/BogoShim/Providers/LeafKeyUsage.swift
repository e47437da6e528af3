import SwiftASN1
import WaxbillTLS
import X509

/// What a leaf says of its key's use, which BoringSSL looks at whatever the verification says.
enum LeafKeyUsage {
    /// Whether the use that the engine makes of the key is allowed. What cannot be read does not restrict.
    static func allows(_ request: CertificateVerificationRequest) -> Bool {
        guard let leaf = request.certificateChain.first, let certificate = try? Certificate(derEncoded: leaf),
            let usage = try? certificate.extensions.keyUsage
        else { return true }
        switch request.keyUsage {
        case .digitalSignature: return usage.digitalSignature
        case .keyEncipherment: return usage.keyEncipherment
        }
    }
}
