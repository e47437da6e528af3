import TLSCrypto
import TLSWire

/// What the record side of a connection needs to know of its configuration.
struct ConnectionSettings: Sendable {
    let limits: PeerLimits
    let versions: ClosedRange<ProtocolVersion>
    let padding: RecordPadding
    /// Where the IVs of CBC records come from.
    let randomSource: any RandomSource
    let logsKeys: Bool
    let isObserved: Bool
    /// The records after which keys are renewed; nil: the AEAD's own limit. Tests lower it.
    var keyUpdateThreshold: UInt64?

    init(_ configuration: ClientConfiguration, isObserved: Bool) {
        limits = configuration.limits
        versions = configuration.versions
        padding = configuration.recordPadding
        randomSource = configuration.randomSource
        logsKeys = configuration.keyLog != nil
        keyUpdateThreshold = configuration.keyUpdateThreshold
        self.isObserved = isObserved
    }

    init(_ configuration: ServerConfiguration, isObserved: Bool) {
        limits = configuration.limits
        versions = configuration.versions
        padding = configuration.recordPadding
        randomSource = configuration.randomSource
        logsKeys = configuration.keyLog != nil
        keyUpdateThreshold = configuration.keyUpdateThreshold
        self.isObserved = isObserved
    }
}
