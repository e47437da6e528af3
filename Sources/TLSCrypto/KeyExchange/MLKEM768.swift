/// ML-KEM-768 (FIPS 203), the half of X25519MLKEM768 that a quantum computer does not break.
///
/// BoringSSL's where the package's trait `BoringSSL` is on, as it is by default: it makes a key in two thirds of the time.
/// Without the trait, swift-crypto's public API.
///
/// Both have this shape:
/// ```swift
/// init(seed: [UInt8]) throws(CryptoFailure)
/// var encapsulationKey: [UInt8] { get }
/// func decapsulate(_ ciphertext: ArraySlice<UInt8>) throws(CryptoFailure) -> Secret
/// static func encapsulate(
///     to encapsulationKey: ArraySlice<UInt8>
/// ) throws(CryptoFailure) -> (ciphertext: [UInt8], secret: Secret)
/// ```
#if BoringSSL
package typealias MLKEM768Key = BoringSSLMLKEM768Key
#else
package typealias MLKEM768Key = PublicAPIMLKEM768Key
#endif

/// The lengths of ML-KEM-768 in bytes (FIPS 203, Section 8; the seed is d ‖ z of Section 7.1).
enum MLKEM768Length {
    static let seed = 64
    static let encapsulationKey = 1184
    static let ciphertext = 1088
    static let sharedSecret = 32
}
