/// What requests may contain.
package enum LedgerLimits {
    /// The most bytes of a payment's reference.
    package static let reference = 140
    /// The most bytes of an identity.
    package static let identity = 255
    /// The longest that a hold may last, in milliseconds: 90 days.
    package static let holdDuration: Int64 = 90 * 86_400_000
    /// The last time that an entry can have, in milliseconds since 1970: the end of the year 9999.
    package static let time: Int64 = 253_402_300_799_999
    /// The most postings of an entry: payer, payee and fees.
    package static let postings = 3
}
