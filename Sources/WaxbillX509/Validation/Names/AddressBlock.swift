/// The addresses of an iPAddress constraint: an address and a mask as long (RFC 5280, Section 4.2.1.10; RFC 4632).
struct AddressBlock: Sendable {
    private let address: [UInt8]
    private let mask: [UInt8]

    /// - Returns: nil where there are neither 8 nor 32 bytes, or the mask has a one after a zero.
    init?(_ contents: ArraySlice<UInt8>) {
        guard contents.count == 8 || contents.count == 32 else { return nil }
        mask = Array(contents.suffix(contents.count / 2))
        address = zip(contents, mask).map { $0 & $1 }
        let partial = mask.drop { $0 == 0xFF }
        guard partial.first.map({ (~$0).leadingZeroBitCount + $0.trailingZeroBitCount >= 8 }) ?? true,
            partial.dropFirst().allSatisfy({ $0 == 0 })
        else { return nil }
    }

    func contains(_ other: [UInt8]) -> Bool {
        guard other.count == address.count else { return false }
        return address.indices.allSatisfy { other[$0] & mask[$0] == address[$0] }
    }
}

/// A well-formed iPAddress of a certificate: 4 or 16 bytes (RFC 5280, Section 4.2.1.6).
struct PresentedAddress: Sendable, Hashable {
    let bytes: [UInt8]

    /// - Returns: nil where there are neither 4 nor 16 bytes.
    init?(_ contents: ArraySlice<UInt8>) {
        guard contents.count == 4 || contents.count == 16 else { return nil }
        bytes = Array(contents)
    }
}

extension PresentedAddress: ConstrainedName {
    static var kind: NameKind { .ip }

    var text: String { IPAddressText.text(bytes) ?? "" }

    func isWithin(_ base: AddressBlock) -> Bool { base.contains(bytes) }
}
