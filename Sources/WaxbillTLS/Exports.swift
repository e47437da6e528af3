// The code points (cipher suites, groups, signature schemes, alerts) and the random source are part of the
// engine's public vocabulary.
@_exported import TLSCrypto
@_exported import TLSWire
