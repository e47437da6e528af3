import WaxbillTLS
import WaxbillX509

extension AuthorityFolder {
    /// The certificate that a user names: by its serial number in hexadecimal (colons may part it), or by a file that holds it.
    ///
    /// A file's certificate that the authority signed without the index is taken in.
    public func record(_ text: String) throws -> CertificateRecord {
        if let serial = Self.serial(text), let record = try? index.record(serial: serial) { return record }
        let contents: [UInt8]
        do throws(FileError) {
            contents = try FileContents.read(text)
        } catch {
            if let serial = Self.serial(text) { throw AuthorityIndexError.unknownSerial(serial) }
            guard error.isMissing, !text.contains("/"), !text.contains(".") else { throw AuthorityError.file(error) }
            throw AuthorityIndexError.notACertificate(text.count > 100 ? "\(text.prefix(100))…" : text)
        }
        guard let objects = try? X509Object.objects(in: contents),
            let der = objects.lazy.compactMap({ if case .certificate(let der) = $0 { der } else { nil } }).first,
            let summary = CertificateSummary(der: der)
        else { throw AuthorityIndexError.notACertificate(text) }
        if let known = try? index.record(serial: summary.serial), known.der.map({ [UInt8]($0) }) == der { return known }
        guard let issuer = certificates.issuer(of: der) else { throw AuthorityIndexError.notIssuedHere(text) }
        return try index.adopt(
            der,
            CertificateDraft(
                issuer: issuer == certificates.rootDER ? .root : .intermediate, kind: .server, name: summary.subject),
            now: clock.seconds)
    }

    /// The leaf and what stands between it and the root, in DER.
    public func chain(of record: CertificateRecord) throws -> [[UInt8]] {
        guard let der = record.der else { throw AuthorityIndexError.unknownSerial(record.serial) }
        return [[UInt8](der)] + (record.issuer == .intermediate ? certificates.intermediatesDER : [])
    }

    /// A chain in PEM.
    public func pem(_ chain: [[UInt8]]) -> String { certificates.chainPEM(chain) }

    /// Lower-case hexadecimal digits without colons and zeros before; nil where the text is something else.
    private static func serial(_ text: String) -> String? {
        var digits = text.lowercased().filter { $0 != ":" }
        if digits.hasPrefix("0x") { digits.removeFirst(2) }
        guard (1...64).contains(digits.count), digits.allSatisfy(\.isHexDigit) else { return nil }
        let significant = String(digits.drop { $0 == "0" })
        return significant.count.isMultiple(of: 2) ? significant : "0" + significant
    }
}
