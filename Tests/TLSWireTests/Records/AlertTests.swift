import Testing

@testable import TLSWire

@Suite struct AlertTests {
    @Test(
        arguments: [
            (Alert(.closeNotify), [1, 0]), (Alert(.userCanceled), [1, 90]), (Alert(.handshakeFailure), [2, 40]),
            (Alert(level: AlertLevel(rawValue: 7), description: AlertDescription(rawValue: 200)), [7, 200]),
        ] as [(Alert, [UInt8])])
    func encodesAndDecodes(alert: Alert, bytes: [UInt8]) throws {
        #expect(alert.encoded() == bytes)
        #expect(try unsafe Alert(decoding: bytes.span.bytes) == alert)
    }

    @Test(
        arguments: [
            ([], .truncated), ([2], .truncated), ([2, 40, 0], .trailingBytes), ([1, 0, 1, 0], .trailingBytes),
        ] as [([UInt8], DecodingFailure.Kind)])
    func refusesAllButOneAlert(bytes: [UInt8], kind: DecodingFailure.Kind) {
        let failure = #expect(throws: DecodingFailure.self) { try unsafe Alert(decoding: bytes.span.bytes) }
        #expect(failure?.kind == kind)
    }
}
