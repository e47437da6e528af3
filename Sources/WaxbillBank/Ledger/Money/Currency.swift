/// A currency of ISO 4217, by its code of three letters.
public struct Currency: Sendable, Hashable, CustomStringConvertible {
    /// The three letters, in capitals, in the lower three bytes.
    private let letters: UInt32

    /// How many decimal digits the minor unit has: 2 for EUR, 0 for JPY, 3 for KWD.
    public let minorUnitDigits: Int

    /// The currency with this code; nil where ISO 4217 has none that is in use, or the letters are not capitals.
    public init?(_ code: some StringProtocol) {
        guard code.utf8.count == 3 else { return nil }
        let letters = code.utf8.reduce(into: UInt32(0)) { $0 = $0 << 8 | UInt32($1) }
        guard let digits = Self.minorUnits[letters] else { return nil }
        self.letters = letters
        minorUnitDigits = digits
    }

    /// The code: `EUR`.
    public var code: String {
        String(decoding: [16, 8, 0].map { UInt8(truncatingIfNeeded: letters >> $0) }, as: UTF8.self)
    }

    public var description: String { code }

    // ISO 4217, list one, without metals, bond market units and testing codes.
    private static let minorUnits: [UInt32: Int] = {
        let codes = [
            0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
            2: """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY \
            COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
            INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR \
            MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
            STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """,
            3: "BHD IQD JOD KWD LYD OMR TND",
            4: "CLF UYW",
        ]
        var table: [UInt32: Int] = [:]
        for (digits, list) in codes {
            for code in list.split(separator: " ") {
                table[code.utf8.reduce(into: UInt32(0)) { $0 = $0 << 8 | UInt32($1) }] = digits
            }
        }
        return table
    }()
}
