/// How many bytes hold the length of a vector (RFC 9846, Section 3.4).
package enum LengthPrefix: Int, Sendable {
    /// One byte: vectors of up to 255 bytes.
    case uint8 = 1
    /// Two bytes: vectors of up to 65,535 bytes.
    case uint16 = 2
    /// Three bytes: vectors of up to 16,777,215 bytes.
    case uint24 = 3

    /// The largest length that fits.
    package var maximum: Int { (1 << (8 * self.rawValue)) - 1 }
}
