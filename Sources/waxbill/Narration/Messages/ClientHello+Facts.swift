import TLSWire

extension ClientHello {
    /// What the client offers (RFC 9846, Section 4.2.2).
    func facts() throws(DecodingFailure) -> [Fact] {
        var facts = [
            Fact("random", bytes: random),
            Fact("cipher suites", list: cipherSuites),
        ]
        if !legacySessionID.isEmpty { facts.append(Fact("session ID", bytes: legacySessionID)) }
        if let offered = try extensions.decode(SupportedVersions.self) {
            facts.append(Fact("versions", list: offered.versions))
        } else {
            facts.append(Fact("version", legacyVersion.description))
        }
        facts += try keyExchangeFacts()
        facts += try authenticationFacts()
        facts += try extensions.oldOfferFacts()
        if let limit = try extensions.decode(RecordSizeLimit.self) {
            facts.append(Fact("record size limit", "\(limit.recordSizeLimit) bytes"))
        }
        facts.append(Fact("extensions", list: extensions.types))
        return facts
    }

    private func keyExchangeFacts() throws(DecodingFailure) -> [Fact] {
        var facts: [Fact] = []
        if let groups = try extensions.decode(SupportedGroups.self) {
            facts.append(Fact("groups", list: groups.namedGroupList))
        }
        if let shares = try extensions.decode(KeyShareClientHello.self) {
            facts.append(Fact("key shares", list: shares.clientShares.map(\.fact)))
        }
        if let cookie = try extensions.decode(Cookie.self) {
            facts.append(Fact("cookie", bytes: cookie.cookie, limit: 32))
        }
        if let modes = try extensions.decode(PskKeyExchangeModes.self) {
            facts.append(Fact("PSK modes", list: modes.keModes))
        }
        if let psks = try extensions.decode(OfferedPsks.self) {
            facts.append(
                Fact("offers sessions", list: psks.identities.map { "ticket of \($0.identity.count) bytes" }, limit: 10)
            )
        }
        return facts
    }

    private func authenticationFacts() throws(DecodingFailure) -> [Fact] {
        var facts: [Fact] = []
        if let schemes = try extensions.decode(SignatureAlgorithms.self) {
            facts.append(Fact("signature schemes", list: schemes.supportedSignatureAlgorithms))
        }
        if let name = try extensions.decode(ServerNameList.self)?.hostName {
            facts.append(Fact("server name", peerText: String(decoding: name, as: UTF8.self)))
        }
        if let protocols = try extensions.decode(ProtocolNameList.self) {
            facts.append(Fact("ALPN", list: protocols.protocolNameList.map { "\"\(escaped($0))\"" }))
        }
        return facts
    }
}

extension KeyShareEntry {
    /// The group with the size of its public value.
    var fact: String { "\(group) (\(keyExchange.count) bytes)" }
}
