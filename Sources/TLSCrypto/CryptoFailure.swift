/// Why a primitive could not do what was asked.
package enum CryptoFailure: Error, Sendable, Equatable {
    /// The record's authentication tag is wrong, or the record is too short to hold one (`bad_record_mac`).
    case authenticationFailed
    /// The output has less free capacity than the result needs.
    case outputTooSmall
    /// A key or IV has another length than the algorithm's.
    case invalidKeyLength
    /// The group is none that this module can exchange keys in.
    case unsupportedGroup
    /// The peer's key share is malformed, not on the curve, or leads to the all-zero secret (`illegal_parameter`).
    case invalidKeyShare
    /// The random source gave no usable private key.
    case unusableRandomness
    /// The public key is malformed, of an unsupported algorithm, or outside the allowed sizes.
    case unsupportedPublicKey
    /// The key cannot sign with this scheme.
    case unsupportedSignatureScheme
    /// The primitive itself failed, which it should not.
    case internalFailure
}
