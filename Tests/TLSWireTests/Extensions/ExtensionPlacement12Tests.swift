import Testing

@testable import TLSWire

@Suite struct ExtensionPlacement12Tests {
    @Test(
        arguments: [
            .serverName, .maxFragmentLength, .statusRequest, .supportedGroups, .ecPointFormats, .useSRTP, .heartbeat,
            .applicationLayerProtocolNegotiation, .statusRequestV2, .signedCertificateTimestamp, .clientCertificateType,
            .serverCertificateType, .encryptThenMAC, .extendedMainSecret, .recordSizeLimit, .sessionTicket,
            .renegotiationInfo,
        ] as [ExtensionType])
    func allowsInServerHello(type: ExtensionType) {
        #expect(ExtensionPlacement12.isAllowedInServerHello(type) == true)
    }

    @Test(
        arguments: [
            .signatureAlgorithms, .signatureAlgorithmsCert, .padding, .keyShare, .supportedVersions, .preSharedKey,
            .pskKeyExchangeModes, .earlyData, .cookie, .certificateAuthorities, .oidFilters, .postHandshakeAuth,
            .compressCertificate, .encryptedClientHello,
        ] as [ExtensionType])
    func refusesInServerHello(type: ExtensionType) {
        #expect(ExtensionPlacement12.isAllowedInServerHello(type) == false)
    }

    @Test(arguments: GREASE.values + [0x0999])
    func knowsNothingOfOthers(value: UInt16) {
        #expect(ExtensionPlacement12.isAllowedInServerHello(ExtensionType(rawValue: value)) == nil)
    }

    /// A client may offer whatever a server may answer with.
    @Test func findsAllInClientHellos() {
        for type in ExtensionPlacement12.serverHello {
            #expect(ExtensionPlacement.isAllowed(type, in: .clientHello) == true)
        }
    }

    @Test func findsTheFirstMisplaced() {
        var block = ExtensionBlock()
        block.append(RawExtension(type: ExtensionType(rawValue: 0x0a0a), body: []))
        block.append(ExtendedMainSecret())
        block.append(SessionTicketAcknowledgement())
        #expect(block.firstMisplacedInServerHello12 == nil)
        block.append(SelectedVersion(selectedVersion: .tls12))
        #expect(block.firstMisplacedInServerHello12 == .supportedVersions)
    }
}
