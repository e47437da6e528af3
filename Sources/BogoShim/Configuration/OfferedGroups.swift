import WaxbillTLS

/// The groups that the flags ask for, or BoringSSL's.
enum OfferedGroups {
    private static let defaults: [NamedGroup] = [.x25519MLKEM768, .x25519, .secp256r1, .secp384r1]

    static func list(_ settings: ShimSettings) throws -> [NamedGroup] {
        let groups = settings.groups.isEmpty ? defaults : settings.groups
        for group in groups where !DefaultPreferences.groups.contains(group) {
            throw ShimFailure.unimplemented("group \(group)")
        }
        return groups
    }
}
