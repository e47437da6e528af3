import ArgumentParser
import WaxbillTLS

/// What is offered or accepted in a handshake: the options that `connect` and `listen` share.
struct NegotiationOptions: ParsableArguments {
    @Option(
        name: .customLong("tls"),
        help: ArgumentHelp("The protocol versions allowed, for example 1.3.", valueName: "min[..max]"),
        transform: VersionRange.parse)
    var versions: VersionRange?

    @Option(
        name: [.customShort("c"), .long],
        help: ArgumentHelp(
            "Cipher suites, most preferred first, by IANA's or OpenSSL's names, ':' or ',' between.",
            valueName: "list"),
        transform: PreferenceList<CipherSuite>.parse)
    var cipher: PreferenceList<CipherSuite>?

    @Option(
        help: ArgumentHelp(
            "Key exchange groups, most preferred first, for example X25519MLKEM768,x25519,P-256.", valueName: "list"),
        transform: PreferenceList<NamedGroup>.parse)
    var groups: PreferenceList<NamedGroup>?

    @Option(
        help: ArgumentHelp(
            "Signature schemes accepted from the peer, most preferred first, for example ed25519,ECDSA+SHA256.",
            valueName: "list"),
        transform: PreferenceList<SignatureScheme>.parse)
    var sigalgs: PreferenceList<SignatureScheme>?

    @Option(
        help: ArgumentHelp("Application protocols (ALPN), most preferred first.", valueName: "list"),
        transform: PreferenceList<ApplicationProtocol>.parse)
    var alpn: PreferenceList<ApplicationProtocol>?

    /// Puts the choices into a client's configuration.
    func apply(to configuration: inout ClientConfiguration) {
        if let versions { configuration.versions = versions.versions }
        if let cipher { configuration.cipherSuites = cipher.values }
        if let groups { configuration.groups = groups.values }
        if let sigalgs { configuration.signatureSchemes = sigalgs.values }
        if let alpn { configuration.applicationProtocols = alpn.values }
    }

    /// Puts the choices into a server's configuration.
    func apply(to configuration: inout ServerConfiguration) {
        if let versions { configuration.versions = versions.versions }
        if let cipher { configuration.cipherSuites = cipher.values }
        if let groups { configuration.groups = groups.values }
        if let sigalgs { configuration.signatureSchemes = sigalgs.values }
        if let alpn { configuration.applicationProtocols = alpn.values }
    }
}
