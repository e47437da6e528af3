import WaxbillTLS
import WaxbillX509

/// The versions that the flags leave.
enum OfferedVersions {
    private static let all: [ProtocolVersion] = [.tls10, .tls11, .tls12, .tls13]

    /// The oldest run of versions without a gap, as BoringSSL reads its switches.
    static func range(_ settings: ShimSettings) throws -> ClosedRange<ProtocolVersion> {
        let range =
            settings.minimumVersion...max(settings.minimumVersion, settings.maximumVersion)
        let enabled = all.filter { range.contains($0) && !settings.disabledVersions.contains($0) }
        guard let first = enabled.first, let start = all.firstIndex(of: first) else {
            throw ShimFailure.provider(ErrorNames.noVersionEnabled)
        }
        let run = all[start...].prefix { enabled.contains($0) }.filter(isSpoken)
        guard let oldest = run.first, let newest = run.last else { throw ShimFailure.unimplemented("\(first)") }
        return oldest...newest
    }

    /// Whether the engine has the version.
    private static func isSpoken(_ version: ProtocolVersion) -> Bool {
        var configuration = ClientConfiguration(certificateVerifier: InsecureVerifier())
        configuration.cipherSuites = DefaultPreferences.cipherSuites + DefaultPreferences.legacyCipherSuites
        configuration.versions = version...version
        return (try? TLSClient(configuration, serverName: .ipAddress([127, 0, 0, 1]))) != nil
    }
}
