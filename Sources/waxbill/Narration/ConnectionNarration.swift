import TLSWire
import WaxbillTLS

/// Tells one connection as it happens: a line for each thing that passes, with its facts indented below.
struct ConnectionNarration: Sendable {
    let narrator: Narrator
    let label: String?
    private var startedAt: ContinuousClock.Instant?
    private var context = MessageContext()

    init(narrator: Narrator, label: String?) {
        self.narrator = narrator
        self.label = label
    }

    /// The transport stands; times count from here.
    mutating func start(with record: ConnectionRecord) {
        startedAt = .now
        write(
            mark: "·",
            record.role == .client ? "TCP connection to \(record.peer)" : "TCP connection from \(record.peer)")
    }

    /// Tells what passed the engine's rim.
    mutating func tell(_ event: HandshakeEvent) {
        switch event {
        case .record(let direction, .changeCipherSpec, legacyVersion: _, length: _, protected: _):
            write(
                direction, "ChangeCipherSpec",
                note: context.isOld
                    ? "from here on \(direction == .sent ? "we" : "they") protect records"
                    : "for middleboxes; it changes nothing")
        case .message(let direction, let type, let bytes):
            tell(direction, type, bytes)
        case .alert(let direction, let level, let description):
            let isFatal = description != .closeNotify && description != .userCanceled
            write(
                direction, "Alert \(description)", note: "\(level)", style: isFatal ? .red : .bold,
                facts: [Fact("meaning", description.meaning)])
        case .secret(let label, let value):
            let facts = narrator.showsSecrets ? [Fact("value", bytes: value)] : []
            write(mark: "·", "secret \(escaped(label))", style: .yellow, facts: facts)
        case .keysInstalled(let direction, let epoch):
            write(mark: "·", "\(direction == .sent ? "sending" : "receiving") keys: \(escaped(epoch))", style: .dim)
        case .negotiated(.extendedMainSecret(false)):
            write(
                mark: "·", "no extended main secret: the keys are not bound to the whole handshake", style: .yellow)
        case .negotiated(.resumption(let accepted)):
            write(mark: "·", accepted ? "the session is resumed" : "the session is not resumed")
        case .state(let state):
            write(mark: "·", "state \(escaped(state))", style: .dim)
        case .inquiry(let question):
            write(mark: "·", "inquiry \(escaped(question))", style: .dim)
        case .failed(let error):
            write(mark: "✗", escaped(error.description), style: .red)
        case .record, .negotiated:
            break
        }
    }

    /// Tells what the handshake agreed upon.
    func tellCompletion(of record: ConnectionRecord) {
        let milliseconds = milliseconds(record.handshakeDuration ?? .zero)
        write(
            mark: "✓", "handshake complete", note: "\(milliseconds) ms, \(record.handshakeBytes) bytes in records",
            style: .green, facts: record.agreement)
    }

    /// Tells the connection's end.
    func tellEnd(of record: ConnectionRecord) {
        guard record.summary != nil else { return }
        let (request, response) =
            record.role == .client
            ? (record.bytesWritten, record.bytesRead) : (record.bytesRead, record.bytesWritten)
        write(
            mark: "·", "connection over",
            facts: [Fact("request", "\(request) bytes"), Fact("response", "\(response) bytes")])
    }

    private mutating func tell(_ direction: HandshakeEvent.Direction, _ type: HandshakeType, _ bytes: [UInt8]) {
        switch MessageNarration(bytes, &context) {
        case .told(let name, let facts):
            write(direction, name, note: "\(bytes.count) bytes", style: .bold, facts: facts)
        case .malformed(let failure):
            write(
                direction, type.messageName, note: "\(bytes.count) bytes", style: .red,
                facts: [Fact("malformed", escaped("\(failure)"))])
        }
    }

    private func write(
        _ direction: HandshakeEvent.Direction, _ title: String, note: String, style: TextStyle = .bold,
        facts: [Fact] = []
    ) {
        write(mark: direction == .sent ? "→" : "←", title, note: note, style: style, facts: facts)
    }

    /// Writes a line and its facts in one piece.
    private func write(
        mark: String, _ title: String, note: String? = nil, style: TextStyle? = nil, facts: [Fact] = []
    ) {
        let colored = narrator.colored
        let time = startedAt.map { milliseconds(ContinuousClock.now - $0) } ?? milliseconds(.zero)
        let margin = (label.map { "\($0) " } ?? "") + TextStyle.dim.apply(to: aligned(time), colored: colored)
        let titleText = style?.apply(to: "\(mark) \(title)", colored: colored) ?? "\(mark) \(title)"
        var lines = ["\(margin) \(titleText)\(note.map { ", \($0)" } ?? "")"]
        let indent = String(repeating: " ", count: (label.map { $0.count + 1 } ?? 0) + Self.timeWidth + 5)
        for fact in facts {
            let name = TextStyle.cyan.apply(to: fact.name + ":", colored: colored)
            lines.append("\(indent)\(name) \(fact.value)")
        }
        StandardError.writeLine(lines.joined(separator: "\n"))
    }

    private static let timeWidth = 10

    private func aligned(_ time: String) -> String {
        String(repeating: " ", count: max(0, Self.timeWidth - 3 - time.count)) + time + " ms"
    }
}

/// Milliseconds with three decimals.
func milliseconds(_ duration: Duration) -> String {
    let microseconds = duration.microseconds
    let fraction = String(microseconds % 1000)
    return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
}

extension ConnectionRecord {
    /// What the handshake settled, as facts.
    var agreement: [Fact] {
        var facts: [Fact] = []
        if let version { facts.append(Fact("version", version.description)) }
        if let cipherSuite { facts.append(Fact("cipher suite", cipherSuite.description)) }
        if let group { facts.append(Fact("group", group.description)) }
        if let keyExchange, let version, version <= .tls12 {
            facts.append(
                Fact("key exchange", "\(keyExchange)\(keyExchange.isForwardSecret ? "" : ", NOT forward-secret")"))
        }
        if let extendedMainSecret { facts.append(Fact("extended main secret", extendedMainSecret ? "yes" : "NO")) }
        if let encryptThenMAC { facts.append(Fact("encrypt-then-MAC", encryptThenMAC ? "yes" : "no")) }
        if let signatureScheme { facts.append(Fact("peer's signature", signatureScheme.description)) }
        if let applicationProtocol { facts.append(Fact("ALPN", peerText: applicationProtocol.description)) }
        if let serverName { facts.append(Fact("server name", peerText: serverName)) }
        if let summary {
            facts.append(Fact("resumed", summary.resumed ? "yes" : "no"))
            if !summary.peerCertificates.isEmpty {
                facts.append(Fact("peer verified", summary.verified ? "yes" : "NO"))
            }
        }
        return facts
    }
}
