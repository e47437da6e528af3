import Foundation
import NIOCore

@testable import WaxbillBank

/// What a bank answered.
struct BankReply: Sendable {
    let status: Int
    /// With names in lower case.
    let fields: [String: String]
    let text: String

    /// The members of the document, where it is JSON.
    var members: [String: Any] {
        ((try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]) ?? [:]
    }

    func number(_ name: String) -> Int? { members[name] as? Int }
    func word(_ name: String) -> String? { members[name] as? String }

    /// The code of the problem, if it is one.
    var code: String? { fields["content-type"] == "application/problem+json" ? word("code") : nil }
}

/// A connection that sends what a test says, over HTTP/1.1.
final class BankConnection: @unchecked Sendable {
    // A test uses it from one task.
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received = ""

    init(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    func get(_ target: String, _ fields: [String: String] = [:]) async throws -> BankReply {
        try await request("GET", target, fields)
    }

    /// Posts a command with a new key, unless `fields` has one.
    func post(_ target: String, _ content: String, _ fields: [String: String] = [:]) async throws -> BankReply {
        var all = ["Content-Type": "application/json", "Idempotency-Key": Self.newKey()]
        all.merge(fields) { $1 }
        return try await request("POST", target, all.filter { !$0.value.isEmpty }, content)
    }

    func request(
        _ method: String, _ target: String, _ fields: [String: String] = [:], _ content: String? = nil
    ) async throws -> BankReply {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        if let content { head += "Content-Length: \(content.utf8.count)\r\n" }
        try await send(head + "\r\n" + (content ?? ""))
        return try await reply(hasContent: method != "HEAD")
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// The next answer.
    func reply(hasContent: Bool = true) async throws -> BankReply {
        while !received.contains("\r\n\r\n") { try await receive() }
        let parts = received.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            fields[pair[0].lowercased()] = pair.count == 2 ? pair[1] : ""
        }
        received = String(parts[1])
        let length = hasContent ? Int(fields["content-length"] ?? "0") ?? 0 : 0
        while received.utf8.count < length { try await receive() }
        let text = String(decoding: received.utf8.prefix(length), as: UTF8.self)
        received = String(decoding: received.utf8.dropFirst(length), as: UTF8.self)
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return BankReply(status: status, fields: fields, text: text)
    }

    private func receive() async throws {
        guard let bytes = try await inbound.next() else { throw ChannelError.eof }
        received += String(buffer: bytes)
    }

    static func newKey() -> String { UUID().uuidString }
}
