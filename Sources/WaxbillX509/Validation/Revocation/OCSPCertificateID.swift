import Crypto

/// Which certificate an OCSP response is about: hashes of its issuer's name and key, and its serial number (CertID of
/// RFC 6960, Section 4.1.1).
package struct OCSPCertificateID: Sendable, Hashable {
    /// What the issuer is hashed with.
    package enum Hash: Sendable, Hashable, CaseIterable {
        /// Which most clients still ask with; nothing rests on its strength here, for the response is signed.
        case sha1
        case sha256
        case sha384
        case sha512
    }

    let hash: Hash
    let issuerNameHash: [UInt8]
    let issuerKeyHash: [UInt8]
    /// The contents of the INTEGER.
    let serialNumber: [UInt8]

    /// The identifier of a certificate by this issuer.
    init(issuer: ParsedCertificate, serialNumber: some Sequence<UInt8>, hash: Hash = .sha1) {
        self.hash = hash
        issuerNameHash = hash.digest(issuer.fields.subject)
        issuerKeyHash = hash.digest(Array(issuer.subjectPublicKey))
        self.serialNumber = Array(serialNumber)
    }

    /// The identifier of a certificate by the issuer whose DER certificate this is.
    /// - Parameter serialNumber: the contents of the INTEGER.
    /// - Returns: nil where the issuer's certificate cannot be read.
    package init?(issuerCertificate: [UInt8], serialNumber: [UInt8], hash: Hash = .sha1) {
        guard let issuer = try? ParsedCertificate(der: issuerCertificate) else { return nil }
        self.init(issuer: issuer, serialNumber: serialNumber, hash: hash)
    }

    /// Reads a CertID; nil where it is malformed.
    /// - Parameter fields: the contents of the SEQUENCE.
    init?(_ fields: inout DERCursor) {
        guard let algorithm = fields.next(.derSequence), let name = fields.next(.derOctetString),
            let key = fields.next(.derOctetString), let number = fields.next(.derInteger), fields.isAtEnd,
            fields.isMinimalInteger(number.contents),
            let hash = Hash(identifier: Array(fields.bytes[algorithm.whole]))
        else { return nil }
        self.hash = hash
        issuerNameHash = Array(fields.bytes[name.contents])
        issuerKeyHash = Array(fields.bytes[key.contents])
        serialNumber = Array(fields.bytes[number.contents])
    }

    /// Whether it is this certificate by this issuer.
    func isAbout(serialNumber: ArraySlice<UInt8>, issuer: ParsedCertificate) -> Bool {
        self.serialNumber.elementsEqual(serialNumber)
            && self == OCSPCertificateID(issuer: issuer, serialNumber: serialNumber, hash: hash)
    }

    var der: [UInt8] {
        DERWriter.sequence(
            hash.identifier, DERWriter.element(.derOctetString, issuerNameHash),
            DERWriter.element(.derOctetString, issuerKeyHash), DERWriter.element(.derInteger, serialNumber))
    }
}

extension OCSPCertificateID.Hash {
    func digest(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha1: Array(Insecure.SHA1.hash(data: bytes))
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }

    /// The DER AlgorithmIdentifier. NULL parameters are what others write.
    var identifier: [UInt8] { DERWriter.algorithmIdentifier(name, DERWriter.null) }

    /// Reads a DER AlgorithmIdentifier with NULL or without parameters.
    fileprivate init?(identifier: [UInt8]) {
        let hash = Self.allCases.first {
            identifier == $0.identifier || identifier == DERWriter.algorithmIdentifier($0.name)
        }
        guard let hash else { return nil }
        self = hash
    }

    /// 2.16.840.1.101.3.4.2
    private static let sha2: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02]

    private var name: [UInt8] {
        switch self {
        case .sha1: [0x2B, 0x0E, 0x03, 0x02, 0x1A]
        case .sha256: Self.sha2 + [1]
        case .sha384: Self.sha2 + [2]
        case .sha512: Self.sha2 + [3]
        }
    }
}
