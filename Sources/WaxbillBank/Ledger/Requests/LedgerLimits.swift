/// What requests may contain.
package enum LedgerLimits {
    /// The most bytes of a payment's reference.
    package static let reference = 140
    /// The most bytes of an identity.
    package static let identity = 255
    /// The longest that a hold may last, in milliseconds: 90 days.
    package static let holdDuration: Int64 = 90 * 86_400_000
}
