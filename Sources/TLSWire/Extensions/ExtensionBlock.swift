/// The extensions of a message, in their order and with those that we do not know (RFC 9846, Section 4.3).
///
/// The block keeps the bytes as they were on the wire, in one buffer; a body is decoded when somebody asks for it.
package struct ExtensionBlock: Sendable {
    /// Where an extension lies in `content`.
    private struct Entry: Sendable {
        var type: ExtensionType
        var body: Range<Int>
    }

    /// The extensions on the wire, without the length in front of all.
    private var content: [UInt8]
    private var entries: [Entry]

    /// The names around the block, for errors.
    var path: StaticString

    /// Whether the message has a block at all: a hello before TLS 1.3 may end without one.
    package private(set) var isPresent: Bool

    /// A block without extensions, with room for `capacity` bytes of them.
    package init(reservingCapacity capacity: Int = 0) {
        self.content = []
        self.entries = []
        if capacity > 0 {
            self.content.reserveCapacity(capacity)
            self.entries.reserveCapacity(16)
        }
        self.path = "extensions"
        self.isPresent = true
    }

    /// No block.
    package static var absent: ExtensionBlock {
        var block = ExtensionBlock()
        block.isPresent = false
        return block
    }

    /// How many extensions there are.
    package var count: Int { self.entries.count }

    /// Whether there are none.
    package var isEmpty: Bool { self.entries.isEmpty }

    /// The extensions' types in their order.
    package var types: [ExtensionType] { self.entries.map(\.type) }

    /// The type of the last extension, which `pre_shared_key` has to be in a ClientHello (RFC 9846, Section 4.3.11).
    package var lastType: ExtensionType? { self.entries.last?.type }

    /// The extensions in their order, not decoded.
    package var rawExtensions: [RawExtension] {
        self.entries.map { RawExtension(type: $0.type, body: [UInt8](self.content[$0.body])) }
    }

    /// Whether there is an extension of this type.
    package func contains(_ type: ExtensionType) -> Bool { self.entry(of: type) != nil }

    /// The bytes of the extension of this type, nil where there is none.
    package func body(of type: ExtensionType) -> [UInt8]? {
        self.entry(of: type).map { [UInt8](self.content[$0.body]) }
    }

    /// Decodes the extension of this form, nil where there is none.
    ///
    /// - Throws: what is wrong with its body, bytes that are left over among it.
    package func decode<Extension: TLSExtension>(
        _ form: Extension.Type = Extension.self
    ) throws(DecodingFailure) -> Extension? {
        guard let entry = self.entry(of: form.type) else { return nil }
        let body = unsafe self.content.span.bytes.extracting(entry.body)
        return try Extension(decoding: body, path: FieldPath(self.path).appending(form.type))
    }

    private func entry(of type: ExtensionType) -> Entry? {
        for entry in self.entries where entry.type == type { return entry }
        return nil
    }
}

// MARK: Building

extension ExtensionBlock {
    /// Adds an extension behind the others. One type must not be added twice.
    package mutating func append(_ body: some TLSExtension) {
        self.append(Swift.type(of: body).type) { body.encode(to: &$0) }
    }

    /// Adds an extension behind the others. One type must not be added twice.
    package mutating func append(_ raw: RawExtension) {
        self.append(raw.type) { $0.write(raw.body) }
    }

    /// Puts an extension in the place of the one of its type, or behind the others where there is none.
    package mutating func replace(_ body: some TLSExtension) {
        let type = Swift.type(of: body).type
        guard self.contains(type) else { return self.append(body) }
        self.rebuild { block, raw in raw.type == type ? block.append(body) : block.append(raw) }
    }

    /// Takes out the extension of this type, if there is one.
    package mutating func remove(_ type: ExtensionType) {
        guard self.contains(type) else { return }
        self.rebuild { block, raw in
            if raw.type != type { block.append(raw) }
        }
    }

    private mutating func append(_ type: ExtensionType, _ encodeBody: (inout WireWriter) -> Void) {
        var content: [UInt8] = []
        swap(&content, &self.content)
        var writer = WireWriter(continuing: content)
        writer.write(type)
        let start = writer.count + LengthPrefix.uint16.rawValue
        writer.writeVector(length: .uint16, encodeBody)
        self.entries.append(Entry(type: type, body: start..<writer.count))
        self.content = writer.bytes
        self.isPresent = true
    }

    private mutating func rebuild(_ add: (inout ExtensionBlock, RawExtension) -> Void) {
        var block = ExtensionBlock()
        block.path = self.path
        for raw in self.rawExtensions { add(&block, raw) }
        self = block
    }
}

// MARK: Coding

extension ExtensionBlock {
    /// Reads a block with its length in front; `path` names it for errors.
    ///
    /// - Throws: also `duplicateExtension`.
    package init(from reader: inout WireReader, path: StaticString) throws(DecodingFailure) {
        var list = try reader.list("extensions", length: .uint16)
        let count = list.remainingCount
        var all = list
        self.content = all.remainder()
        self.entries = []
        self.path = path
        self.isPresent = true
        // Room at once for what a hello usually has, and no more for what a peer may send.
        self.entries.reserveCapacity(min(count / 8, 20))
        while !list.isAtEnd {
            let type: ExtensionType = try list.codePoint("extension_type")
            let bodyCount = try list.skipVector("extension_data", length: .uint16)
            let end = count - list.remainingCount
            self.entries.append(Entry(type: type, body: (end - bodyCount)..<end))
        }
        // RFC 9846, Section 4.3: no more than one extension of a type in a block.
        if let type = self.firstDuplicate { throw list.failure(.duplicateExtension(type)) }
    }

    /// Appends the block with its length in front, or nothing where it is absent.
    package func encode(to writer: inout WireWriter) {
        guard self.isPresent else { return }
        writer.writeVector(self.content, length: .uint16)
    }

    /// How many bytes the block takes.
    package var encodedCount: Int { self.isPresent ? LengthPrefix.uint16.rawValue + self.content.count : 0 }

    private var firstDuplicate: ExtensionType? {
        if self.entries.count <= 32 {
            for (index, entry) in self.entries.enumerated() {
                for other in self.entries[..<index] where other.type == entry.type { return entry.type }
            }
            return nil
        }
        // A peer can send 16,383 of them: do not compare each with each.
        let sorted = self.entries.map(\.type.rawValue).sorted()
        return zip(sorted, sorted.dropFirst()).first { $0 == $1 }.map { ExtensionType(rawValue: $0.0) }
    }
}

extension ExtensionBlock: Hashable {
    package static func == (left: ExtensionBlock, right: ExtensionBlock) -> Bool {
        left.isPresent == right.isPresent && left.content == right.content
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(self.isPresent)
        hasher.combine(self.content)
    }
}
