import WaxbillTestSupport

/// What both sides of a connection should say of it.
struct Agreement: Sendable {
    var version = "TLSv1.3"
    var cipherSuite = "TLS_AES_128_GCM_SHA256"
    var group = "x25519"
    var resumed = false
    var helloRetryRequest = false
    var alpn: String?
    var serverName = "localhost"
    /// The common name in the server's certificate.
    var server = TestPKI.serverNames[0]
    /// The common name in the client's certificate; nil: it shows none.
    var client: String?
    /// Whether the peer ends without close_notify, and Waxbill says so.
    var isTruncated = false

    /// What `waxbill` says differently.
    func differences(from report: WaxbillReport, as role: OurRole) -> [String] {
        let shown = role == .client ? server : client
        return [
            isTruncated
                ? Self.compare("truncated", true, report.error?.contains("without close_notify") ?? false)
                : Self.compare("error", nil, report.error),
            Self.compare("version", version, report.version),
            Self.compare("cipherSuite", cipherSuite, report.cipherSuite),
            Self.compare("group", group, report.group),
            Self.compare("resumed", resumed, report.resumed),
            Self.compare("helloRetryRequest", helloRetryRequest, report.helloRetryRequest),
            Self.compare("alpn", alpn, report.alpn),
            Self.compare("serverName", serverName, report.serverName),
            Self.compare("clientAuthenticated", client != nil, report.clientAuthenticated),
            Self.compare("verified", shown != nil, report.verified),
            Self.compare("peerCertificates", shown.map { "CN=\($0)" }, report.peerCertificates.first??.subject),
        ].compactMap(\.self)
    }

    /// What a peer says differently, of what it says at all.
    /// - Parameter role: Waxbill's.
    func differences(from report: PeerReport, weAre role: OurRole) -> [String] {
        let shown = role == .client ? client : server
        return [
            report.error.map { "error: \($0)" },
            report.version.flatMap { Self.compare("peer's version", version, $0) },
            report.cipherSuite.flatMap { Self.compare("peer's cipherSuite", cipherSuite, $0) },
            report.group.flatMap { Self.compare("peer's group", group, $0) },
            report.resumed.flatMap { Self.compare("peer's resumed", resumed, $0) },
            report.helloRetryRequest.flatMap { Self.compare("peer's helloRetryRequest", helloRetryRequest, $0) },
            report.alpn.flatMap { Self.compare("peer's alpn", alpn ?? "", $0) },
            report.serverName.flatMap { Self.compare("peer's serverName", serverName, $0) },
            report.peerCertificate.flatMap { Self.compare("peer's peerCertificate", shown ?? "", $0) },
            report.closedCleanly.flatMap { Self.compare("peer's closedCleanly", true, $0) },
        ].compactMap(\.self)
    }

    private static func compare<Value: Equatable>(_ name: String, _ expected: Value, _ actual: Value) -> String? {
        expected == actual ? nil : "\(name): \(actual) instead of \(expected)"
    }
}

/// What a peer says of a connection; nil where it does not tell, and empty where there is nothing.
struct PeerReport: Sendable, Decodable {
    var version: String?
    var cipherSuite: String?
    var group: String?
    var resumed: Bool?
    var helloRetryRequest: Bool?
    var alpn: String?
    var serverName: String?
    /// The common name in the certificate that Waxbill showed.
    var peerCertificate: String?
    var closedCleanly: Bool?
    var error: String?
}
