import TLSCrypto
import TLSWire

extension ClientConfiguration {
    /// Refuses what could only fail later, or trap.
    func validate() throws(TLSError) {
        try ConfigurationValidation.validate(
            self, groups: groups, applicationProtocols: applicationProtocols, recordSizeLimit: recordSizeLimit)
        if let keyShareGroups {
            try ConfigurationValidation.require(
                keyShareGroups.allSatisfy { groups.contains($0) } && Set(keyShareGroups).count == keyShareGroups.count,
                "key shares are for groups that are offered, one each")
        }
    }
}

extension ServerConfiguration {
    /// Refuses what could only fail later, or trap.
    func validate() throws(TLSError) {
        try ConfigurationValidation.validate(
            self, groups: groups, applicationProtocols: applicationProtocols, recordSizeLimit: recordSizeLimit)
        try ConfigurationValidation.require((0...64).contains(ticketCount), "ticketCount is from 0 to 64")
        // RFC 9846, Section 4.7.1
        try ConfigurationValidation.require(ticketLifetime <= 604_800, "tickets live for at most seven days")
        try ConfigurationValidation.require(
            Self.fits(certificateAuthorities), "the names of the certificate authorities have at most 65,535 bytes")
    }

    /// Whether a certificate request can carry the names (RFC 9846, Section 4.3.4).
    static func fits(_ authorities: [[UInt8]]) -> Bool {
        authorities.reduce(0) { $0 + 2 + $1.count } <= 0xffff && authorities.allSatisfy { !$0.isEmpty }
    }
}

/// The rules that both configurations have to keep.
private enum ConfigurationValidation {
    /// The versions that the engine speaks.
    static let spokenVersions: ClosedRange<ProtocolVersion> = .tls10 ... .tls13

    static func require(_ condition: Bool, _ what: @autoclosure () -> String) throws(TLSError) {
        guard condition else { throw .misuse(.invalidConfiguration(what())) }
    }

    static func validate(
        _ preferences: some ProtocolPreferences, groups: [NamedGroup], applicationProtocols: [ApplicationProtocol],
        recordSizeLimit: Int?
    ) throws(TLSError) {
        try validateVersionsAndSuites(preferences)
        try validateSignatureSchemes(preferences)
        try require(
            !groups.isEmpty && groups.allSatisfy { KeyExchange.supportedGroups.contains($0) }
                && Set(groups).count == groups.count,
            "groups are some of \(DefaultPreferences.groups), each once")
        // RFC 7301, Section 3.1
        try require(
            applicationProtocols.allSatisfy(\.isValid)
                && applicationProtocols.reduce(0) { $0 + 1 + $1.rawValue.count } <= 0xffff,
            "an application protocol's name has 1 to 255 bytes")
        // RFC 8449, Section 4
        if let recordSizeLimit {
            try require(
                (64...(RecordHeader.maximumPlaintextLength + 1)).contains(recordSizeLimit),
                "record_size_limit is from 64 to 16,385")
        }
    }

    private static func validateVersionsAndSuites(_ preferences: some ProtocolPreferences) throws(TLSError) {
        let versions = preferences.versions
        try require(
            spokenVersions.contains(versions.lowerBound) && spokenVersions.contains(versions.upperBound),
            "versions are from \(spokenVersions.lowerBound) to \(spokenVersions.upperBound)")
        let known = DefaultPreferences.cipherSuites + DefaultPreferences.legacyCipherSuites
        try require(
            !preferences.cipherSuites.isEmpty && preferences.cipherSuites.allSatisfy { $0.versions != nil },
            "cipher suites are some of \(known)")
        try require(
            !preferences.usableCipherSuites.isEmpty,
            "none of the cipher suites \(preferences.cipherSuites) can be used from \(versions.lowerBound) to "
                + "\(versions.upperBound)")
    }

    private static func validateSignatureSchemes(_ preferences: some ProtocolPreferences) throws(TLSError) {
        let schemes = preferences.signatureSchemes
        try require((1...1000).contains(schemes.count), "there are from 1 to 1000 signature schemes")
        // It stands for what TLS 1.0 and 1.1 do without asking, and must never be on the wire.
        try require(!schemes.contains(.rsaPKCS1MD5SHA1), "\(SignatureScheme.rsaPKCS1MD5SHA1) cannot be negotiated")
        guard preferences.versions.lowerBound >= .tls13 else { return }
        try require(!schemes.contains(where: \.isLegacy), "TLS 1.3 knows no signatures over SHA-1")
        try require(
            schemes.contains(where: \.isAllowedInTLS13), "TLS 1.3 signs with none of the signature schemes \(schemes)")
    }
}
