/// The kinds of GeneralName (RFC 5280, Section 4.2.1.6).
enum NameKind: String, Sendable, Hashable {
    case other = "otherName"
    case email = "rfc822Name"
    case dns = "dNSName"
    case x400 = "x400Address"
    case directory = "directoryName"
    case ediParty = "ediPartyName"
    case uri = "uniformResourceIdentifier"
    case ip = "iPAddress"
    case registeredID = "registeredID"

    /// The kind that a GeneralName's tag says.
    init?(tag: UInt8) {
        switch tag {
        case 0xA0: self = .other
        case 0x81: self = .email
        case 0x82: self = .dns
        case 0xA3: self = .x400
        case 0xA4: self = .directory
        case 0xA5: self = .ediParty
        case 0x86: self = .uri
        case 0x87: self = .ip
        case 0x88: self = .registeredID
        default: return nil
        }
    }
}

/// A name as constraints see it.
protocol ConstrainedName {
    associatedtype Base
    static var kind: NameKind { get }
    /// The name for a sentence.
    var text: String { get }
    /// Whether all that it stands for is in the subtree.
    func isWithin(_ base: Base) -> Bool
    /// Whether anything that it stands for is in the subtree.
    func overlaps(_ base: Base) -> Bool
}

extension ConstrainedName {
    func overlaps(_ base: Base) -> Bool { isWithin(base) }
}
