/// `extended_main_secret`: the main secret is bound to the whole handshake (RFC 7627, Section 5.1).
package struct ExtendedMainSecret: EmptyExtension {
    package static let type = ExtensionType.extendedMainSecret

    package init() {}
}
