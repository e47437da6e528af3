import WaxbillTLS
import WaxbillX509

/// Who is at the other end of the connection that a request came over.
public struct TLSPeer: Sendable {
    /// What the handshake agreed upon.
    public let connection: ConnectionSummary
    /// The identity of the client's certificate: the NAME of its first `waxbill:NAME` URI; nil where it has none, or
    /// where no certificate was verified.
    public let identity: String?

    /// The peer of the request that the current task answers; nil outside of a request.
    @TaskLocal public static var current: TLSPeer?

    init(connection: ConnectionSummary) {
        self.connection = connection
        let certificate = connection.clientAuthenticated && connection.verified ? connection.peerCertificates.first : nil
        identity = certificate.flatMap { ClientSubjectName(certificate: $0)?.text }
    }
}
