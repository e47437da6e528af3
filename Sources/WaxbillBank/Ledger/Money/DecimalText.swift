/// Amounts as people write them: `25.00` for 2,500 minor units of EUR.
public enum DecimalText {
    /// The minor units that `text` names; nil for anything but digits, with at most as many after one point as the currency has,
    /// and for what does not fit. There is no sign, no exponent and no separator of thousands.
    public static func minorUnits(_ text: some StringProtocol, _ currency: Currency) -> Int64? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts.first, !whole.isEmpty else { return nil }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        guard parts.count == 1 || (1...max(currency.minorUnitDigits, 1)).contains(fraction.count),
            fraction.count <= currency.minorUnitDigits
        else { return nil }
        let padding = Array(repeating: UInt8(ascii: "0"), count: currency.minorUnitDigits - fraction.count)
        var units: Int64 = 0
        for digit in Array(whole) + fraction + padding {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tens, overflow) = units.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            units = sum
        }
        return units
    }

    /// `minorUnits` in the currency's unit, with all its digits, a minus sign in front where it is negative: `-0.05`.
    public static func text(_ minorUnits: Int64, _ currency: Currency) -> String {
        let digits = String(minorUnits.magnitude)
        let sign = minorUnits < 0 ? "-" : ""
        guard currency.minorUnitDigits > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, currency.minorUnitDigits + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(currency.minorUnitDigits)).\(padded.suffix(currency.minorUnitDigits))"
    }
}
