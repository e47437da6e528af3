import TLSCrypto
import TLSWire

/// WAIT_SKE: the server's public value, signed (RFC 8422, Section 5.4). The signature is checked when the certificate has
/// been.
struct WaitServerKeyExchange: ~Copyable, Sendable {
    var core: ClientCore12
    var proof: ServerProof12

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        guard case .serverKeyExchange(let undecoded) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let keyExchange = try undecoded.decoded(core.version)
        let group = keyExchange.params.namedCurve
        // RFC 8422, Section 5.4: a curve that was offered, and one of this version's.
        guard core.configuration.groups.contains(group), group.isAllowedInTLS12 else {
            throw .violation(.groupNotOffered(group))
        }
        core.transcript.append(message)
        core.group = group
        output.append(.negotiated(.group(group)))
        proof.keyExchange = keyExchange
        return .waitCertificateRequestOrDone(WaitCertificateRequestOrDone(core: core, proof: proof))
    }
}

extension Undecoded {
    /// The body in the form of `version`, with the engine's error.
    func decoded(_ version: ProtocolVersion) throws(TLSError) -> Body {
        do throws(DecodingFailure) {
            return try decode(version: version)
        } catch {
            throw .malformed(error)
        }
    }
}
