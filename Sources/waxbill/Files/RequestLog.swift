import Foundation
import WaxbillFiles

/// A line for each request, written by a thread of its own: who does not read the log holds up nobody.
final class RequestLog: Sendable {
    let isJSON: Bool
    private let queue = LineQueue()

    /// - Parameter isJSON: whether lines are JSON objects, on standard output, instead of sentences on standard error.
    init(isJSON: Bool) {
        self.isJSON = isJSON
        let (queue, descriptor) = (queue, isJSON ? STDOUT_FILENO : STDERR_FILENO)
        Thread { queue.drain(to: descriptor) }.start()
    }

    /// Adds a request.
    func write(_ request: ServedRequest) { append(isJSON ? Self.object(request) : Self.sentence(request)) }

    /// Adds a line.
    func append(_ line: String) { queue.append(line) }

    /// Waits until all has been written.
    func close() { queue.close() }

    /// As in `2026-11-21T08:30:00.123Z alice GET /in/a.txt 200 1234 bytes in 0.002 s`.
    static func sentence(_ request: ServedRequest) -> String {
        let outcome = request.code.map { "\(request.status) \($0)" } ?? "\(request.status)"
        let ending = request.interruption.map { ", interrupted: \(escaped($0))" } ?? ""
        return "\(Self.time(request.time)) \(request.identity.map { escaped($0) } ?? "-") \(escaped(request.method)) "
            + "\(escaped(request.target, limit: 4096)) \(outcome) \(request.bytes) bytes in "
            + "\(Self.seconds(request.duration)) s\(ending)"
    }

    private struct Entry: Encodable {
        let time: String
        let identity: String?
        let address: String?
        let method: String
        let path: String
        let status: Int
        let code: String?
        let bytes: Int
        let seconds: Double
        let interrupted: String?
    }

    static func object(_ request: ServedRequest) -> String {
        let entry = Entry(
            time: Self.time(request.time), identity: request.identity, address: request.address,
            method: request.method, path: request.target, status: request.status, code: request.code,
            bytes: request.bytes, seconds: (request.duration * 1e6).rounded() / 1e6, interrupted: request.interruption)
        // It cannot fail: the entry holds text and finite numbers.
        return (try? JSONOutput.line(entry)) ?? "{}"
    }

    private static func time(_ seconds: Double) -> String {
        Date(timeIntervalSince1970: seconds).formatted(
            .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
    }

    static func seconds(_ duration: Double) -> String {
        let thousandths = Int((duration * 1000).rounded())
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
    }
}

/// Lines between those who write them and the thread that puts them out.
private final class LineQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private var bytes: [UInt8] = []
    private var lost = 0
    private var isClosed = false
    private var isDrained = false

    /// What is kept for a reader that does not read.
    private static let limit = 4 << 20

    func append(_ line: String) {
        condition.withLock {
            guard bytes.count < Self.limit else {
                lost += 1
                return
            }
            bytes += line.utf8
            bytes.append(UInt8(ascii: "\n"))
            condition.signal()
        }
    }

    func drain(to descriptor: Int32) {
        while let bytes = next() { _ = writeAll(bytes, to: descriptor) }
        condition.withLock {
            isDrained = true
            condition.broadcast()
        }
    }

    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
            let patience = Date(timeIntervalSinceNow: 1)
            while !isDrained, condition.wait(until: patience) {}
        }
    }

    /// What has gathered; nil at the end.
    private func next() -> [UInt8]? {
        condition.withLock {
            while bytes.isEmpty, !isClosed { condition.wait() }
            guard !bytes.isEmpty else { return nil }
            var taken: [UInt8] = []
            swap(&taken, &bytes)
            if lost > 0 {
                taken += "waxbill: \(lost) lines of the log were lost\n".utf8
                lost = 0
            }
            return taken
        }
    }
}
