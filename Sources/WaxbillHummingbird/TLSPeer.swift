import WaxbillTLS
import WaxbillX509

/// Who is at the other end of the connection that a request came over.
///
/// An application that wants it in its request context takes it there as the context is made:
///
/// ```swift
/// struct ClientContext: RequestContext {
///     var coreContext: CoreRequestContextStorage
///     let peer: TLSPeer?
///
///     init(source: Source) {
///         coreContext = CoreRequestContextStorage(source: source)
///         peer = TLSPeer.current
///     }
/// }
/// ```
public struct TLSPeer: Sendable {
    /// What the handshake agreed upon, the client's certificates included.
    public let connection: ConnectionSummary
    /// The identity of the client's certificate: the NAME of its one `waxbill:NAME` URI; nil where it has none or
    /// several, or where no certificate was verified.
    public let identity: String?

    /// The peer of the request that the current task answers; nil outside of a request. Tasks that are not children of the
    /// request's (`Task.detached`) do not have it.
    @TaskLocal public static var current: TLSPeer?

    init(connection: ConnectionSummary) {
        self.connection = connection
        let isVerified = connection.clientAuthenticated && connection.verified
        let certificate = isVerified ? connection.peerCertificates.first : nil
        identity = certificate.flatMap { ClientSubjectName(certificate: $0)?.text }
    }
}
