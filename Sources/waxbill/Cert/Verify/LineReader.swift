import Foundation

/// Reads lines from a descriptor as they come, of a bounded length.
struct LineReader {
    /// A line without its end.
    enum Line: Equatable {
        case whole([UInt8])
        /// A line of more bytes than the limit; its first bytes. The rest was skipped.
        case tooLong(beginning: [UInt8])
    }

    private static let blockSize = 65_536

    private let descriptor: Int32
    private let limit: Int
    private var buffer: [UInt8] = []
    /// Where in `buffer` the next line begins, and up to where no end of it was found.
    private var start = 0
    private var searched = 0
    private var isAtEnd = false

    /// - Parameter limit: the most bytes of a line.
    init(descriptor: Int32 = STDIN_FILENO, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// The next line; nil at the end, which a failing read is as well.
    mutating func next() -> Line? {
        while true {
            if let end = lineEnd(from: searched) { return line(upTo: end, skipping: 1) }
            searched = buffer.count
            if isAtEnd { return start < buffer.count ? line(upTo: buffer.count, skipping: 0) : nil }
            if buffer.count - start > limit { return skippedLine() }
            fill()
        }
    }

    private mutating func line(upTo end: Int, skipping separator: Int) -> Line {
        defer {
            start = end + separator
            searched = start
        }
        let bytes = buffer[start..<end]
        guard bytes.count <= limit else { return .tooLong(beginning: Array(bytes.prefix(Self.blockSize))) }
        return .whole(Array(bytes))
    }

    /// Reads up to the line's end without holding what comes.
    private mutating func skippedLine() -> Line {
        let beginning = Array(buffer[start...].prefix(Self.blockSize))
        while !isAtEnd {
            buffer = []
            start = 0
            fill()
            guard let end = lineEnd(from: 0) else { continue }
            start = end + 1
            searched = start
            return .tooLong(beginning: beginning)
        }
        buffer = []
        start = 0
        searched = 0
        return .tooLong(beginning: beginning)
    }

    private func lineEnd(from start: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress else { return nil }
            return memchr(base + start, 0x0A, bytes.count - start).map { UnsafeRawPointer($0) - base }
        }
    }

    private mutating func fill() {
        if start > 0 {
            buffer.removeSubrange(..<start)
            searched -= start
            start = 0
        }
        let descriptor = descriptor
        let block = [UInt8](unsafeUninitializedCapacity: Self.blockSize) { bytes, count in
            var got = -1
            repeat { got = read(descriptor, bytes.baseAddress, bytes.count) } while got < 0 && errno == EINTR
            count = max(0, got)
        }
        buffer += block
        if block.isEmpty { isAtEnd = true }
    }
}
