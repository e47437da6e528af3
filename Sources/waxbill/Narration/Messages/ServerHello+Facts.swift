import TLSWire

extension ServerHello {
    /// What the server chose (RFC 9846, Section 4.2.3).
    func facts() throws(DecodingFailure) -> [Fact] {
        let version = try extensions.decode(SelectedVersion.self)?.selectedVersion ?? legacyVersion
        var facts = [
            Fact("random", bytes: random),
            Fact("version", version.description),
            Fact("cipher suite", cipherSuite.description),
        ]
        if let share = try extensions.decode(KeyShareServerHello.self)?.serverShare {
            facts.append(Fact("key share", share.fact))
        }
        if try extensions.decode(SelectedIdentity.self) != nil {
            facts.append(Fact("resumes session", "yes"))
        }
        if version <= .tls12 {
            if !legacySessionIDEcho.isEmpty { facts.append(Fact("session ID", bytes: legacySessionIDEcho)) }
            facts += try extensions.oldAnswerFacts()
        }
        return facts
    }
}

extension HelloRetryRequest {
    /// What the server wants of a second ClientHello (RFC 9846, Section 4.2.4).
    func facts() throws(DecodingFailure) -> [Fact] {
        var facts = [Fact("cipher suite", cipherSuite.description)]
        if let group = try extensions.decode(KeyShareHelloRetryRequest.self)?.selectedGroup {
            facts.append(Fact("wants a key share of", group.description))
        }
        if let cookie = try extensions.decode(Cookie.self) {
            facts.append(Fact("cookie", bytes: cookie.cookie, limit: 32))
        }
        return facts
    }
}

extension EncryptedExtensions {
    /// What the server answers to the ClientHello's extensions (RFC 9846, Section 4.4.1).
    func facts() throws(DecodingFailure) -> [Fact] {
        var facts: [Fact] = []
        if extensions.contains(.serverName) { facts.append(Fact("server name", "accepted")) }
        if let name = try extensions.decode(ProtocolNameList.self)?.protocolNameList.first {
            facts.append(Fact("ALPN", "\"\(escaped(name))\""))
        }
        if let groups = try extensions.decode(SupportedGroups.self) {
            facts.append(Fact("groups", list: groups.namedGroupList))
        }
        if let limit = try extensions.decode(RecordSizeLimit.self) {
            facts.append(Fact("record size limit", "\(limit.recordSizeLimit) bytes"))
        }
        if !extensions.isEmpty { facts.append(Fact("extensions", list: extensions.types)) }
        return facts
    }
}
