/// Wildcards in dNSNames as the Baseline Requirements (Sections 1.6.1 and 3.2.2.6) have them.
enum WildcardName {
    /// What is wrong with the wildcard of a name; nil where it has none, or nothing is.
    static func breach(_ name: ArraySlice<UInt8>) -> String? {
        let star = UInt8(ascii: "*")
        guard name.contains(star) else { return nil }
        let text = String(decoding: name, as: UTF8.self)
        let domain = name.dropFirst(2)
        guard name.starts(with: "*.".utf8), !domain.contains(star), !domain.isEmpty else {
            return "has the name \"\(text.printable)\", whose wildcard is not its whole left-most label"
        }
        let isRegistry =
            !domain.contains(UInt8(ascii: "."))
            || registries.contains(String(decoding: domain.asciiLowercased, as: UTF8.self))
        return isRegistry ? "has the name \"\(text.printable)\", a wildcard for all of a registry's names" : nil
    }

    /// Registries that are not top-level domains: the largest, not all. The whole list changes by the week.
    private static let registries: Set<String> = [
        "ac.uk", "co.uk", "gov.uk", "ltd.uk", "me.uk", "net.uk", "org.uk", "plc.uk", "sch.uk",
        "com.au", "edu.au", "gov.au", "net.au", "org.au", "co.nz", "govt.nz", "net.nz", "org.nz",
        "ac.jp", "co.jp", "go.jp", "ne.jp", "or.jp", "co.kr", "or.kr", "com.cn", "net.cn", "org.cn",
        "com.hk", "com.sg", "com.tw", "co.in", "net.in", "org.in", "co.id", "co.th", "com.my", "com.ph", "com.vn",
        "com.br", "gov.br", "net.br", "org.br", "com.ar", "com.co", "com.mx", "com.pe", "co.za", "org.za",
        "com.tr", "com.ua", "com.pl", "net.pl", "org.pl", "co.il", "org.il", "co.at", "or.at", "com.eg", "com.sa",
    ]
}
