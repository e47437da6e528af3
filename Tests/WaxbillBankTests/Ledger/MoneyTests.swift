import Testing

@testable import WaxbillBank

@Suite struct MoneyTests {
    @Test(arguments: [("JPY", 0), ("KRW", 0), ("EUR", 2), ("USD", 2), ("KWD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4)])
    func currenciesHaveTheirDigits(code: String, digits: Int) {
        #expect(Currency(code)?.minorUnitDigits == digits)
        #expect(Currency(code)?.code == code)
    }

    @Test(arguments: ["", "E", "EU", "eur", "Eur", "EURO", "XXX", "XAU", "XTS", "DEM", "ÉU", "EU\u{301}", "\u{FFFD}"])
    func otherCodesAreNone(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test(
        arguments: [
            ("25.00", "EUR", 2_500), ("25", "EUR", 2_500), ("25.5", "EUR", 2_550), ("0.01", "EUR", 1), ("0", "EUR", 0),
            ("0025.00", "EUR", 2_500), ("25", "JPY", 25), ("1.234", "KWD", 1_234), ("1.2", "KWD", 1_200),
            ("0.0001", "CLF", 1), ("92233720368547758.07", "EUR", .max), ("9223372036854775807", "JPY", .max),
            ("922337203685477.5807", "CLF", .max),
        ] as [(String, String, Int64)])
    func decimalTextIsRead(text: String, currency: String, units: Int64) {
        #expect(DecimalText.minorUnits(text, .coded(currency)) == units)
    }

    @Test(
        arguments: [
            ("", "EUR"), (".", "EUR"), (".5", "EUR"), ("5.", "EUR"), ("1.234", "EUR"), ("1.0", "JPY"), ("1.", "JPY"),
            ("-1", "EUR"), ("+1", "EUR"), ("1e3", "EUR"), ("1,00", "EUR"), ("1 000", "EUR"), (" 1", "EUR"),
            ("1\n", "EUR"),
            ("1.0.0", "EUR"), ("0x10", "EUR"), ("ten", "EUR"), ("١", "EUR"), ("１", "EUR"), ("NaN", "EUR"),
            ("92233720368547758.08", "EUR"), ("9223372036854775808", "JPY"), ("99999999999999999999999", "EUR"),
        ] as [(String, String)])
    func otherTextIsNone(text: String, currency: String) {
        #expect(DecimalText.minorUnits(text, .coded(currency)) == nil)
    }

    @Test(
        arguments: [
            (2_500, "EUR", "25.00"), (-5, "EUR", "-0.05"), (0, "EUR", "0.00"), (7, "JPY", "7"), (-7, "JPY", "-7"),
            (1, "KWD", "0.001"), (12_345, "CLF", "1.2345"), (.max, "EUR", "92233720368547758.07"),
            (.min, "EUR", "-92233720368547758.08"), (.min, "JPY", "-9223372036854775808"),
        ] as [(Int64, String, String)])
    func minorUnitsAreWritten(units: Int64, currency: String, text: String) {
        #expect(DecimalText.text(units, .coded(currency)) == text)
    }

    @Test(arguments: ["JPY", "EUR", "KWD", "CLF"])
    func whatIsWrittenIsReadAgain(currency: String) {
        var random = SeededRandom(seed: 1)
        for _ in 0..<500 {
            let units = Int64(random.next() >> (1 + UInt64(random.below(62))))
            #expect(DecimalText.minorUnits(DecimalText.text(units, .coded(currency)), .coded(currency)) == units)
        }
    }

    @Test(arguments: [0, -1, .min] as [Int64])
    func amountsArePositive(units: Int64) {
        #expect(Amount(minorUnits: units) == nil)
    }
}
