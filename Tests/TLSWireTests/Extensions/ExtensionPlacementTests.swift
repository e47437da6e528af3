import Testing

@testable import TLSWire

@Suite struct ExtensionPlacementTests {
    static let messages: [ExtensionPlacement] = [
        .clientHello, .serverHello, .helloRetryRequest, .encryptedExtensions, .certificateRequest, .certificate,
        .newSessionTicket,
    ]

    /// The table of RFC 9846, Section 4.3, row by row: CH, SH, HRR, EE, CR, CT, NST.
    @Test(
        arguments: [
            (.serverName, "x..x..."), (.maxFragmentLength, "x..x..."), (.statusRequest, "x...xx."),
            (.supportedGroups, "x..x..."), (.signatureAlgorithms, "x...x.."), (.useSRTP, "x..x..."),
            (.heartbeat, "x..x..."), (.applicationLayerProtocolNegotiation, "x..x..."),
            (.signedCertificateTimestamp, "x...xx."), (.clientCertificateType, "x..x..."),
            (.serverCertificateType, "x..x..."), (.padding, "x......"), (.keyShare, "xxx...."),
            (.preSharedKey, "xx....."), (.pskKeyExchangeModes, "x......"), (.earlyData, "x..x..x"),
            (.cookie, "x.x...."), (.supportedVersions, "xxx...."), (.certificateAuthorities, "x...x.."),
            (.oidFilters, "....x.."), (.postHandshakeAuth, "x......"), (.signatureAlgorithmsCert, "x...x.."),
            (.recordSizeLimit, "x..x..."), (.compressCertificate, "x...x.."), (.sessionTicket, "x......"),
        ] as [(ExtensionType, String)])
    func followsTheTable(type: ExtensionType, row: String) {
        for (message, mark) in zip(Self.messages, row) {
            #expect(ExtensionPlacement.isAllowed(type, in: message) == (mark == "x"))
        }
    }

    @Test(arguments: GREASE.values + [0x0999])
    func knowsNothingOfOthers(value: UInt16) {
        #expect(ExtensionPlacement.isAllowed(ExtensionType(rawValue: value), in: .clientHello) == nil)
    }

    @Test func findsTheFirstMisplaced() {
        var block = ExtensionBlock()
        block.append(RawExtension(type: ExtensionType(rawValue: 0x0a0a), body: []))
        block.append(SelectedVersion(selectedVersion: .tls13))
        #expect(block.firstMisplaced(in: .serverHello) == nil)
        #expect(block.firstMisplaced(in: .encryptedExtensions) == .supportedVersions)
        block.append(ServerNameAcknowledgement())
        #expect(block.firstMisplaced(in: .serverHello) == .serverName)
    }
}
