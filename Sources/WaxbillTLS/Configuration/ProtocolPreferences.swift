import TLSCrypto
import TLSWire

/// What both configurations say of what may be negotiated.
package protocol ProtocolPreferences: Sendable {
    var versions: ClosedRange<ProtocolVersion> { get set }
    var cipherSuites: [CipherSuite] { get set }
    var groups: [NamedGroup] { get set }
    var signatureSchemes: [SignatureScheme] { get set }
    var applicationProtocols: [ApplicationProtocol] { get set }
    var requiresExtendedMainSecret: Bool { get set }
    var encryptsThenMACs: Bool { get set }
    var legacy: Set<LegacyFeature> { get set }
}

extension ClientConfiguration: ProtocolPreferences {
    /// The weak parts that ``versions``, ``cipherSuites`` and ``signatureSchemes`` name. Empty unless somebody named some.
    ///
    /// Setting it changes these lists. A feature that was not there is added at their end: its suites and schemes in the
    /// order of ``DefaultPreferences``, or its version at the range's lower end. One that is no longer there is taken out,
    /// a suite as soon as one of its features is. TLS 1.0 brings TLS 1.1 along, and both bring the CBC suites, since they
    /// have no others.
    public var legacy: Set<LegacyFeature> {
        get { legacyFeatures }
        set { legacyFeatures = newValue }
    }
}

extension ServerConfiguration: ProtocolPreferences {
    /// The weak parts that ``versions``, ``cipherSuites`` and ``signatureSchemes`` name. Empty unless somebody named some.
    ///
    /// Setting it changes these lists. A feature that was not there is added at their end: its suites and schemes in the
    /// order of ``DefaultPreferences``, or its version at the range's lower end. One that is no longer there is taken out,
    /// a suite as soon as one of its features is. TLS 1.0 brings TLS 1.1 along, and both bring the CBC suites, since they
    /// have no others.
    public var legacy: Set<LegacyFeature> {
        get { legacyFeatures }
        set { legacyFeatures = newValue }
    }
}

extension ProtocolPreferences {
    fileprivate var legacyFeatures: Set<LegacyFeature> {
        get {
            var features = cipherSuites.reduce(into: Set()) { $0.formUnion($1.legacyFeatures) }
            if signatureSchemes.contains(where: \.isLegacy) { features.insert(.sha1Signatures) }
            if versions.contains(.tls10) { features.insert(.tls10) }
            if versions.contains(.tls11) { features.insert(.tls11) }
            return features
        }
        set {
            let wanted = newValue.reduce(into: newValue) { $0.formUnion($1.requirements) }
            let added = wanted.subtracting(legacyFeatures)
            cipherSuites.removeAll { !$0.legacyFeatures.isSubset(of: wanted) }
            cipherSuites += DefaultPreferences.legacyCipherSuites.filter {
                $0.legacyFeatures.isSubset(of: wanted) && !$0.legacyFeatures.isDisjoint(with: added)
                    && !cipherSuites.contains($0)
            }
            if !wanted.contains(.sha1Signatures) { signatureSchemes.removeAll(where: \.isLegacy) }
            if added.contains(.sha1Signatures) { signatureSchemes += DefaultPreferences.legacySignatureSchemes }
            let oldest: ProtocolVersion =
                wanted.contains(.tls10) ? .tls10 : wanted.contains(.tls11) ? .tls11 : max(versions.lowerBound, .tls12)
            versions = oldest...max(versions.upperBound, oldest)
        }
    }

    /// The suites that can be used in one of the versions.
    var usableCipherSuites: [CipherSuite] { cipherSuites.filter { $0.isUsable(in: versions) } }
}

extension CipherSuite {
    /// The versions that have the suite; nil where this build cannot do it.
    package var versions: ClosedRange<ProtocolVersion>? {
        if CipherSuiteParameters(self) != nil { return .tls13 ... .tls13 }
        return CipherSuiteParameters12(self).map { $0.facts.minimumVersion ... .tls12 }
    }

    /// Whether one of these versions has the suite.
    package func isUsable(in versions: ClosedRange<ProtocolVersion>) -> Bool {
        self.versions?.overlaps(versions) ?? false
    }

    /// What makes the suite one that has to be named.
    package var legacyFeatures: Set<LegacyFeature> {
        guard let facts = CipherSuite12(self) else { return [] }
        var features: Set<LegacyFeature> = []
        if facts.mac != nil { features.insert(.cbcCipherSuites) }
        if !facts.keyExchange.isForwardSecret { features.insert(.rsaKeyTransport) }
        return features
    }
}

extension SignatureScheme {
    /// Whether the scheme is one that has to be named.
    package var isLegacy: Bool { DefaultPreferences.legacySignatureSchemes.contains(self) }
}
