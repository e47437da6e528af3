/// The kinds of key that Waxbill makes, by the names the command line has for them.
public enum KeyKind: String, Sendable, Hashable, CaseIterable {
    case p256
    case p384
    case p521
    case ed25519
    case rsa2048
    case rsa3072
}
