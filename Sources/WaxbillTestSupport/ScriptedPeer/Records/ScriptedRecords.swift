import TLSCrypto
import TLSWire

/// The records of a scripted peer, out and in.
package struct ScriptedRecords {
    /// What the headers of records say that go out.
    package var version = ProtocolVersion.tls10
    /// How many bytes of content a record has at most.
    package var fragmentLength = RecordHeader.maximumPlaintextLength
    /// What protects what goes out; nil: nothing yet.
    package var writing: (any ScriptedProtection)?
    /// What opens what comes in; nil: nothing yet.
    package var reading: (any ScriptedProtection)?
    /// What is wrong with the protected records that go out.
    package var flaw: RecordFlaw?
    /// What is done to each whole record before it goes out: its header and its fragment.
    package var alter: (inout [UInt8]) -> Void = { _ in }
    /// Whether the records of protected types only are opened, as in TLS 1.3, where all others stay in the clear.
    let opensApplicationDataOnly: Bool

    private var outgoing: [UInt8] = []
    private var incoming: [UInt8] = []

    init(opensApplicationDataOnly: Bool) { self.opensApplicationDataOnly = opensApplicationDataOnly }

    /// Takes what is to be sent.
    package mutating func takeOutgoing() -> [UInt8] {
        defer { outgoing = [] }
        return outgoing
    }

    /// Sends bytes as they are.
    mutating func send(_ bytes: [UInt8]) { outgoing += bytes }

    /// Sends content, in several records if it is too long; one record if it is empty.
    mutating func send(_ type: ContentType, _ content: [UInt8], isProtected: Bool = true) throws {
        var rest = content[...]
        repeat {
            let part = Array(rest.prefix(fragmentLength))
            rest = rest.dropFirst(fragmentLength)
            var record = (type: type, fragment: part)
            if isProtected, let sealed = try writing?.seal(type, part, version: version, flaw: flaw) { record = sealed }
            var bytes =
                [record.type.rawValue] + version.bytes + record.fragment.count.uint16Bytes + record.fragment
            alter(&bytes)
            outgoing += bytes
        } while !rest.isEmpty
    }

    mutating func receive(_ bytes: [UInt8]) { incoming += bytes }

    /// The next whole record, opened if it has to be; nil if there is none. The content is nil if the keys do not fit.
    mutating func next() -> (type: ContentType, content: [UInt8]?)? {
        guard incoming.count >= 5 else { return nil }
        let type = ContentType(rawValue: incoming[0])
        let version = ProtocolVersion(rawValue: UInt16(incoming[1]) << 8 | UInt16(incoming[2]))
        let count = Int(incoming[3]) << 8 | Int(incoming[4])
        guard incoming.count >= 5 + count else { return nil }
        let fragment = Array(incoming[5..<(5 + count)])
        incoming.removeFirst(5 + count)
        guard reading != nil, !opensApplicationDataOnly || type == .applicationData else { return (type, fragment) }
        do {
            guard let opened = try reading?.open(type, fragment, version: version) else { return (type, nil) }
            return (opened.type, opened.content)
        } catch {
            return (type, nil)
        }
    }
}
