import TLSCrypto
import TLSWire

/// WAIT_EE (RFC 9846, Section 4.4.1).
struct WaitEncryptedExtensions: ~Copyable, Sendable {
    var core: ClientCore
    let schedule: HandshakeSecret

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake13 {
        guard case .encryptedExtensions(let encrypted) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        core.transcript.append(message)
        try core.check(encrypted.extensions, in: .encryptedExtensions, .encryptedExtensions)
        core.applicationProtocol = try ALPNSelection.accepted(
            encrypted.extensions, offered: core.configuration.applicationProtocols)
        if let name = core.applicationProtocol { output.append(.negotiated(.applicationProtocol(name))) }
        if let name = core.offer.serverName.indication { output.append(.negotiated(.serverName(name))) }
        // RFC 6066, Section 3: an acknowledgement, and empty.
        _ = try encrypted.extensions.extract(ServerNameAcknowledgement.self)
        if let limit = try encrypted.extensions.extract(RecordSizeLimit.self) {
            let limit = Int(limit.recordSizeLimit)
            // RFC 8449, Section 4: no more than the protocol's own maximum.
            guard limit <= RecordHeader.maximumPlaintextLength + 1 else {
                throw .violation(.recordSizeLimitInvalid(limit))
            }
            output.append(.negotiated(.recordSizeLimit(limit)))
            output.append(.limitSentRecords(to: limit))
            // RFC 8449, Section 4: ours holds only now that the server knows the extension.
            if let own = core.configuration.recordSizeLimit { output.append(.limitReceivedRecords(to: own)) }
        }
        if let session = core.session {
            return .waitFinished(
                WaitFinished(core: core, schedule: schedule, authentication: .resumption(session), request: nil))
        }
        return .waitCertificateOrRequest(WaitCertificateOrRequest(core: core, schedule: schedule))
    }
}
