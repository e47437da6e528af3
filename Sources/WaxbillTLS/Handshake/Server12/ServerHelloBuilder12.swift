import TLSCrypto
import TLSWire

/// Makes the ServerHello of TLS 1.2 and before (RFC 5246, Section 7.4.1.3). Its extensions only answer.
enum ServerHelloBuilder12 {
    /// What a certificate that follows makes the hello say.
    struct Certificate {
        /// Whether a CertificateStatus follows too.
        let hasStatus: Bool
    }

    /// - Parameter certificate: nil in a resumption.
    static func serverHello(
        _ core: borrowing ServerCore12, sessionID: [UInt8], certificate: Certificate?, _ output: inout HandshakeOutput
    ) -> ServerHello {
        var extensions = ExtensionBlock.absent
        // RFC 5746, Section 3.6
        if core.extensions.hasRenegotiationInfo { extensions.append(RenegotiationInfo()) }
        if let certificate { append(certificate, core, to: &extensions) }
        if core.extensions.hasExtendedMainSecret { extensions.append(ExtendedMainSecret()) }
        if core.encryptsThenMACs { extensions.append(EncryptThenMAC()) }
        // RFC 8422, Section 5.2
        if core.extensions.hasPointFormats, core.suite.facts.keyExchange == .ecdhe {
            extensions.append(ECPointFormatList())
        }
        if core.resumption == .ticket { extensions.append(SessionTicketAcknowledgement()) }
        if let name = core.applicationProtocol {
            extensions.append(ProtocolNameList(protocolNameList: [name.rawValue]))
        }
        if let limit = core.hello.recordSizeLimit {
            extensions.append(limitRecords(limit, core.configuration, &output))
        }
        return ServerHello(
            legacyVersion: core.version, random: core.serverRandom, legacySessionIDEcho: sessionID,
            cipherSuite: core.suite.facts.suite, extensions: extensions)
    }

    private static func append(
        _ certificate: Certificate, _ core: borrowing ServerCore12, to extensions: inout ExtensionBlock
    ) {
        // RFC 6066, Section 3: not in a resumption.
        if core.hello.serverName != nil { extensions.append(ServerNameAcknowledgement()) }
        // RFC 6066, Section 8
        if certificate.hasStatus { extensions.append(StatusRequestAcknowledgement()) }
    }

    /// RFC 8449, Section 4: here the limit is about the content alone, but effects count TLS 1.3's content type.
    private static func limitRecords(
        _ limit: Int, _ configuration: ServerConfiguration, _ output: inout HandshakeOutput
    ) -> RecordSizeLimit {
        let maximum = RecordHeader.maximumPlaintextLength
        let own = min(configuration.recordSizeLimit ?? maximum, maximum)
        output.append(.negotiated(.recordSizeLimit(limit)))
        output.append(.limitSentRecords(to: limit + 1))
        output.append(.limitReceivedRecords(to: own))
        return RecordSizeLimit(recordSizeLimit: UInt16(truncatingIfNeeded: own))
    }
}
