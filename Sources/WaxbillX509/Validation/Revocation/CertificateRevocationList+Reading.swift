/// Why a CRL cannot be read.
public enum RevocationListError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes are not a CRL.
    case malformed(String)
    /// The text is not PEM.
    case malformedPEM(PEMError)
    /// The text holds no CRL.
    case missing
    /// The file cannot be read.
    case unreadable(FileError)
    /// What is wrong with a CRL in this file.
    indirect case inFile(String, RevocationListError)

    public var description: String {
        switch self {
        case .malformed(let reason): "the CRL cannot be read: \(reason)"
        case .malformedPEM(let error): error.description
        case .missing: "there is no \"-----BEGIN X509 CRL-----\" block"
        case .unreadable(let error): error.description
        case .inFile(let file, let error): "\(file): \(error)"
        }
    }
}

extension CertificateRevocationList {
    /// The most bytes of a file with lists: some ten million entries.
    private static let sizeLimit = 512 << 20

    /// Reads a DER list. Hostile bytes are refused, never trapped on; a list that may not be used, for reasons that have
    /// nothing to do with who asks, has a ``flaw``.
    /// - Throws: ``RevocationListError``.
    public init(der: [UInt8]) throws(RevocationListError) {
        self.init(try RevocationListFields(der))
    }

    /// Reads all lists of a PEM text ("X509 CRL", RFC 7468, Section 6); what else is in it is ignored.
    /// - Throws: ``RevocationListError``, also where there is none.
    public static func lists(pem: [UInt8]) throws(RevocationListError) -> [CertificateRevocationList] {
        var lists: [CertificateRevocationList] = []
        let blocks: [PEMBlock]
        do throws(PEMError) {
            blocks = try PEM.blocks(in: pem)
        } catch {
            throw .malformedPEM(error)
        }
        for block in blocks where block.label == "X509 CRL" || block.label == "CRL" {
            lists.append(try CertificateRevocationList(der: block.contents))
        }
        guard !lists.isEmpty else { throw .missing }
        return lists
    }

    /// Reads a file of one DER list or of any number of PEM lists.
    /// - Throws: ``RevocationListError``, naming the file.
    public static func lists(file: String) throws(RevocationListError) -> [CertificateRevocationList] {
        let contents: [UInt8]
        do throws(FileError) {
            contents = try FileContents.read(file, sizeLimit: sizeLimit)
        } catch {
            throw .unreadable(error)
        }
        do throws(RevocationListError) {
            // No PEM text begins with DER's SEQUENCE, "0", followed by a length of several bytes.
            guard contents.first == .derSequence, contents.dropFirst().first.map({ $0 >= 0x80 }) ?? false else {
                return try lists(pem: contents)
            }
            return [try CertificateRevocationList(der: contents)]
        } catch {
            throw .inFile(file, error)
        }
    }
}
