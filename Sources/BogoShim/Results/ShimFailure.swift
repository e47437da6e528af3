import WaxbillTLS

/// Why the shim does not succeed.
enum ShimFailure: Error {
    /// A flag, or what it asks for, is not there. Never thrown once the runner has been connected to.
    case unimplemented(String)
    /// The arguments do not fit the flags.
    case usage(String)
    /// A flag's expectation was not met.
    case expectation(String)
    /// The engine's own error.
    case tls(TLSError)
    /// An error of the shim's providers, by BoringSSL's name.
    case provider(String)
    /// The network.
    case network(String)
}
