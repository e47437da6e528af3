import WaxbillTLS

/// What a user can do about a handshake that failed: which option would have let it come about.
struct RefusalAdvice {
    /// What we offered or accepted.
    let preferences: any ProtocolPreferences
    let role: Role

    /// What can be done about a failure, if anything is known.
    func sentence(for failure: ConnectionFailure) -> String? {
        guard case .tls(let error) = failure else { return nil }
        return switch error.fault {
        case .certificate(let refusal): sentence(for: refusal.reason)
        case .peerViolation(.notTLS): "is it a TLS port?"
        case .peerIncompatibility(let reason): sentence(for: reason)
        case .alertReceived(let alert) where role == .client: sentence(for: alert)
        default: nil
        }
    }

    private func sentence(for refusal: CertificateRefusal.Reason) -> String? {
        switch refusal {
        case .unknownAuthority: "name the authority that issued it with --ca FILE"
        case .nameMismatch: "name the host as its certificate does, with --server-name NAME"
        default: nil
        }
    }

    private func sentence(for reason: PeerIncompatibility) -> String? {
        switch reason {
        case .noCommonVersion(let offered): allowing(offered.filter(Self.spoken.contains).max())
        case .serverVersion(let version): allowing(version)
        case .noCommonCipherSuite(let offered): allowing(offered)
        default: nil
        }
    }

    /// A server that refuses does not say why: it may be what is off.
    private func sentence(for alert: AlertDescription) -> String? {
        switch alert {
        case .certificateRequired: "show a certificate with --cert FILE --key FILE"
        case .inappropriateFallback: "it speaks a newer version than was offered: leave out --fallback-scsv"
        case .protocolVersion: versionsThatAreOff.map { "if the server speaks another version: \($0)" }
        case .handshakeFailure, .insufficientSecurity:
            partsThatAreOff.isEmpty
                ? nil : "if the server knows only what is off: " + partsThatAreOff.joined(separator: ", ")
        default: nil
        }
    }

    private static let spoken: ClosedRange<ProtocolVersion> = .tls10 ... .tls13

    private func allowing(_ version: ProtocolVersion?) -> String? {
        guard let version, Self.spoken.contains(version), !preferences.versions.contains(version) else { return nil }
        return "--tls \(version.number) would allow \(version)"
    }

    /// What of the suites that the client knows is off.
    private func allowing(_ offered: [CipherSuite]) -> String? {
        let isOff = { (suite: CipherSuite) in
            offered.contains(suite) && !preferences.cipherSuites.contains(suite)
                && suite.isUsable(in: preferences.versions)
        }
        guard let suite = PreferenceList<CipherSuite>.supported.first(where: isOff) else { return nil }
        return option(naming: suite)
    }

    private func option(naming suite: CipherSuite) -> String {
        let name = suite.openSSLName ?? suite.description
        let features = LegacyFeature.allCases.filter(suite.legacyFeatures.contains).map(\.name)
        return "--cipher \(name) would allow \(features.isEmpty ? "it" : features.joined(separator: " and "))"
    }

    private var versionsThatAreOff: String? {
        let off = [ProtocolVersion.tls10, .tls11, .tls12, .tls13].filter { !preferences.versions.contains($0) }
        guard let oldest = off.first, let newest = off.last else { return nil }
        let lower = min(oldest, preferences.versions.lowerBound)
        let upper = max(newest, preferences.versions.upperBound)
        let names = off.dropLast().map(\.description).joined(separator: ", ")
        return "--tls \(lower.number)-\(upper.number) would allow " + (names.isEmpty ? "" : "\(names) and ")
            + "\(newest)"
    }

    private var partsThatAreOff: [String] {
        let isOff = { (suite: CipherSuite) in
            suite.legacyFeatures.count == 1 && suite.legacyFeatures.isDisjoint(with: preferences.legacy)
                && suite.isUsable(in: .tls10...preferences.versions.upperBound)
        }
        // Oldest first: what knows nothing better knows the suites of TLS 1.0.
        let suites = DefaultPreferences.legacyCipherSuites.filter(isOff)
        let transport = suites.first { $0.legacyFeatures == [.rsaKeyTransport] }
        let cbc = suites.first { $0 == .ecdheRSAWithAES128CBCSHA }
        var parts = [transport, cbc].compactMap { $0.map(option(naming:)) }
        if let versionsThatAreOff { parts.append(versionsThatAreOff) }
        return parts
    }
}

extension ProtocolVersion {
    /// As `--tls` takes it: `1.2`.
    fileprivate var number: String {
        let name = description
        return name.hasPrefix("TLSv") ? String(name.dropFirst(4)) : name
    }
}
