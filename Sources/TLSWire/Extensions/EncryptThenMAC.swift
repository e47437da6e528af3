/// `encrypt_then_mac`: with CBC the MAC covers the ciphertext (RFC 7366, Section 2).
package struct EncryptThenMAC: EmptyExtension {
    package static let type = ExtensionType.encryptThenMAC

    package init() {}
}
