#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a responder says about certificates (RFC 6960, Section 4.2.1). It is read but not believed: who signed it and when is
/// checked where it is used.
public struct OCSPResponse: Sendable {
    /// Whether the responder answered, and why not.
    public enum Status: UInt8, Sendable, Hashable, CaseIterable {
        /// It answered.
        case successful = 0
        /// It did not understand the request.
        case malformedRequest = 1
        /// It failed.
        case internalError = 2
        /// It is busy.
        case tryLater = 3
        /// It wants a signed request.
        case sigRequired = 5
        /// It does not answer this client, or not about this certificate.
        case unauthorized = 6
    }

    /// The status of a certificate.
    public enum CertificateStatus: Sendable, Hashable {
        /// Not revoked.
        case good
        /// Revoked at a time, for a reason where it is known.
        case revoked(at: Date, reason: RevocationReason?)
        /// The responder does not know it.
        case unknown
    }

    /// The response in DER.
    public let der: [UInt8]
    /// Whether the responder answered.
    public let status: Status
    /// What it answered; nil where it did not.
    let answer: OCSPAnswer?

    /// Reads a DER response. Hostile bytes are refused, never trapped on.
    /// - Throws: ``OCSPResponseError``.
    public init(der: [UInt8]) throws(OCSPResponseError) {
        var outer = DERCursor(der)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd, let code = fields.next(.derEnumerated),
            code.contents.count == 1, let status = Status(rawValue: der[code.contents.lowerBound])
        else { throw .malformed("it is not a DER OCSPResponse") }
        self.der = der
        self.status = status
        guard status == .successful else {
            guard fields.isAtEnd else { throw .malformed("it failed and answers all the same") }
            answer = nil
            return
        }
        // RFC 6960, Section 4.2.1: id-pkix-ocsp-basic is the only type that there is.
        guard var wrapper = fields.enter(.derContext(0)), fields.isAtEnd, var bytes = wrapper.enter(.derSequence),
            wrapper.isAtEnd, let type = bytes.next(.derObjectIdentifier),
            der[type.contents].elementsEqual(Self.basicType), let response = bytes.next(.derOctetString), bytes.isAtEnd
        else { throw .malformed("it holds no BasicOCSPResponse") }
        answer = try OCSPAnswer(der, response.contents)
    }

    /// When it was made; nil where the responder did not answer.
    public var producedAt: Date? {
        answer.map { Date(timeIntervalSince1970: TimeInterval($0.producedAt)) }
    }

    /// The status of the certificates that it is about, by the contents of their serial numbers' INTEGERs.
    public var statuses: [(serialNumber: [UInt8], status: CertificateStatus)] {
        (answer?.responses ?? []).map { ($0.certificate.serialNumber, $0.status) }
    }

    /// The earliest time at which it stops to be of use; nil where it does not say.
    public var nextUpdate: Date? {
        answer?.responses.compactMap(\.nextUpdate).min().map { Date(timeIntervalSince1970: TimeInterval($0)) }
    }

    /// id-pkix-ocsp-basic, 1.3.6.1.5.5.7.48.1.1
    static let basicType: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01]
}

/// Why an OCSP response cannot be read.
public enum OCSPResponseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes are not an OCSP response.
    case malformed(String)
    /// The file cannot be read.
    case unreadable(FileError)

    public var description: String {
        switch self {
        case .malformed(let reason): "the OCSP response cannot be read: \(reason)"
        case .unreadable(let error): error.description
        }
    }
}

extension OCSPResponse {
    /// Reads a DER file, as `openssl ocsp -respout` writes it.
    /// - Throws: ``OCSPResponseError``.
    public init(file: String) throws(OCSPResponseError) {
        let der: [UInt8]
        do throws(FileError) {
            der = try FileContents.read(file)
        } catch {
            throw .unreadable(error)
        }
        try self.init(der: der)
    }
}
