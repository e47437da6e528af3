import TLSCrypto
import TLSWire

extension ClientConfiguration {
    /// Refuses what could only fail later, or trap.
    func validate() throws(TLSError) {
        try ConfigurationValidation.validate(
            versions: versions, cipherSuites: cipherSuites, groups: groups, signatureSchemes: signatureSchemes,
            applicationProtocols: applicationProtocols, recordSizeLimit: recordSizeLimit)
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
            versions: versions, cipherSuites: cipherSuites, groups: groups, signatureSchemes: signatureSchemes,
            applicationProtocols: applicationProtocols, recordSizeLimit: recordSizeLimit)
        try ConfigurationValidation.require((0...64).contains(ticketCount), "ticketCount is from 0 to 64")
        // RFC 9846, Section 4.7.1
        try ConfigurationValidation.require(ticketLifetime <= 604_800, "tickets live for at most seven days")
        try ConfigurationValidation.require(
            certificateAuthorities.reduce(0) { $0 + 2 + $1.count } <= 0xffff
                && certificateAuthorities.allSatisfy { !$0.isEmpty },
            "the names of the certificate authorities have at most 65,535 bytes")
    }
}

/// The rules that both configurations have to keep.
private enum ConfigurationValidation {
    static func require(_ condition: Bool, _ what: @autoclosure () -> String) throws(TLSError) {
        guard condition else { throw .misuse(.invalidConfiguration(what())) }
    }

    static func validate(
        versions: ClosedRange<ProtocolVersion>, cipherSuites: [CipherSuite], groups: [NamedGroup],
        signatureSchemes: [SignatureScheme], applicationProtocols: [ApplicationProtocol], recordSizeLimit: Int?
    ) throws(TLSError) {
        try require(versions == .tls13 ... .tls13, "only TLS 1.3 is spoken")
        try require(
            !cipherSuites.isEmpty && cipherSuites.allSatisfy { CipherSuiteParameters($0) != nil },
            "cipher suites are some of TLS 1.3's: \(DefaultPreferences.cipherSuites)")
        try require(
            !groups.isEmpty && groups.allSatisfy { KeyExchange.supportedGroups.contains($0) }
                && Set(groups).count == groups.count,
            "groups are some of \(DefaultPreferences.groups), each once")
        try require(
            (1...1000).contains(signatureSchemes.count) && signatureSchemes.allSatisfy(\.isAllowedInTLS13),
            "signature schemes are some of TLS 1.3's")
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
}
