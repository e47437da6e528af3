import TLSCrypto
import TLSWire

/// What every state of the client carries after the ServerHello; it moves from state to state whole.
struct ClientCore: ~Copyable, Sendable {
    let configuration: ClientConfiguration
    let offer: ClientOffer
    var transcript: Transcript
    let cipherSuite: CipherSuite
    let group: NamedGroup
    /// The session that is resumed.
    let session: Session?
    let isRetried: Bool
    var applicationProtocol: ApplicationProtocol?

    func derived(_ label: SecretLabel, _ secret: Secret, _ output: inout HandshakeOutput) {
        output.append(.derived(label, secret, clientRandom: offer.hello.random))
    }

    /// Checks a server's extensions against the offer.
    func check(
        _ extensions: ExtensionBlock, in message: HandshakeType, _ placement: ExtensionPlacement
    ) throws(TLSError) {
        try ExtensionCheck.response(
            extensions, to: offer.hello.extensions.types, in: message, placement, limits: configuration.limits)
    }
}
