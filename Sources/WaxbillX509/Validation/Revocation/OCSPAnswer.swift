#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The signed part of an OCSP response with its signature (BasicOCSPResponse of RFC 6960, Section 4.2.1).
struct OCSPAnswer: Sendable {
    /// Who signed it.
    enum Responder: Sendable, Hashable {
        /// The DER Name of its certificate's subject.
        case name([UInt8])
        /// SHA-1 of its public key.
        case key([UInt8])
    }

    /// The answer about one certificate.
    struct Single: Sendable {
        let certificate: OCSPCertificateID
        let status: OCSPResponse.CertificateStatus
        /// Seconds since 1970-01-01 00:00 UTC.
        let thisUpdate: Int64
        let nextUpdate: Int64?
    }

    /// The most certificates and answers that are read: a stapled response has one or two of either.
    private static let limit = 64

    let signed: SignedBytes
    let responder: Responder
    /// Seconds since 1970-01-01 00:00 UTC.
    let producedAt: Int64
    let responses: [Single]
    /// DER certificates that may help to check the signature.
    let certificates: [[UInt8]]
    /// Whether there is a critical extension that nobody here knows.
    let hasUnknownCriticalExtension: Bool

    init(_ der: [UInt8], _ range: Range<Int>) throws(OCSPResponseError) {
        var outer = DERCursor(der, range)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd, let body = fields.next(.derSequence),
            let algorithm = fields.next(.derSequence), let signature = fields.next(.derBitString),
            der[signature.contents].first == 0
        else { throw .malformed("it holds no BasicOCSPResponse") }
        signed = SignedBytes(content: body.whole, algorithm: algorithm.whole, signature: signature.contents.dropFirst())
        certificates = try Self.certificates(&fields)
        var data = DERCursor(der, body.contents)
        // RFC 6960, Section 4.2.1: version 1, the default and the only one, is not written.
        guard let responder = Self.responder(&data), data.nextTag == .derGeneralizedTime,
            let producedAt = data.nextTime()?.secondsSinceEpoch, var list = data.enter(.derSequence)
        else { throw .malformed("its ResponseData is malformed") }
        self.responder = responder
        self.producedAt = producedAt
        var responses: [Single] = []
        var hasUnknown = false
        while !list.isAtEnd {
            guard responses.count < Self.limit, var single = list.enter(.derSequence),
                let response = Self.single(&single, &hasUnknown)
            else { throw .malformed("an answer in it is malformed") }
            responses.append(response)
        }
        guard Self.extensions(&data, 1, &hasUnknown), data.isAtEnd, !responses.isEmpty else {
            throw .malformed("its ResponseData is malformed")
        }
        self.responses = responses
        hasUnknownCriticalExtension = hasUnknown
    }

    private static func responder(_ data: inout DERCursor) -> Responder? {
        guard let choice = data.next() else { return nil }
        var inner = DERCursor(data.bytes, choice.contents)
        switch choice.tag {
        case .derContext(1):
            guard let name = inner.next(.derSequence), inner.isAtEnd else { return nil }
            return .name(Array(data.bytes[name.whole]))
        case .derContext(2):
            guard let hash = inner.next(.derOctetString), inner.isAtEnd else { return nil }
            return .key(Array(data.bytes[hash.contents]))
        default: return nil
        }
    }

    private static func single(_ fields: inout DERCursor, _ hasUnknown: inout Bool) -> Single? {
        guard var identifier = fields.enter(.derSequence), let certificate = OCSPCertificateID(&identifier),
            let choice = fields.next(), let status = status(fields.bytes, choice),
            fields.nextTag == .derGeneralizedTime, let thisUpdate = fields.nextTime()?.secondsSinceEpoch
        else { return nil }
        var nextUpdate: Int64?
        if var wrapper = fields.enter(.derContext(0)) {
            guard wrapper.nextTag == .derGeneralizedTime, let time = wrapper.nextTime()?.secondsSinceEpoch,
                wrapper.isAtEnd
            else {
                return nil
            }
            nextUpdate = time
        }
        guard extensions(&fields, 1, &hasUnknown), fields.isAtEnd else { return nil }
        return Single(certificate: certificate, status: status, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
    }

    private static func status(_ der: [UInt8], _ choice: DERCursor.Element) -> OCSPResponse.CertificateStatus? {
        switch choice.tag {
        case .derContextPrimitive(0): return choice.contents.isEmpty ? .good : nil
        case .derContextPrimitive(2): return choice.contents.isEmpty ? .unknown : nil
        case .derContext(1):
            var fields = DERCursor(der, choice.contents)
            guard fields.nextTag == .derGeneralizedTime, let time = fields.nextTime()?.secondsSinceEpoch else {
                return nil
            }
            let date = Date(timeIntervalSince1970: TimeInterval(time))
            guard !fields.isAtEnd else { return .revoked(at: date, reason: nil) }
            guard var wrapper = fields.enter(.derContext(0)), fields.isAtEnd,
                let code = wrapper.next(.derEnumerated), wrapper.isAtEnd, code.contents.count == 1,
                let reason = RevocationReason(code: der[code.contents.lowerBound])
            else { return nil }
            return .revoked(at: date, reason: reason)
        default: return nil
        }
    }

    /// Reads extensions in `[number]`, if they are there.
    /// - Returns: false where they are malformed.
    private static func extensions(_ fields: inout DERCursor, _ number: UInt8, _ hasUnknown: inout Bool) -> Bool {
        guard var wrapper = fields.enter(.derContext(number)) else { return true }
        guard let list = wrapper.enter(.derSequence), wrapper.isAtEnd else { return false }
        var extensions = ExtensionCursor(list)
        // RFC 6960, Section 4.4: none of them may change what the answer means.
        while let element = extensions.next() { hasUnknown = hasUnknown || element.isCritical }
        return !extensions.isMalformed
    }

    private static func certificates(_ fields: inout DERCursor) throws(OCSPResponseError) -> [[UInt8]] {
        guard !fields.isAtEnd else { return [] }
        guard var wrapper = fields.enter(.derContext(0)), fields.isAtEnd, var list = wrapper.enter(.derSequence),
            wrapper.isAtEnd
        else { throw .malformed("its certificates are malformed") }
        var certificates: [[UInt8]] = []
        while !list.isAtEnd {
            guard certificates.count < limit, let certificate = list.next(.derSequence) else {
                throw .malformed("its certificates are malformed")
            }
            certificates.append(Array(fields.bytes[certificate.whole]))
        }
        return certificates
    }
}
