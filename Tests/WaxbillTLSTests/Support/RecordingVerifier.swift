import Synchronization
import WaxbillTLS
import WaxbillTestSupport

/// Accepts what ``StubVerifier`` does, and keeps what it was asked.
final class RecordingVerifier: CertificateVerifier {
    private let asked = Mutex<[CertificateVerificationRequest]>([])

    /// The requests, in their order.
    var requests: [CertificateVerificationRequest] { asked.withLock { $0 } }
    /// The OCSP responses that came along.
    var responses: [[UInt8]?] { requests.map(\.ocspResponse) }

    func verify(_ request: CertificateVerificationRequest) -> CertificateVerificationResult {
        asked.withLock { $0.append(request) }
        return StubVerifier().verify(request)
    }
}
