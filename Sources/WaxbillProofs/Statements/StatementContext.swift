/// What a signed statement is about, which is signed along, so that a statement of one kind cannot be taken for one of another.
///
/// What is signed has the form of a CertificateVerify's content (RFC 9846, Section 4.5.2): 64 bytes 0x20, a context string, a zero
/// byte, and here the statement. TLS's context strings begin with `TLS 1.3, `, these with `Waxbill signed statement: `. A key can
/// therefore do both: neither signature is ever one over the other's content, whatever statement somebody gets signed.
public struct StatementContext: Sendable, Hashable, CustomStringConvertible {
    /// The context string.
    public let description: String

    /// The context of statements called `name`; nil unless that is printable ASCII, so that no zero byte ends it early.
    public init?(_ name: String) {
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
        description = Self.prefix + name
    }

    /// The context of statements called `name`, which is printable ASCII.
    package init(known name: StaticString) { description = Self.prefix + name.description }

    private static let prefix = "Waxbill signed statement: "

    /// What is signed for these contents.
    func content(_ contents: [UInt8]) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(64 + description.utf8.count + 1 + contents.count)
        content.append(contentsOf: repeatElement(0x20, count: 64))
        content.append(contentsOf: description.utf8)
        content.append(0)
        content.append(contentsOf: contents)
        return content
    }
}
