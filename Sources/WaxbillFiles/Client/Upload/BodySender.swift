import NIOCore
import NIOHTTP1
import NIOPosix
import WaxbillHTTPClient

/// Sends a file from some byte on as the body of a request, not faster than the network takes it.
struct BodySender: Sendable {
    private static let chunkSize = 262_144
    /// How many chunks may be on their way.
    private static let mostInFlight = 4

    let connection: HTTPConnection
    let file: OpenFile
    let meter: TransferMeter
    let workers: NIOThreadPool

    /// Sends the request and waits for the answer. One that comes before all is sent, a refusal, ends the sending.
    /// - Throws: ``FilesClientError``.
    func send(_ target: String, _ fields: HTTPHeaders, from offset: UInt64) async throws -> HTTPResponseHead {
        var fields = fields
        fields.add(
            name: "Content-Range",
            value: offset < file.size ? "bytes \(offset)-\(file.size - 1)/\(file.size)" : "bytes */\(file.size)")
        let answer = ShortAnswer(limit: ServerRefusal.longest)
        let count = Int(clamping: file.size - min(offset, file.size))
        let end = connection.begin(.PUT, target, fields, bodyCount: count, answer)
        end.whenComplete { [connection] result in
            // Whoever refuses does not read the rest.
            if case .success(let head) = result, head.status.code >= 300 { connection.close() }
        }
        do {
            try await sendBody(from: offset)
            connection.finish()
        } catch let error as FilesError {
            connection.close()
            throw FilesClientError.local(error)
        } catch let error as FilesClientError {
            connection.close()
            throw error
        } catch {
            // The writing failed: the answer, or what ended the connection, says why.
        }
        let head = try await connection.answer(end)
        guard (200..<300).contains(head.status.code) else {
            throw FilesClientError.refused(ServerRefusal(head, answer.body))
        }
        return head
    }

    private func sendBody(from offset: UInt64) async throws {
        var (position, flights) = (offset, [(EventLoopFuture<Void>, Int)]())
        while position < file.size || !flights.isEmpty {
            if position < file.size, flights.count < Self.mostInFlight {
                let (here, count) = (position, Int(min(UInt64(Self.chunkSize), file.size - position)))
                let chunk = try await workers.runIfActive { try file.read(at: here, count: count) }
                guard chunk.readableBytes == count else {
                    throw FilesClientError.local(FilesError(.ioError, "\(file.path.text) has become shorter"))
                }
                flights.append((connection.write(chunk), count))
                position += UInt64(count)
            } else {
                let (written, count) = flights.removeFirst()
                try await written.get()
                meter.add(moved: count)
            }
        }
    }
}
