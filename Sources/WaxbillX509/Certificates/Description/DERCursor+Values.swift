extension DERCursor {
    /// What is left, without stepping over it.
    var rest: ArraySlice<UInt8> { position < end ? bytes[position..<end] : [] }

    /// The contents of the next element if it has this tag.
    mutating func nextContents(_ tag: UInt8) -> ArraySlice<UInt8>? {
        next(tag).map { bytes[$0.contents] }
    }

    /// The next element if it is a BOOLEAN in DER (X.690, Section 11.1).
    mutating func nextBoolean() -> Bool? {
        guard let contents = nextContents(.derBoolean), contents.count == 1 else { return nil }
        return contents.first == 0xFF ? true : contents.first == 0 ? false : nil
    }

    /// The next element if it is an INTEGER from 0 up to what 31 bits hold.
    mutating func nextSmallInteger(_ tag: UInt8 = .derInteger) -> Int? {
        guard let contents = nextContents(tag), let first = contents.first, first < 0x80, contents.count <= 5 else {
            return nil
        }
        let value = contents.reduce(0) { $0 << 8 | Int($1) }
        return value <= Int(Int32.max) ? value : nil
    }

    /// The next element if it is an INTEGER, in hexadecimal.
    mutating func nextIntegerText(_ tag: UInt8 = .derInteger) -> String? {
        guard let contents = nextContents(tag), !contents.isEmpty else { return nil }
        return HexText.text(contents.count > 1 && contents.first == 0 ? contents.dropFirst() : contents)
    }

    /// The next element if it is an OBJECT IDENTIFIER, as numbers with dots between; in hexadecimal where a number is too
    /// large for that.
    mutating func nextDottedIdentifier() -> String? {
        guard let contents = nextContents(.derObjectIdentifier), let last = contents.last, last < 0x80 else {
            return nil
        }
        return ObjectIdentifierText(contents)?.dotted ?? "0x\(HexText.text(contents))"
    }

    /// The next element if it is a BIT STRING of flags: the numbers of those that are set.
    mutating func nextFlags(_ tag: UInt8 = .derBitString) -> [Int]? {
        guard let contents = nextContents(tag), let unused = contents.first, unused < 8 else { return nil }
        let bytes = contents.dropFirst()
        guard !bytes.isEmpty || unused == 0, bytes.count <= 8 else { return nil }
        return bytes.enumerated().flatMap { index, byte in
            (0..<8).filter { byte & (0x80 >> UInt8($0)) != 0 }.map { index * 8 + $0 }
        }
    }

    /// Each element in turn, through `read`; nil where one is not what `read` takes, or there are more than `limit`.
    mutating func all<Value>(limit: Int = 100_000, _ read: (inout DERCursor) -> Value?) -> [Value]? {
        var values: [Value] = []
        while !isAtEnd {
            guard values.count < limit, let value = read(&self) else { return nil }
            values.append(value)
        }
        return values
    }
}
