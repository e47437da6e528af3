import Foundation
import NIOCore

/// Says what one connection asks next.
protocol RequestSource: Sendable {
    /// Writes a whole HTTP/1.1 request.
    /// - Returns: false: there is nothing more to ask.
    mutating func writeNext(into buffer: inout ByteBuffer) -> Bool

    /// Takes the answer to the last request, which has the status that was expected.
    mutating func take(_ body: ByteBufferView)
}

extension RequestSource {
    mutating func take(_ body: ByteBufferView) {}
}

/// The unchanging parts of requests, and what writes them.
enum RequestText {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Writes a POST with a fresh key.
    static func writePost(
        _ path: String, _ body: String, key: FreshKeys.Key, into buffer: inout ByteBuffer
    ) {
        buffer.writeString("POST ")
        buffer.writeString(path)
        buffer.writeStaticString(" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: ")
        for word in [key.high, key.low] {
            for shift in stride(from: 60, through: 0, by: -4) {
                buffer.writeInteger(digits[Int(word >> UInt64(shift) & 15)])
            }
        }
        buffer.writeStaticString("\r\nContent-Length: ")
        buffer.writeString(String(body.utf8.count))
        buffer.writeStaticString("\r\n\r\n")
        buffer.writeString(body)
    }

    static func writeGet(_ path: String, into buffer: inout ByteBuffer) {
        buffer.writeStaticString("GET ")
        buffer.writeString(path)
        buffer.writeStaticString(" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }
}

/// Makes idempotency keys as a UUID of version 7 is made: the time before, chance behind.
struct FreshKeys: Sendable {
    struct Key: Sendable {
        let high: UInt64
        let low: UInt64
    }

    private var random = QuickRandom()

    mutating func next() -> Key {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let milliseconds = UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
        return Key(
            high: milliseconds << 16 | 0x7000 | random.next() & 0x0FFF, low: 1 << 63 | random.next() >> 2)
    }
}

/// Chance that costs nothing (SplitMix64), begun with the system's.
struct QuickRandom: RandomNumberGenerator, Sendable {
    private var state = UInt64.random(in: 0...UInt64.max)

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
