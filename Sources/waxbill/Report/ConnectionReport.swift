import WaxbillTLS
import WaxbillX509

/// A connection as `--json` shows it: one object, the same fields in both roles.
///
/// A certificate that cannot be read is `null`. Every field up to `handshakeMicroseconds` is there in each object, `null` where there is nothing to say; `error` and
/// the alerts are there in those of failed connections only.
struct ConnectionReport: Encodable {
    let record: ConnectionRecord

    /// The version of this shape.
    static let schema = 1

    private enum CodingKeys: String, CodingKey {
        case schema
        case role
        case host
        case port
        case version
        case cipherSuite
        case keyExchange
        case forwardSecret
        case group
        case signatureScheme
        case extendedMasterSecret
        case encryptThenMAC
        case alpn
        case serverName
        case resumed
        case helloRetryRequest
        case clientAuthenticated
        case verified
        case peerCertificates
        case bytesRead
        case bytesWritten
        case handshakeMicroseconds
        case error
        case alertSent
        case alertReceived
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(Self.schema, forKey: .schema)
        try fields.encode(record.role == .client ? "client" : "server", forKey: .role)
        try fields.encode(record.peer.host, forKey: .host)
        try fields.encode(record.peer.port, forKey: .port)
        try fields.encode(record.version?.description, forKey: .version)
        try fields.encode(record.cipherSuite?.description, forKey: .cipherSuite)
        try fields.encode(record.keyExchange?.description, forKey: .keyExchange)
        try fields.encode(record.keyExchange?.isForwardSecret, forKey: .forwardSecret)
        try fields.encode(record.group?.description, forKey: .group)
        try fields.encode(record.signatureScheme?.description, forKey: .signatureScheme)
        try fields.encode(record.extendedMainSecret, forKey: .extendedMasterSecret)
        try fields.encode(record.encryptThenMAC, forKey: .encryptThenMAC)
        try fields.encode(record.applicationProtocol?.description, forKey: .alpn)
        try fields.encode(record.serverName, forKey: .serverName)
        try fields.encode(record.summary?.resumed ?? false, forKey: .resumed)
        try fields.encode(record.helloRetryRequest, forKey: .helloRetryRequest)
        try fields.encode(record.summary?.clientAuthenticated ?? false, forKey: .clientAuthenticated)
        try fields.encode(record.summary?.verified ?? false, forKey: .verified)
        try fields.encode(record.peerCertificates.map { CertificateSummary(der: $0) }, forKey: .peerCertificates)
        try fields.encode(record.bytesRead, forKey: .bytesRead)
        try fields.encode(record.bytesWritten, forKey: .bytesWritten)
        try fields.encode(record.handshakeDuration?.microseconds, forKey: .handshakeMicroseconds)
        if let failure = record.failure {
            try fields.encode(failure.sentence(for: record.role), forKey: .error)
            try fields.encode(record.alertSent?.description, forKey: .alertSent)
            try fields.encode(record.alertReceived?.description, forKey: .alertReceived)
        }
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
