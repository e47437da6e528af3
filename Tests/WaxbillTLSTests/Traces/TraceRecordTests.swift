import TLSCrypto
import TLSWire
import Testing

@testable import WaxbillTLS

/// RFC 8448's records, of both sides and all sections, early data too: our write path makes them of what is in them, and
/// our read path takes them apart.
@Suite(.enabled(if: SharedVectors.exist, SharedVectors.missing))
struct TraceRecordTests {
    @Test(arguments: 3...7, [Role.client, .server])
    func sealing(section: Int, sender: Role) throws {
        let trace = try SharedVectors.trace(section)
        var writePath = WritePath(padding: .none, role: sender)
        var phase: Trace.Phase?
        for record in trace.records(sender) {
            var made: [UInt8] = []
            if record.type == .changeCipherSpec {
                made += writePath.changeCipherSpec()
            } else {
                if let next = record.phase, next != phase { try writePath.install(keys(next, sender, trace)) }
                phase = record.phase
                try made.append(capacity: writePath.sealedCount(for: record.content.count)) {
                    (output: inout OutputRawSpan) throws(TLSError) in
                    try writePath.seal(record.type, record.content.span.bytes, into: &output)
                }
            }
            #expect(made == record.bytes)
        }
    }

    @Test(arguments: 3...7, [Role.client, .server])
    func opening(section: Int, sender: Role) throws {
        let trace = try SharedVectors.trace(section)
        var readPath = ReadPath(emptyRecordLimit: 0)
        var phase: Trace.Phase?
        for record in trace.records(sender) {
            guard let next = record.phase else { continue }
            if next != phase { try readPath.install(keys(next, sender, trace)) }
            phase = next
            var content: [UInt8] = []
            var type: ContentType?
            try content.append(capacity: record.bytes.count) { (output: inout OutputRawSpan) throws(TLSError) in
                type = try readPath.open(record.bytes.span.bytes, into: &output)
            }
            #expect(type == record.type)
            #expect(content == record.content)
        }
        #expect(phase == .application)
    }

    private func keys(_ phase: Trace.Phase, _ sender: Role, _ trace: Trace) throws -> TrafficKeys {
        TrafficKeys(
            suite: try #require(CipherSuiteParameters(.aes128GCMSHA256)),
            secret: Secret(copying: try trace.secret(phase.label(sender))), epoch: .handshake)
    }
}
