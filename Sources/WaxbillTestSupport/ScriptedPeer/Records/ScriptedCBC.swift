import Crypto
import CryptoExtras
import TLSCrypto
import TLSWire

/// AES in CBC mode with HMAC, in either order (RFC 5246, Section 6.2.3.2; RFC 7366), written as the RFCs say it and without
/// any care for time.
struct ScriptedCBC: ScriptedProtection {
    var sequenceNumber: UInt64 = 0
    private let mac: CipherSuite12.MACAlgorithm
    private let macKey: SymmetricKey
    private let key: SymmetricKey
    private let encryptsThenMACs: Bool
    /// The IV of the next record in TLS 1.0; nil where each record brings its own.
    private var chainedIV: [UInt8]?
    private let random: any RandomSource

    init(
        _ mac: CipherSuite12.MACAlgorithm, _ keys: RecordKeys12, encryptsThenMACs: Bool, random: any RandomSource
    ) {
        self.mac = mac
        macKey = SymmetricKey(data: keys.macKey.copyBytes())
        key = SymmetricKey(data: keys.key.copyBytes())
        self.encryptsThenMACs = encryptsThenMACs
        chainedIV = keys.iv.count == 0 ? nil : keys.iv.copyBytes()
        self.random = random
    }

    mutating func seal(
        _ type: ContentType, _ content: [UInt8], version: ProtocolVersion, flaw: RecordFlaw?
    ) throws -> (type: ContentType, fragment: [UInt8]) {
        let iv = chainedIV ?? random.bytes(16)
        var plaintext = content
        if !encryptsThenMACs { plaintext += spoiled(code(type, version, content), flaw) }
        plaintext += padding(behind: plaintext.count, flaw)
        let ciphertext = [UInt8](
            try AES._CBC.encrypt(plaintext, using: key, iv: AES._CBC.IV(ivBytes: iv), noPadding: true))
        var fragment = (chainedIV == nil ? iv : []) + ciphertext
        if chainedIV != nil { chainedIV = Array(ciphertext.suffix(16)) }
        if encryptsThenMACs { fragment += spoiled(code(type, version, fragment), flaw) }
        if case .cut(let count) = flaw { fragment.removeLast(min(count, fragment.count)) }
        sequenceNumber += 1
        return (type, fragment)
    }

    mutating func open(
        _ type: ContentType, _ fragment: [UInt8], version: ProtocolVersion
    ) throws -> (type: ContentType, content: [UInt8]) {
        var rest = fragment
        if encryptsThenMACs {
            guard rest.count >= mac.length else { throw ScriptedPeerError("a record shorter than its MAC") }
            let received = Array(rest.suffix(mac.length))
            rest.removeLast(mac.length)
            guard received == code(type, version, rest) else { throw ScriptedPeerError("a wrong MAC") }
        }
        var content = try decrypt(rest)
        let count = Int(content.last ?? 0) + 1
        guard content.count >= count, content.suffix(count).allSatisfy({ Int($0) == count - 1 }) else {
            throw ScriptedPeerError("wrong padding")
        }
        content.removeLast(count)
        if !encryptsThenMACs {
            guard content.count >= mac.length else { throw ScriptedPeerError("a record shorter than its MAC") }
            let received = Array(content.suffix(mac.length))
            content.removeLast(mac.length)
            guard received == code(type, version, content) else { throw ScriptedPeerError("a wrong MAC") }
        }
        sequenceNumber += 1
        return (type, content)
    }

    private mutating func decrypt(_ fragment: [UInt8]) throws -> [UInt8] {
        let iv = chainedIV ?? Array(fragment.prefix(16))
        let ciphertext = Array(fragment.dropFirst(chainedIV == nil ? 16 : 0))
        guard iv.count == 16, !ciphertext.isEmpty, ciphertext.count.isMultiple(of: 16) else {
            throw ScriptedPeerError("a record of \(fragment.count) bytes")
        }
        if chainedIV != nil { chainedIV = Array(ciphertext.suffix(16)) }
        return [UInt8](try AES._CBC.decrypt(ciphertext, using: key, iv: AES._CBC.IV(ivBytes: iv), noPadding: true))
    }

    private func code(_ type: ContentType, _ version: ProtocolVersion, _ content: [UInt8]) -> [UInt8] {
        let message =
            sequenceNumber.bigEndianBytes + [type.rawValue] + version.bytes + content.count.uint16Bytes + content
        return switch mac {
        case .hmacSHA1:
            [UInt8](Crypto.HMAC<Insecure.SHA1>.authenticationCode(for: message, using: macKey))
        case .hmacSHA256: [UInt8](Crypto.HMAC<SHA256>.authenticationCode(for: message, using: macKey))
        case .hmacSHA384: [UInt8](Crypto.HMAC<SHA384>.authenticationCode(for: message, using: macKey))
        }
    }

    private func spoiled(_ code: [UInt8], _ flaw: RecordFlaw?) -> [UInt8] {
        guard flaw == .wrongMAC else { return code }
        return code.dropLast() + [(code.last ?? 0) ^ 1]
    }

    /// As much as the block needs, or more and worse.
    private func padding(behind count: Int, _ flaw: RecordFlaw?) -> [UInt8] {
        var length = 16 - count % 16
        if case .extraPadding(let blocks) = flaw { length = min(256, length + 16 * blocks) }
        if case .wrongPadding(let index) = flaw, index >= length { length += 16 * (index / 16 + 1) }
        var padding = [UInt8](repeating: UInt8(truncatingIfNeeded: length - 1), count: length)
        if case .wrongPadding(let index) = flaw { padding[index] ^= 1 }
        if flaw == .endlessPadding { padding[length - 1] = 255 }
        return padding
    }
}
