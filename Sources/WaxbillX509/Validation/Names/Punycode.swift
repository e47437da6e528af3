/// Letters of all scripts as letters of ASCII (RFC 3492).
enum Punycode {
    /// The encoding of a label, without the prefix `xn--`.
    /// - Returns: nil where the label is so long that the arithmetic would overflow (RFC 3492, Section 6.4).
    static func encode(_ label: [Unicode.Scalar]) -> String? {
        guard label.count <= longest else { return nil }
        var output = label.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        let basicCount = output.count
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var state = (next: UInt32(0x80), delta: 0, handled: basicCount)
        var bias = 72
        while state.handled < label.count {
            guard let least = label.lazy.map(\.value).filter({ $0 >= state.next }).min() else { return nil }
            state.delta += Int(least - state.next) * (state.handled + 1)
            state.next = least
            for scalar in label {
                if scalar.value < state.next { state.delta += 1 }
                guard scalar.value == state.next else { continue }
                appendInteger(state.delta, bias, to: &output)
                bias = adapted(state.delta, state.handled + 1, isFirst: state.handled == basicCount)
                state.delta = 0
                state.handled += 1
            }
            state.delta += 1
            state.next += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// More than any label of the DNS has characters; with as many nothing here can overflow.
    private static let longest = 256

    // RFC 3492, Section 5.
    private static let base = 36
    private static let leastThreshold = 1
    private static let greatestThreshold = 26

    /// RFC 3492, Section 3.3: a generalized variable-length integer.
    private static func appendInteger(_ value: Int, _ bias: Int, to output: inout [UInt8]) {
        var rest = value
        var position = base
        while true {
            let threshold = min(max(position - bias, leastThreshold), greatestThreshold)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
        output.append(digit(rest))
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30)
    }

    /// RFC 3492, Section 6.1.
    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var bias = 0
        while delta > (base - leastThreshold) * greatestThreshold / 2 {
            delta /= base - leastThreshold
            bias += base
        }
        return bias + (base - leastThreshold + 1) * delta / (delta + 38)
    }
}
