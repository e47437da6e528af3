import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A hash in a Merkle tree: SHA-256, as RFC 6962, Section 2.1 uses it. The 32 bytes are held inline.
public struct MerkleHash: Sendable, Hashable {
    /// How many bytes a hash has.
    public static let byteCount = 32

    /// The root of a tree without leaves: the hash of nothing (RFC 6962, Section 2.1).
    public static let emptyRoot = MerkleHash(SHA256())

    // The bytes in their order, in words of this machine.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    init(_ hasher: consuming SHA256) {
        words = hasher.finalize().withUnsafeBytes { Self.words(of: $0) }
    }

    /// The hash of a leaf's data: SHA-256 of a zero byte and `data` (RFC 6962, Section 2.1).
    public init(leaf data: UnsafeRawBufferPointer) {
        var hasher = MerkleLeafHasher()
        hasher.update(data)
        self = hasher.finalize()
    }

    /// The hash of a leaf's data: SHA-256 of a zero byte and `data` (RFC 6962, Section 2.1).
    public init(leaf data: RawSpan) {
        self = data.withUnsafeBytes { MerkleHash(leaf: $0) }
    }

    /// The hash of a leaf's data: SHA-256 of a zero byte and `data` (RFC 6962, Section 2.1).
    public init(leaf data: some DataProtocol) {
        var hasher = MerkleLeafHasher()
        for region in data.regions { region.withUnsafeBytes { hasher.update($0) } }
        self = hasher.finalize()
    }

    /// The hash of a node: SHA-256 of a byte 1 and both children (RFC 6962, Section 2.1).
    ///
    /// The prefixes keep a node from being taken for a leaf.
    public init(left: MerkleHash, right: MerkleHash) {
        var hasher = SHA256()
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Self.byteCount, alignment: 8) { node in
            node.storeBytes(of: 1, as: UInt8.self)
            left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: node[1...]).copyMemory(from: $0) }
            right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: node[33...]).copyMemory(from: $0) }
            hasher.update(bufferPointer: UnsafeRawBufferPointer(node))
        }
        self.init(hasher)
    }

    /// The hash of these 32 bytes; nil for any other number of them.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        words = Self.words(of: bytes)
    }

    /// The hash of these 32 bytes; nil for any other number of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = [UInt8](bytes).withUnsafeBytes { Self.words(of: $0) }
    }

    /// Calls `body` with the 32 bytes.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    public static func == (a: MerkleHash, b: MerkleHash) -> Bool { a.words == b.words }

    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    private static func words(of bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        func word(_ index: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self) }
        return (word(0), word(1), word(2), word(3))
    }
}

extension MerkleHash: CustomStringConvertible {
    /// The hash of these 64 hexadecimal digits, in either case; nil for anything else.
    public init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 2 * Self.byteCount else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(ofDigit: digits[index]), let low = Self.value(ofDigit: digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        self.init(bytes: bytes)
    }

    /// 64 hexadecimal digits in lower case.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return withUnsafeBytes { bytes in
            String(unsafeUninitializedCapacity: 2 * Self.byteCount) { text in
                for (index, byte) in bytes.enumerated() {
                    text[2 * index] = digits[Int(byte >> 4)]
                    text[2 * index + 1] = digits[Int(byte & 15)]
                }
                return 2 * Self.byteCount
            }
        }
    }

    /// 64 hexadecimal digits in lower case.
    public var description: String { hexadecimal }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
