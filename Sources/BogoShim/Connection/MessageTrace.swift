import TLSWire
import WaxbillTLS

/// The messages of a connection in the suite's words, and what the client offered in them.
struct MessageTrace {
    private var text = ""
    private(set) var offeredProtocols: [UInt8] = []

    mutating func append(_ event: HandshakeEvent) {
        switch event {
        case .message(let direction, let type, let bytes):
            text += "\(verb(direction)) hs \(type.rawValue)\n"
            if type == .clientHello, case .received = direction { readProtocols(bytes) }
        case .record(let direction, .changeCipherSpec, _, _, _): text += "\(verb(direction)) ccs\n"
        case .alert(let direction, let level, let description):
            text += "\(verb(direction)) alert \(level.rawValue) \(description.rawValue)\n"
        default: break
        }
    }

    func check(_ expectations: Expectations) throws {
        guard let expected = expectations.messageTrace, expected != text else { return }
        throw ShimFailure.expectation("the messages were:\n\(text)instead of:\n\(expected)")
    }

    private func verb(_ direction: HandshakeEvent.Direction) -> String { direction == .sent ? "write" : "read" }

    private mutating func readProtocols(_ bytes: [UInt8]) {
        guard let hello = try? ClientHello(decoding: bytes.span.bytes.extracting(droppingFirst: 4)),
            let list = try? hello.extensions.decode(ProtocolNameList.self)
        else { return }
        offeredProtocols = list.protocolNameList.flatMap { [UInt8(truncatingIfNeeded: $0.count)] + $0 }
    }
}
