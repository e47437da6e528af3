#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How the extensions about TLS are read.
enum TLSForms {
    /// RFC 7633, Section 4.
    @Sendable static func features(_ value: inout DERCursor) -> [String]? {
        guard var list = value.enter(.derSequence) else { return nil }
        return list.all { $0.nextSmallInteger() }?.map { feature in
            switch feature {
            case 5: "status_request (OCSP must-staple)"
            case 17: "status_request_v2"
            default: "\(feature)"
            }
        }
    }

    /// RFC 6962, Section 3.3: how many there are, and of each its log and time.
    @Sendable static func timestamps(_ value: inout DERCursor) -> [String]? {
        guard let contents = value.nextContents(.derOctetString), contents.count >= 2 else { return nil }
        var rest = contents
        guard let list = vector(&rest), rest.isEmpty else { return nil }
        rest = list
        var texts: [String] = []
        while !rest.isEmpty {
            guard let timestamp = vector(&rest), let text = timestampText(timestamp) else { return nil }
            texts.append(text)
        }
        return ["\(texts.count) SCT\(texts.count == 1 ? "" : "s")"] + texts
    }

    /// RFC 6962, Section 3.2: version, log, time, extensions, signature.
    private static func timestampText(_ bytes: ArraySlice<UInt8>) -> String? {
        guard let version = bytes.first else { return nil }
        guard version == 0 else { return "SCT of unknown version \(version)" }
        guard bytes.count >= 1 + 32 + 8 + 2 else { return nil }
        let log = Data(bytes.dropFirst().prefix(32)).base64EncodedString()
        let milliseconds = bytes.dropFirst(33).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Until the year 9999.
        guard milliseconds < 253_402_300_800_000 else { return "log \(log) at (malformed time)" }
        let time = Date(timeIntervalSince1970: TimeInterval(milliseconds / 1000)).formatted(.iso8601)
        return "log \(log) at \(time)"
    }

    /// A vector with two bytes of length before it.
    private static func vector(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let high = bytes.popFirst(), let low = bytes.popFirst() else { return nil }
        let length = Int(high) << 8 | Int(low)
        guard bytes.count >= length else { return nil }
        defer { bytes = bytes.dropFirst(length) }
        return bytes.prefix(length)
    }
}
