import TLSWire

extension ExtensionBlock {
    /// What a ClientHello says to servers of TLS 1.2 and before.
    func oldOfferFacts() throws(DecodingFailure) -> [Fact] {
        var facts: [Fact] = []
        if let formats = try decode(ECPointFormatList.self) {
            facts.append(Fact("point formats", list: formats.ecPointFormatList))
        }
        if contains(.extendedMainSecret) { facts.append(Fact("extended main secret", "offered")) }
        if contains(.encryptThenMAC) { facts.append(Fact("encrypt-then-MAC", "offered")) }
        if let ticket = try decode(SessionTicket.self)?.ticket {
            facts.append(Fact("session ticket", ticket.isEmpty ? "wanted" : "\(ticket.count) bytes"))
        }
        if let length = try decode(MaxFragmentLength.self) {
            facts.append(Fact("maximum fragment", "\(length.byteCount) bytes"))
        }
        if contains(.statusRequest) { facts.append(Fact("OCSP response", "wanted")) }
        return facts + (try renegotiationFacts())
    }

    /// What a ServerHello of TLS 1.2 and before says.
    func oldAnswerFacts() throws(DecodingFailure) -> [Fact] {
        var facts: [Fact] = []
        if contains(.extendedMainSecret) { facts.append(Fact("extended main secret", "yes")) }
        if contains(.encryptThenMAC) { facts.append(Fact("encrypt-then-MAC", "yes")) }
        if contains(.sessionTicket) { facts.append(Fact("session ticket", "will come")) }
        if contains(.statusRequest) { facts.append(Fact("OCSP response", "may come")) }
        if contains(.serverName) { facts.append(Fact("server name", "accepted")) }
        if let name = try decode(ProtocolNameList.self)?.protocolNameList.first {
            facts.append(Fact("ALPN", "\"\(escaped(name))\""))
        }
        if let formats = try decode(ECPointFormatList.self) {
            facts.append(Fact("point formats", list: formats.ecPointFormatList))
        }
        facts += try renegotiationFacts()
        if !isEmpty { facts.append(Fact("extensions", list: types)) }
        return facts
    }

    private func renegotiationFacts() throws(DecodingFailure) -> [Fact] {
        guard let info = try decode(RenegotiationInfo.self) else { return [] }
        return [
            info.renegotiatedConnection.isEmpty
                ? Fact("renegotiation info", "of a first handshake")
                : Fact("renegotiation info", bytes: info.renegotiatedConnection)
        ]
    }
}
