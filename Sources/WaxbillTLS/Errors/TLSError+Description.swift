extension TLSError: CustomStringConvertible {
    /// A sentence for people: what happened, the section of the RFC, the alert.
    public var description: String {
        var text = sentence
        if let citation { text += " (\(citation))" }
        if let alert { text += "; sent \(alert)" }
        return text
    }

    /// What happened, without citation and alert.
    public var sentence: String {
        switch fault {
        case .malformedMessage(let failure): "\(peerName) sent a malformed message: \(failure)"
        case .peerViolation(let violation): "\(peerName) \(violation.phrase)"
        case .peerIncompatibility(let reason): reason.phrase
        case .certificate(let refusal): "\(peerName)'s certificate refused: \(refusal.detail)"
        case .alertReceived(let alert): "\(peerName) sent \(alert): \(alert.meaning)"
        case .aborted: "the application ended the handshake"
        case .misuse(let misuse): misuse.phrase
        case .internalFailure(let what): "internal failure: \(what)"
        }
    }

    private var peerName: String {
        switch peer {
        case .client: "client"
        case .server: "server"
        case nil: "peer"
        }
    }

    /// The section that the peer broke.
    public var citation: String? {
        if case .peerViolation(let violation) = fault { violation.citation } else { nil }
    }
}

extension PeerIncompatibility {
    fileprivate var phrase: String {
        switch self {
        case .noCommonVersion(let offered):
            "no common protocol version; the client offered \(list(offered))"
        case .noCommonCipherSuite(let offered):
            "no common cipher suite; the client offered \(list(offered, atMost: 8))"
        case .noCommonGroup: "no common key exchange group"
        case .noCommonSignatureScheme: "no common signature scheme"
        case .noCommonApplicationProtocol(let offered):
            "no common application protocol; the client offered \(list(offered))"
        case .noIdentity: "no certificate fits the client's server name and signature schemes"
        case .serverVersion(let version): "the server speaks \(version), which the client does not"
        }
    }

    /// The values, and how many more there are than fit into a sentence.
    private func list(_ values: [some CustomStringConvertible], atMost count: Int = 64) -> String {
        guard !values.isEmpty else { return "none" }
        let text = values.prefix(count).map(\.description).joined(separator: ", ")
        return values.count > count ? text + " and \(values.count - count) more" : text
    }
}

extension Misuse {
    fileprivate var phrase: String {
        switch self {
        case .invalidServerName(let name): "\"\(name)\" is neither a DNS name nor an IP address"
        case .invalidConfiguration(let what): "the configuration cannot work: \(what)"
        case .notEstablished: "the handshake is not complete"
        case .sendingClosed: "sending is closed"
        case .noInquiryWaiting: "no inquiry waits for an answer"
        case .answerDoesNotFit(let inquiry): "the answer does not fit the inquiry \(inquiry)"
        case .outputTooSmall(let needed): "the output has no room for \(needed) bytes"
        case .exportTooLong(let length): "\(length) bytes are more than an exporter gives"
        case .keyUpdateUnsupported: "keys are renewed in TLS 1.3 only"
        case .connectionFailed: "the connection has failed before"
        }
    }
}
