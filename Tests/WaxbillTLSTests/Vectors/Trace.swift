import TLSCrypto
import TLSWire
import Testing
import WaxbillTLS

/// A section of RFC 8448: what both sides did, step by step.
struct Trace: Decodable, Sendable {
    struct Step: Decodable, Sendable {
        var actor: Role
        var action: String
        var fields: [String: [UInt8]]

        private enum Key: CodingKey { case actor, action, fields }
        private struct Field: Decodable { var hex: String }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            actor = try container.decode(String.self, forKey: .actor) == "client" ? .client : .server
            action = try container.decode(String.self, forKey: .action)
            fields = try container.decode([String: Field].self, forKey: .fields).mapValues { [UInt8](hex: $0.hex) }
        }
    }

    var title: String
    var steps: [Step]

    /// A field of the first step whose action begins so.
    func field(_ name: String, of action: String, by actor: Role? = nil) throws -> [UInt8] {
        let step = steps.first {
            $0.action.hasPrefix(action) && $0.fields[name] != nil && (actor == nil || actor == $0.actor)
        }
        return try #require(step?.fields[name])
    }

    /// A secret by its label, without "tls13 ".
    func secret(_ label: String) throws -> [UInt8] {
        let step = steps.first { $0.action.contains("\"tls13 \(label)\"") && $0.fields["expanded"] != nil }
        return try #require(step?.fields["expanded"])
    }

    /// What an actor made the `index`th of these messages of, header included.
    func message(_ name: String, by actor: Role, _ index: Int = 0) throws -> [UInt8] {
        let messages = steps.filter { $0.actor == actor }.compactMap { $0.fields[name] }
        try #require(messages.count > index)
        return messages[index]
    }

    /// An actor's `index`th private key.
    func privateKey(_ actor: Role, _ index: Int = 0) throws -> [UInt8] {
        try message("private key", by: actor, index)
    }

    /// An actor's records in their order.
    func records(_ actor: Role) -> [Record] { records.filter { $0.sender == actor } }

    /// All records in their order, with what protects them.
    var records: [Record] {
        var phases: [Role: Phase] = [:]
        var records: [Record] = []
        for step in steps {
            if step.action.hasPrefix("derive write traffic keys for") {
                phases[step.actor] = Phase.allCases.first { step.action.contains("for \($0.rawValue)") }
            } else if let content = step.fields["payload"], let bytes = step.fields["complete record"] {
                let type: ContentType =
                    switch step.action.split(separator: " ").dropFirst().first {
                    case "handshake": .handshake
                    case "alert": .alert
                    case "change_cipher_spec": .changeCipherSpec
                    default: .applicationData
                    }
                records.append(
                    Record(
                        sender: step.actor, type: type, content: content, bytes: bytes,
                        phase: type == .changeCipherSpec ? nil : phases[step.actor]))
            }
        }
        return records
    }

    /// Which secret protects a record.
    enum Phase: String, CaseIterable, Sendable {
        case early = "early application data"
        case handshake = "handshake data"
        case application = "application data"

        func label(_ sender: Role) -> String {
            let side = sender == .client ? "c" : "s"
            return switch self {
            case .early: "\(side) e traffic"
            case .handshake: "\(side) hs traffic"
            case .application: "\(side) ap traffic"
            }
        }
    }

    struct Record: Sendable {
        let sender: Role
        let type: ContentType
        let content: [UInt8]
        /// As on the wire.
        let bytes: [UInt8]
        /// nil: not protected.
        let phase: Phase?
    }
}
