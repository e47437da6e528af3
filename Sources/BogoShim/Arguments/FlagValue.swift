import WaxbillTLS

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The forms of flags' values.
enum FlagValue {
    static func text(_ value: [UInt8]) throws -> String {
        guard let text = String(validating: value, as: UTF8.self) else { throw ShimFailure.usage("not UTF-8") }
        return text
    }

    static func number<Number: FixedWidthInteger>(_ value: [UInt8]) throws -> Number {
        guard let number = Number(try text(value)) else { throw ShimFailure.usage("not a number") }
        return number
    }

    static func base64(_ value: [UInt8]) throws -> [UInt8] {
        guard let data = Data(base64Encoded: Data(value)) else { throw ShimFailure.usage("not base64") }
        return [UInt8](data)
    }

    /// DER names in hexadecimal, separated by commas.
    static func hexadecimalList(_ value: String) throws -> [[UInt8]] {
        try value.split(separator: ",").map { item in
            let digits = Array(item)
            guard digits.count.isMultiple(of: 2) else { throw ShimFailure.usage("not hexadecimal") }
            return try stride(from: 0, to: digits.count, by: 2).map { index in
                guard let byte = UInt8(String(digits[index...(index + 1)]), radix: 16) else {
                    throw ShimFailure.usage("not hexadecimal")
                }
                return byte
            }
        }
    }

    /// Protocol names as in ALPN: each with its length before it.
    static func protocolList(_ value: [UInt8]) throws -> [ApplicationProtocol] {
        var names: [ApplicationProtocol] = []
        var rest = value[...]
        while let length = rest.popFirst() {
            guard rest.count >= length else { throw ShimFailure.usage("not a list of protocols") }
            names.append(ApplicationProtocol(rawValue: Array(rest.prefix(Int(length)))))
            rest = rest.dropFirst(Int(length))
        }
        return names
    }
}
