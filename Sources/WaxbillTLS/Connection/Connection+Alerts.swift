import TLSWire

extension Connection where Handshake: ~Copyable {
    /// RFC 9846, Section 6: close_notify and user_canceled are no errors, everything else ends the connection,
    /// whatever level it claims. Before TLS 1.3, warnings are borne (RFC 5246, Section 7.2.2).
    mutating func receiveAlert(_ fragment: RawSpan) throws(TLSError) {
        guard reassembler.isEmpty else { throw .violation(.interleavedHandshakeMessage) }
        let alert = try decode(fragment)
        observe(.alert(.received, alert.level, alert.description))
        guard alert.level == .warning || alert.level == .fatal else {
            throw .violation(.alertLevel(alert.level.rawValue))
        }
        switch alert.description {
        case .closeNotify:
            isReadClosed = true
            isClosureUnannounced = true
        case .userCanceled,
            _ where alert.level == .warning && version != .tls13 && offersTLS12:
            counters.warningAlerts += 1
            guard counters.warningAlerts <= settings.limits.warningAlerts else {
                throw .violation(.tooManyWarningAlerts)
            }
        default: throw TLSError(.alertReceived(alert.description))
        }
    }

    private func decode(_ fragment: RawSpan) throws(TLSError) -> Alert {
        do throws(DecodingFailure) {
            return try Alert(decoding: fragment)
        } catch {
            throw .malformed(error)
        }
    }

    mutating func receiveEndOfStream() {
        guard !isReadClosed else { return }
        isReadClosed = true
        // RFC 9846, Section 6.1: without close_notify, data may be missing.
        events.append(.peerClosed(clean: false))
    }

    /// Tells the driver of the peer's close_notify.
    mutating func announceClosure() {
        guard isClosureUnannounced else { return }
        isClosureUnannounced = false
        events.append(.peerClosed(clean: true))
    }

    mutating func close() {
        guard !isWriteClosed else { return }
        try? flushFlight()
        sendAlert(.warning, .closeNotify)
        isWriteClosed = true
    }

    /// Sends an alert under the keys in force. Where even that fails, there is nothing more to say.
    mutating func sendAlert(_ level: AlertLevel, _ description: AlertDescription) {
        let bytes = Alert(level: level, description: description).encoded()
        try? unsafe seal(.alert, bytes.span.bytes)
        observe(.alert(.sent, level, description))
    }
}
