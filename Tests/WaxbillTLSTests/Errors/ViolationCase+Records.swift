import TLSWire
import WaxbillTestSupport

@testable import WaxbillTLS

extension ViolationCase {
    /// What a peer can do wrong in its records.
    static let byRecords = forms + placements + floods

    private static let forms = [
        ViolationCase(.notTLS, .unexpectedMessage) { try await server(bytes: { _ in Array("HTTP/1.1 400".utf8) }) },
        ViolationCase(.notTLS, .unexpectedMessage) { try await client(bytes: { _ in Array("SSH-2.0-waxbill".utf8) }) },
        ViolationCase(.httpRequest(method: "GET"), .unexpectedMessage) {
            try await client(bytes: { _ in Array("GET / HTTP/1.1".utf8) })
        },
        ViolationCase(.httpRequest(method: "OPTIONS"), .unexpectedMessage) {
            try await client(bytes: { _ in Array("OPTIONS * HTTP/1.1".utf8) })
        },
        ViolationCase(.httpRequest(method: "CONNECT"), .unexpectedMessage) {
            try await client(bytes: { _ in Array("CONNECT server.test:443".utf8) })
        },
        ViolationCase(.recordOverflow(16_385), .recordOverflow) {
            try await server(bytes: { _ in [22, 3, 3, 0x40, 1] })
        },
        ViolationCase(.recordOverflow(16_641), .recordOverflow) {
            try await server(bytesAfter: { _ in [23, 3, 3, 0x41, 1] })
        },
        ViolationCase(.recordOverflow(65), .recordOverflow) {
            try await server(
                client: { $0.recordSizeLimit = 64 },
                after: {
                    $0.forgetRecordSizeLimit()
                    try $0.inject(.applicationData, [UInt8](repeating: 1, count: 64))
                })
        },
        ViolationCase(.badRecordMAC, .badRecordMAC) {
            try await server(
                after: { try $0.inject(.applicationData, [1, 2, 3]) },
                bytesAfter: { $0.dropLast() + [($0.last ?? 0) ^ 1] })
        },
        // The header is authenticated too (RFC 9846, Section 5.2).
        ViolationCase(.badRecordMAC, .badRecordMAC) {
            try await server(
                after: { try $0.inject(.applicationData, [1, 2, 3]) },
                bytesAfter: { bytes in bytes.enumerated().map { $0.offset == 2 ? 1 : $0.element } })
        },
        // No longer than a tag.
        ViolationCase(.badRecordMAC, .badRecordMAC) {
            try await server(bytesAfter: { _ in WireRecord.bytes(.applicationData, [1, 2, 3]) })
        },
        ViolationCase(.badRecordMAC, .badRecordMAC) {
            try await server(bytesAfter: { _ in WireRecord.bytes(.applicationData, []) })
        },
        ViolationCase(.missingContentType, .unexpectedMessage) {
            try await server(after: { try $0.inject(ContentType(rawValue: 0), [0, 0, 0]) })
        },
        ViolationCase(.emptyHandshakeFragment, .unexpectedMessage) {
            try await server(after: { try $0.inject(.handshake, []) })
        },
        ViolationCase(.emptyHandshakeFragment, .unexpectedMessage) {
            try await server(after: { try $0.inject(.alert, []) })
        },
        ViolationCase(.emptyHandshakeFragment, .unexpectedMessage) {
            try await server(bytes: { _ in WireRecord.bytes(.handshake, []) })
        },
        ViolationCase(.malformedChangeCipherSpec, .unexpectedMessage) {
            try await server(bytes: { _ in WireRecord.bytes(.changeCipherSpec, [2]) })
        },
        ViolationCase(.malformedChangeCipherSpec, .unexpectedMessage) {
            try await server(bytes: { _ in WireRecord.bytes(.changeCipherSpec, [1, 1]) })
        },
        ViolationCase(.malformedChangeCipherSpec, .unexpectedMessage) {
            try await server(bytes: { _ in WireRecord.bytes(.changeCipherSpec, []) })
        },
        ViolationCase(.alertLevel(3), .illegalParameter) {
            try await server(after: { try $0.inject(.alert, [3, 0]) })
        },
    ]

    private static let placements = [
        ViolationCase(.unexpectedContentType(.heartbeat), .unexpectedMessage) {
            try await server(after: { try $0.inject(.heartbeat, [1]) })
        },
        // A ChangeCipherSpec is never protected.
        ViolationCase(.unexpectedContentType(.changeCipherSpec), .unexpectedMessage) {
            try await server(after: { try $0.inject(.changeCipherSpec, [1]) })
        },
        // RFC 9846, Section 5: not after the peer's Finished.
        ViolationCase(.unexpectedContentType(.changeCipherSpec), .unexpectedMessage) {
            try await server(bytesAfter: { _ in WireRecord.bytes(.changeCipherSpec, [1]) })
        },
        // Nor before the first ClientHello.
        ViolationCase(.unexpectedContentType(.changeCipherSpec), .unexpectedMessage) {
            try await client(bytes: { _ in WireRecord.bytes(.changeCipherSpec, [1]) })
        },
        ViolationCase(.unexpectedContentType(.applicationData), .unexpectedMessage) {
            try await server(bytes: { _ in WireRecord.bytes(.applicationData, [1]) })
        },
        ViolationCase(.unexpectedContentType(.applicationData), .unexpectedMessage) {
            try await client(bytes: { _ in WireRecord.bytes(.applicationData, [1]) })
        },
        ViolationCase(.unexpectedContentType(.handshake), .unexpectedMessage) {
            try await server(bytesAfter: { _ in WireRecord.bytes(.handshake, [0, 0, 0, 0]) })
        },
        // Anybody can send an alert without protection: once there are keys, it counts for nothing but an attack.
        ViolationCase(.unexpectedContentType(.alert), .unexpectedMessage) {
            try await server(bytesAfter: { _ in WireRecord.bytes(.alert, [1, 0]) })
        },
        ViolationCase(.interleavedHandshakeMessage, .unexpectedMessage) {
            try await server(
                after: {
                    try $0.inject(.handshake, [4, 0])
                    try $0.inject(.applicationData, [1])
                })
        },
        // A KeyUpdate ends its record (RFC 9846, Section 5.1).
        ViolationCase(.messageAcrossKeyChange, .unexpectedMessage) {
            try await server(after: { try $0.inject(.handshake, [24, 0, 0, 1, 0, 24, 0, 0, 1, 0]) })
        },
        // After a KeyUpdate the old keys are no good.
        ViolationCase(.badRecordMAC, .badRecordMAC) {
            try await server(
                after: {
                    try $0.inject(.handshake, [24, 0, 0, 1, 0])
                    try $0.inject(.applicationData, [1])
                })
        },
        ViolationCase(.interleavedHandshakeMessage, .unexpectedMessage) {
            try await server(
                after: {
                    try $0.inject(.handshake, [4, 0])
                    try $0.inject(.alert, [1, 0])
                })
        },
        ViolationCase(.interleavedHandshakeMessage, .unexpectedMessage) {
            try await server(bytes: { bytes in
                guard let first = WireRecord.all(in: bytes).first, first.type == .handshake else { return bytes }
                return WireRecord.bytes(.handshake, Array(first.fragment.prefix(9)))
                    + WireRecord.bytes(.changeCipherSpec, [1])
            })
        },
    ]

    private static let floods = [
        ViolationCase(.tooMuchSkippedEarlyData, .unexpectedMessage) {
            var pair = try EarlyDataSkippingTests.pair(isRetried: false, junk: [16_384, 1])
            await pair.run()
            return (pair.serverLog, pair.clientLog)
        },
        ViolationCase(.tooManyEmptyRecords, .unexpectedMessage) {
            try await server(after: { for _ in 0..<33 { try $0.inject(.applicationData, []) } })
        },
        ViolationCase(.tooManyKeyUpdates, .unexpectedMessage) {
            try await server(after: { for _ in 0..<33 { try $0.updateKeys(requestPeer: false) } })
        },
        ViolationCase(.tooManyWarningAlerts, .unexpectedMessage) {
            try await server(after: { for _ in 0..<5 { try $0.inject(.alert, [1, 90]) } })
        },
        ViolationCase(.tooManyChangeCipherSpecs, .unexpectedMessage) {
            try await server(bytes: { bytes in
                (0..<33).flatMap { _ in WireRecord.bytes(.changeCipherSpec, [1]) } + bytes
            })
        },
    ]

    /// A hostile server of whose next record something else becomes on its way.
    private static func server(bytesAfter: @escaping @Sendable ([UInt8]) -> [UInt8]) async throws -> Logs {
        try await server(after: { try $0.inject(.applicationData, [1]) }, bytesAfter: bytesAfter)
    }
}

extension Connection where Handshake: ~Copyable {
    /// Sends full records again, whatever the peer has asked for.
    mutating func forgetRecordSizeLimit() { writePath.limitRecords(to: 16_385) }
}
