import WaxbillTLS

/// The versions that the flags leave.
enum OfferedVersions {
    /// The versions that the engine speaks.
    private static let spoken: [ProtocolVersion] = [.tls13]
    private static let all: [ProtocolVersion] = [.tls10, .tls11, .tls12, .tls13]

    /// The oldest run of versions without a gap, as BoringSSL reads its switches.
    static func range(_ settings: ShimSettings) throws -> ClosedRange<ProtocolVersion> {
        let range =
            settings.minimumVersion
            .rawValue...max(
                settings.minimumVersion.rawValue, settings.maximumVersion.rawValue)
        let enabled = all.filter { range.contains($0.rawValue) && !settings.disabledVersions.contains($0) }
        guard let first = enabled.first, let start = all.firstIndex(of: first) else {
            throw ShimFailure.provider(ErrorNames.noVersionEnabled)
        }
        let run = all[start...].prefix { enabled.contains($0) }.filter(spoken.contains)
        guard let oldest = run.first, let newest = run.last else { throw ShimFailure.unimplemented("\(first)") }
        return oldest...newest
    }
}
