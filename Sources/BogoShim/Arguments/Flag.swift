import WaxbillTLS

/// What a flag does to the settings.
struct Flag: Sendable {
    /// Whether a value follows it.
    let takesValue: Bool
    let apply: @Sendable (inout ShimSettings, [UInt8]) throws -> Void

    /// A flag without a value.
    static func toggle(_ apply: @escaping @Sendable (inout ShimSettings) -> Void) -> Flag {
        Flag(takesValue: false) { settings, _ in apply(&settings) }
    }

    /// A flag whose value is taken as it stands.
    static func bytes(_ apply: @escaping @Sendable (inout ShimSettings, [UInt8]) throws -> Void) -> Flag {
        Flag(takesValue: true, apply: apply)
    }

    /// A flag whose value is text.
    static func text(_ apply: @escaping @Sendable (inout ShimSettings, String) throws -> Void) -> Flag {
        Flag(takesValue: true) { try apply(&$0, FlagValue.text($1)) }
    }

    /// A flag whose value is a decimal number.
    static func number<Number: FixedWidthInteger & Sendable>(
        _ apply: @escaping @Sendable (inout ShimSettings, Number) throws -> Void
    ) -> Flag {
        Flag(takesValue: true) { try apply(&$0, FlagValue.number($1)) }
    }

    /// A flag whose value is base64.
    static func base64(_ apply: @escaping @Sendable (inout ShimSettings, [UInt8]) throws -> Void) -> Flag {
        Flag(takesValue: true) { try apply(&$0, FlagValue.base64($1)) }
    }

    /// A flag of the last credential that was started, or of the default one.
    static func credential(
        takesValue: Bool, _ apply: @escaping @Sendable (inout Credential, [UInt8]) throws -> Void
    ) -> Flag {
        Flag(takesValue: takesValue) { settings, value in
            if let last = settings.credentials.indices.last {
                try apply(&settings.credentials[last], value)
            } else {
                try apply(&settings.defaultCredential, value)
            }
        }
    }

    /// A flag that asks for nothing: what it turns on is how this shim works anyway.
    static let noOperation = Flag.toggle { _ in }
}
