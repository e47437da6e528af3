import Synchronization

/// What Waxbill is in a case.
enum OurRole: String, CaseIterable, Sendable {
    case client
    case server
}

/// The rows of the matrix.
enum Feature: String, CaseIterable, Sendable {
    case cipherSuites = "cipher suites"
    case groups = "groups"
    case helloRetryRequest = "HelloRetryRequest"
    case cookie = "HelloRetryRequest with a cookie"
    case refusedServer = "server certificate refused"
    case clientCertificates = "client certificates"
    case refusedClient = "client certificate missing or refused"
    case resumption = "resumption"
    case keyUpdate = "KeyUpdate"
    case alpn = "ALPN"
    case serverName = "SNI"
    case closure = "close_notify, half-close, truncation"
    case keyLog = "key logs equal"
    case exporter = "exporters equal"
    case bulk = "1 MiB both ways"
    case fragments = "fragmented handshake, small records"
    case padding = "padded records"
    case middlebox = "with and without compatibility ChangeCipherSpec"
    case grease = "GREASE, permuted extensions"
    case nothingInCommon = "nothing in common: the right alert"
    case sessionIDs = "resumption by session ID"
    case extendedMasterSecret = "without extended_master_secret"
    case encryptThenMAC = "without encrypt_then_mac"
    case renegotiation = "renegotiation refused"
    case downgrade = "downgrades: fallback, sentinel"
    case ocsp = "OCSP responses"
    case http = "HTTP"
    case verifiedCertificates = "our CA's certificates verified"
    case refusedCertificates = "wrong certificates: the right verdict"
    case revocation = "CRLs and OCSP responses"
    case files = "files over mutual TLS"
    case bank = "payments over mutual TLS"
}

/// A row of the matrix: something that TLS does, or a version with a kind of key in the server's certificate.
enum Row: Hashable, Sendable {
    case feature(Feature)
    case handshake(Handshake)

    static let all: [Row] = Feature.allCases.map(Row.feature) + Handshake.all.map(Row.handshake)

    var title: String {
        switch self {
        case .feature(let feature): feature.rawValue
        case .handshake(let handshake): handshake.testDescription
        }
    }
}

/// How the cases went, for the table at the end.
final class Matrix: Sendable {
    static let shared = Matrix()

    private struct Place: Hashable {
        let stack: Stack
        let role: OurRole
        let row: Row
    }

    private struct Tally {
        var passed = 0
        var failed = 0
    }

    private let tallies = Mutex<[Place: Tally]>([:])

    /// - Parameter count: how many handshakes the case stands for.
    func note(_ stack: Stack, _ role: OurRole, _ row: Row, passed: Bool, count: Int = 1) {
        tallies.withLock { tallies in
            let place = Place(stack: stack, role: role, row: row)
            if passed {
                tallies[place, default: Tally()].passed += count
            } else {
                tallies[place, default: Tally()].failed += 1
            }
        }
    }

    /// The table in Markdown: a row a feature, a column a peer.
    /// - Parameter versions: what the peers say that they are.
    func table(versions: [Stack: String]) -> String {
        let tallies = tallies.withLock(\.self)
        let stacks = Stack.allCases.filter { stack in tallies.keys.contains { $0.stack == stack } }
        guard !stacks.isEmpty else { return "interoperability matrix: no case ran" }
        let rows = Row.all.compactMap { row -> [String]? in
            guard tallies.keys.contains(where: { $0.row == row }) else { return nil }
            return [row.title]
                + stacks.map { stack in
                    let cells = OurRole.allCases.compactMap { role in
                        tallies[Place(stack: stack, role: role, row: row)].map { text($0, role) }
                    }
                    return cells.isEmpty ? "–" : cells.joined(separator: " ")
                }
        }
        let header = ["feature, or version and server's key"] + stacks.map { versions[$0] ?? $0.description }
        let passed = tallies.values.reduce(0) { $0 + $1.passed }
        let failed = tallies.values.reduce(0) { $0 + $1.failed }
        return """
            Interoperability: \(passed) cases passed, \(failed) failed. C: waxbill is the client, S: it is the server; then
            how many cases passed, of how many where some failed.

            \(Self.markdown(header, rows))
            """
    }

    private func text(_ tally: Tally, _ role: OurRole) -> String {
        let letter = role == .client ? "C" : "S"
        return tally.failed == 0
            ? "\(letter)\(tally.passed)" : "\(letter)\(tally.passed)/\(tally.passed + tally.failed) FAILED"
    }

    private static func markdown(_ header: [String], _ rows: [[String]]) -> String {
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        func line(_ fields: [String]) -> String {
            let padded = zip(fields, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
    }
}
