import ArgumentParser
import WaxbillTLS

/// What is offered or accepted in a handshake: the options that `connect` and `listen` share.
struct NegotiationOptions: ParsableArguments {
    /// What help texts of commands say about it.
    static let discussion = """
        WEAK PARTS are off until they are named, and each is warned of: TLS 1.0 and 1.1 (--tls 1.0), CBC cipher suites \
        (-c ECDHE-RSA-AES128-SHA), RSA key transport (-c AES128-GCM-SHA256), SHA-1 signatures (--sigalgs RSA+SHA1). \
        Cipher suites that are named are the only ones, and narrow the versions to theirs: -c AES256-SHA means TLS 1.2 \
        unless --tls says otherwise.
        """

    @Option(
        name: .customLong("tls"),
        help: ArgumentHelp(
            "A protocol version allowed, 1.0 to 1.3, or a range such as 1.0-1.2. Repeatable.", valueName: "version"),
        completion: .list(["1.0", "1.1", "1.2", "1.3", "1.2-1.3", "1.0-1.3"]), transform: VersionRange.parse)
    var versions: [VersionRange] = []

    @Option(
        name: [.customShort("c"), .long],
        help: ArgumentHelp(
            "Cipher suites, most preferred first, by IANA's or OpenSSL's names, ':' or ',' between.",
            valueName: "list"),
        completion: .list(PreferenceList<CipherSuite>.supported.map { $0.openSSLName ?? $0.description }),
        transform: PreferenceList<CipherSuite>.parse)
    var cipher: PreferenceList<CipherSuite>?

    @Option(
        help: ArgumentHelp(
            "Key exchange groups, most preferred first, for example X25519MLKEM768,x25519,P-256.", valueName: "list"),
        completion: .list(DefaultPreferences.groups.map(\.description)), transform: PreferenceList<NamedGroup>.parse)
    var groups: PreferenceList<NamedGroup>?

    @Option(
        help: ArgumentHelp(
            "Signature schemes accepted from the peer, most preferred first, for example ed25519,ECDSA+SHA256.",
            valueName: "list"),
        completion: .list(PreferenceList<SignatureScheme>.supported.map(\.description)),
        transform: PreferenceList<SignatureScheme>.parse)
    var sigalgs: PreferenceList<SignatureScheme>?

    @Option(
        help: ArgumentHelp("Application protocols (ALPN), most preferred first.", valueName: "list"),
        completion: .list(["h2", "http/1.1"]), transform: PreferenceList<ApplicationProtocol>.parse)
    var alpn: PreferenceList<ApplicationProtocol>?

    @Flag(
        help: """
            Refuse a peer of TLS 1.2 or before without the extended main secret, which binds the keys to the whole \
            handshake (RFC 7627).
            """)
    var requireExtendedMainSecret = false

    @Flag(help: "With CBC: neither offer nor accept encrypt-then-MAC (RFC 7366).")
    var noEncryptThenMac = false

    mutating func validate() throws { _ = try VersionRange.joined(versions) }

    /// Puts the choices into a configuration, and warns of the weak parts in it.
    func apply(to preferences: inout some ProtocolPreferences) {
        if let groups { preferences.groups = groups.values }
        if let sigalgs { preferences.signatureSchemes = sigalgs.values }
        if let alpn { preferences.applicationProtocols = alpn.values }
        preferences.requiresExtendedMainSecret = requireExtendedMainSecret
        preferences.encryptsThenMACs = !noEncryptThenMac
        applyVersions(to: &preferences)
        if let cipher { preferences.offerOnly(cipher.values) }
        for warning in preferences.warnings { StandardError.writeLine("waxbill: warning: \(warning)") }
    }

    private func applyVersions(to preferences: inout some ProtocolPreferences) {
        // It was validated.
        guard let versions = try? VersionRange.joined(versions) else { return }
        preferences.versions = versions
        guard cipher == nil else { return }
        // An old version brings the suites along without which it cannot be spoken.
        let named = preferences.legacy
        preferences.legacy = named
    }
}

extension ProtocolPreferences {
    /// Names the only suites, and leaves out versions that have none of them.
    fileprivate mutating func offerOnly(_ suites: [CipherSuite]) {
        cipherSuites = suites
        let possible = suites.compactMap(\.versions)
        guard let oldest = possible.map(\.lowerBound).min(), let newest = possible.map(\.upperBound).max(),
            max(oldest, versions.lowerBound) <= min(newest, versions.upperBound)
        else { return }
        versions = max(oldest, versions.lowerBound)...min(newest, versions.upperBound)
    }

    /// A sentence for each weak part that is on: what is lost by it.
    var warnings: [String] {
        LegacyFeature.allCases.filter(legacy.contains).map { "\($0.loss.dropLast()) (\($0.citation))" }
    }
}
