import TLSWire

/// What a scripted peer does next. A flight is an array of steps, which a test cuts and glues as it likes.
package enum ScriptedStep: Hashable, Sendable {
    /// An honest message of this type, with the changes that the test asked for.
    case message(HandshakeType)
    /// These bytes as a handshake message of the transcript.
    case handshake([UInt8])
    /// These bytes as handshake content that stays out of the transcript: a HelloRequest, or no whole message at all.
    case unhashed([UInt8])
    /// A ChangeCipherSpec. The keys that it announces are a step of their own.
    case changeCipherSpec
    /// From here on, the next keys protect what is sent.
    case keys
    /// An alert of this level, protected if there are keys.
    case alert(AlertLevel, AlertDescription)
    /// A record of its own, protected if there are keys.
    case record(ContentType, [UInt8])
    /// A record of its own without protection, whatever keys there are.
    case plaintext(ContentType, [UInt8])
    /// Application data.
    case data([UInt8])
    /// Bytes that are no record, or one that the test made itself.
    case bytes([UInt8])
}

extension [ScriptedStep] {
    /// Where the message of this type stands; nil if it does not.
    package func index(of type: HandshakeType) -> Int? { firstIndex(of: .message(type)) }

    /// Leaves the step out.
    package mutating func remove(_ step: ScriptedStep) { removeAll { $0 == step } }

    /// Puts other steps in the place of one.
    package mutating func replace(_ step: ScriptedStep, with steps: ScriptedStep...) {
        self = flatMap { $0 == step ? steps : [$0] }
    }

    /// Does something in front of a step.
    package mutating func insert(_ steps: ScriptedStep..., before step: ScriptedStep) {
        self = flatMap { $0 == step ? steps + [$0] : [$0] }
    }

    /// Does something behind a step.
    package mutating func insert(_ steps: ScriptedStep..., after step: ScriptedStep) {
        self = flatMap { $0 == step ? [$0] + steps : [$0] }
    }

    /// Lets two steps change their places.
    package mutating func swap(_ one: ScriptedStep, _ other: ScriptedStep) {
        self = map { $0 == one ? other : $0 == other ? one : $0 }
    }
}

/// How handshake messages that follow each other become records.
package enum HandshakePacking: Hashable, Sendable {
    /// Each message is a record, or several where it is too long for one.
    case separate
    /// As many messages in a record as fit.
    case together
    /// All messages behind each other, cut into records of so many bytes.
    case split(Int)
}

/// What a scripted peer got.
package enum ScriptedInput: Hashable, Sendable {
    case message(HandshakeType)
    case changeCipherSpec
    case alert(AlertLevel, AlertDescription)
    case data([UInt8])
    /// A record that the keys in force do not open.
    case unreadable(ContentType)
}

/// What went wrong in a script, or at a peer that should have been honest.
package struct ScriptedPeerError: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
