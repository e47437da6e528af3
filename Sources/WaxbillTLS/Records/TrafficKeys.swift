import TLSCrypto

/// What protects the records of one direction from some moment on (RFC 9846, Section 7.3).
struct TrafficKeys: Sendable, Equatable {
    /// Which of the connection's phases the keys belong to.
    enum Epoch: Sendable, Equatable, CustomStringConvertible {
        case handshake
        /// `generation` counts the KeyUpdates before.
        case applicationData(generation: Int)

        var description: String {
            switch self {
            case .handshake: "handshake"
            case .applicationData(0): "application data"
            case .applicationData(let generation): "application data, update \(generation)"
            }
        }
    }

    let suite: CipherSuiteParameters
    /// The traffic secret from which key and IV come.
    let secret: Secret
    let epoch: Epoch
}
