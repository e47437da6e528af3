import WaxbillX509

/// One thing that `cert show` shows, with where it came from.
struct ShownObject: Encodable {
    let source: String
    /// "certificate", "request", "crl", "public key", "private key", or the label of something else.
    let kind: String
    /// Which of the source's objects it is, from 1.
    let position: Int
    private(set) var certificate: CertificateDescription?
    private(set) var request: RequestDescription?
    private(set) var crl: RevocationListDescription?
    private let total: Int

    private enum CodingKeys: CodingKey {
        case source
        case kind
        case position
        case certificate
        case request
        case crl
    }

    /// - Returns: nil where the object is not what its label promises.
    init?(_ object: X509Object, _ source: String, _ index: Int, _ total: Int) {
        self.source = source
        self.total = total
        kind = object.kind
        position = index + 1
        switch object {
        case .certificate(let der):
            guard let description = CertificateDescription(der: der) else { return nil }
            certificate = description
        case .certificateRequest(let der):
            guard let description = RequestDescription(der: der) else { return nil }
            request = description
        case .revocationList(let der):
            guard let description = RevocationListDescription(der: der) else { return nil }
            crl = description
        case .publicKey, .privateKey, .other: break
        }
    }

    /// The object for people, its lines ended.
    var text: String {
        var lines = ["\(kind)\(total > 1 ? " \(position) of \(total)" : ""), \(escaped(source))"]
        if let certificate { lines += Self.lines(certificate) }
        if let request { lines += Self.lines(request) }
        if let crl { lines += Self.lines(crl) }
        if certificate == nil, request == nil, crl == nil { lines.append("  (not shown)") }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(_ certificate: CertificateDescription) -> [String] {
        let version = certificate.version.map { "v\($0)" } ?? "(malformed)"
        return [
            fact("subject", certificate.subject),
            fact("issuer", certificate.issuer),
            fact("common name", certificate.commonName ?? "(none)"),
            fact("serial", certificate.serial),
            fact("not before", certificate.notBefore),
            fact("not after", certificate.notAfter),
            fact("public key", certificate.publicKey),
            fact("signature", certificate.signatureAlgorithm),
            fact("version", version),
        ] + lines(certificate.extensions) + [
            fact("SHA-256", certificate.sha256),
            fact("SPKI pin", certificate.spkiPin),
        ]
    }

    private static func lines(_ request: RequestDescription) -> [String] {
        [
            fact("subject", request.subject),
            fact("common name", request.commonName ?? "(none)"),
            fact("public key", request.publicKey),
            fact("signature", request.signatureAlgorithm),
        ] + lines(request.extensions) + [fact("SPKI pin", request.spkiPin)]
    }

    private static func lines(_ crl: RevocationListDescription) -> [String] {
        let entries = crl.revoked.map { entry in
            let more = entry.extensions.map { "; \($0.name ?? $0.oid): \(facts(of: $0).joined(separator: ", "))" }
            return "    \(entry.serial) since \(entry.date)\(more.joined())"
        }
        return [
            fact("issuer", crl.issuer),
            fact("this update", crl.thisUpdate),
            fact("next update", crl.nextUpdate ?? "(none)"),
            fact("signature", crl.signatureAlgorithm),
        ] + lines(crl.extensions) + [fact("revoked", crl.malformed ? "(malformed)" : "\(crl.revoked.count)")] + entries
    }

    private static func fact(_ name: String, _ value: String) -> String {
        "  \(name)\(String(repeating: " ", count: max(1, 13 - name.count)))\(value)"
    }

    private static func lines(_ extensions: [ExtensionDescription]) -> [String] {
        guard !extensions.isEmpty else { return [fact("extensions", "(none)")] }
        return ["  extensions"] + extensions.flatMap(lines)
    }

    private static func lines(_ one: ExtensionDescription) -> [String] {
        let name = "    \(one.name ?? (one.oid.isEmpty ? "(no name)" : one.oid))\(one.critical ? ", critical" : "")"
        let facts = facts(of: one)
        let joined = facts.joined(separator: ", ")
        guard facts.count > 1, joined.count > 90 else {
            return ["\(name)\(joined.isEmpty ? "" : ": \(joined)")"]
        }
        return ["\(name):"] + facts.map { "      \($0)" }
    }

    private static func facts(of one: ExtensionDescription) -> [String] {
        if one.malformed { return ["(malformed) \(one.hex ?? "")"] }
        return one.hex.map { [$0] } ?? one.values
    }
}
