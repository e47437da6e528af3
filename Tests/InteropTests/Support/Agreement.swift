import TLSWire
import WaxbillTestSupport

/// What both sides of a connection should say of it.
struct Agreement: Sendable {
    var version = "TLSv1.3"
    var cipherSuite = "TLS_AES_128_GCM_SHA256"
    /// Nil: it is not compared.
    var group: String? = "x25519"
    var resumed = false
    var helloRetryRequest = false
    var alpn: String?
    var serverName = "localhost"
    /// The common name in the server's certificate.
    var server = TestPKI.serverNames[0]
    /// The common name in the client's certificate; nil: it shows none.
    var client: String?
    /// What is compared before TLS 1.3 only.
    var older: Older?
    /// Whether the peer ends without close_notify, and Waxbill says so.
    var isTruncated = false

    /// What there is to agree upon before TLS 1.3.
    struct Older: Sendable {
        var keyExchange = "ECDHE"
        var extendedMasterSecret = true
        /// Nil where the suite has no CBC.
        var encryptThenMAC: Bool?
    }

    /// What `waxbill` says differently.
    func differences(from report: WaxbillReport, as role: OurRole) -> [String] {
        let shown = role == .client ? server : client
        return [
            isTruncated
                ? Self.compare("truncated", true, report.error?.contains("without close_notify") ?? false)
                : Self.compare("error", nil, report.error),
            Self.compare("version", version, report.version),
            Self.compare("cipherSuite", cipherSuite, report.cipherSuite),
            group.flatMap { Self.compare("group", $0, report.group) },
            Self.compare("resumed", resumed, report.resumed),
            Self.compare("helloRetryRequest", helloRetryRequest, report.helloRetryRequest),
            Self.compare("alpn", alpn, report.alpn),
            Self.compare("serverName", serverName, report.serverName),
            Self.compare("clientAuthenticated", client != nil, report.clientAuthenticated),
            Self.compare("verified", shown != nil, report.verified),
            Self.compare("peerCertificates", shown.map { "CN=\($0)" }, report.peerCertificates.first??.subject),
            older.flatMap { Self.compare("keyExchange", $0.keyExchange, report.keyExchange) },
            older.flatMap { Self.compare("forwardSecret", $0.keyExchange == "ECDHE", report.forwardSecret) },
            older.flatMap {
                Self.compare("extendedMasterSecret", $0.extendedMasterSecret, report.extendedMasterSecret)
            },
            older.flatMap { Self.compare("encryptThenMAC", $0.encryptThenMAC, report.encryptThenMAC) },
        ].compactMap(\.self)
    }

    /// What a peer says differently, of what it says at all.
    /// - Parameter role: Waxbill's.
    func differences(from report: PeerReport, weAre role: OurRole) -> [String] {
        let shown = role == .client ? client : server
        return [
            report.error.map { "error: \($0)" },
            report.version.flatMap { Self.compare("peer's version", version, OpenSSLText.versionName($0)) },
            report.cipherSuite.flatMap { Self.compare("peer's cipherSuite", cipherSuite, Self.ianaName($0)) },
            report.group.flatMap { theirs in group.flatMap { Self.compare("peer's group", $0, theirs) } },
            report.resumed.flatMap { Self.compare("peer's resumed", resumed, $0) },
            report.helloRetryRequest.flatMap { Self.compare("peer's helloRetryRequest", helloRetryRequest, $0) },
            report.alpn.flatMap { Self.compare("peer's alpn", alpn ?? "", $0) },
            report.serverName.flatMap { Self.compare("peer's serverName", serverName, $0) },
            report.peerCertificate.flatMap { Self.compare("peer's peerCertificate", shown ?? "", $0) },
            report.extendedMasterSecret.flatMap { theirs in
                older.flatMap { Self.compare("peer's extendedMasterSecret", $0.extendedMasterSecret, theirs) }
            },
            report.encryptThenMAC.flatMap { theirs in
                older.flatMap { Self.compare("peer's encryptThenMAC", $0.encryptThenMAC ?? false, theirs) }
            },
            report.closedCleanly.flatMap { Self.compare("peer's closedCleanly", true, $0) },
        ].compactMap(\.self)
    }

    /// Peers have IANA's names, OpenSSL's, or BoringSSL's, which are OpenSSL's.
    private static func ianaName(_ name: String) -> String { CipherSuite(name: name)?.description ?? name }

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
    var extendedMasterSecret: Bool?
    var encryptThenMAC: Bool?
    /// Keying material without a context, and in the context `context`, in hexadecimal digits.
    var exported: String?
    var exportedInContext: String?
    var closedCleanly: Bool?
    var error: String?
}
