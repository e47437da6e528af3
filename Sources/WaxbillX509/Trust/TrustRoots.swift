/// The certificates that a verification may end at: trust anchors (RFC 5280, Section 6.1.1 (d)), parsed once.
public struct TrustRoots: Sendable {
    /// By subject.
    let anchors: [CanonicalName: [ParsedCertificate]]
    /// The anchors' DER distinguished names, each once: what a server names in `certificate_authorities`.
    public let subjects: [[UInt8]]
    /// How many certificates there are.
    public let count: Int

    init(_ certificates: [ParsedCertificate]) {
        var seen: Set<[UInt8]> = []
        let certificates = certificates.filter { seen.insert($0.der).inserted }
        anchors = Dictionary(grouping: certificates, by: \.subject)
        seen = []
        subjects = certificates.map(\.fields.subject).filter { seen.insert($0).inserted }
        count = certificates.count
    }

    /// Whether this very certificate is one.
    func contains(_ certificate: ParsedCertificate) -> Bool {
        anchors[certificate.subject]?.contains { $0.der == certificate.der } ?? false
    }

    /// Reads a file of PEM certificates, or of one DER certificate.
    /// - Throws: ``TrustRootsError``, naming the file.
    public init(file: String) throws(TrustRootsError) {
        try self.init(files: [file])
    }

    /// Reads several such files.
    /// - Throws: ``TrustRootsError``, naming the file.
    public init(files: [String]) throws(TrustRootsError) {
        var certificates: [ParsedCertificate] = []
        for file in files {
            let contents = try Self.certificates(source: file, contents: Self.read(file))
            certificates += try Self.parse(contents, source: file)
        }
        self.init(certificates)
    }

    /// Reads a PEM text.
    /// - Throws: ``TrustRootsError``.
    public init(pem: String) throws(TrustRootsError) { try self.init(pem: Array(pem.utf8)) }

    /// Reads the bytes of a PEM text.
    /// - Throws: ``TrustRootsError``.
    public init(pem: [UInt8]) throws(TrustRootsError) {
        try self.init(source: "the PEM text", contents: pem)
    }

    /// Reads DER certificates.
    /// - Throws: ``TrustRootsError``.
    public init(der: [[UInt8]]) throws(TrustRootsError) {
        self.init(try Self.parse(der, source: "the list"))
    }

    private init(source: String, contents: [UInt8]) throws(TrustRootsError) {
        let certificates = try Self.certificates(source: source, contents: contents)
        self.init(try Self.parse(certificates, source: source))
    }

    static func read(_ file: String) throws(TrustRootsError) -> [UInt8] {
        do throws(FileError) {
            return try FileContents.read(file)
        } catch {
            throw .unreadable(error)
        }
    }

    /// The DER certificates of a file.
    static func certificates(source: String, contents: [UInt8]) throws(TrustRootsError) -> [[UInt8]] {
        if CertificateFields(der: contents) != nil { return [contents] }
        let blocks: [PEMBlock]
        do throws(PEMError) {
            blocks = try PEM.blocks(in: contents)
        } catch {
            throw .malformedPEM(source: source, error)
        }
        let certificates = blocks.filter { ParsedCertificate.pemLabels.contains($0.label) }.map(\.contents)
        guard !certificates.isEmpty else { throw .noCertificate(source: source) }
        return certificates
    }

    private static func parse(_ certificates: [[UInt8]], source: String) throws(TrustRootsError) -> [ParsedCertificate]
    {
        var parsed: [ParsedCertificate] = []
        for der in certificates {
            do throws(RuleViolation) {
                parsed.append(try ParsedCertificate(der: der))
            } catch {
                throw .malformedCertificate(source: source, index: parsed.count, reason: "it \(error.detail)")
            }
        }
        guard !parsed.isEmpty else { throw .noCertificate(source: source) }
        return parsed
    }
}
