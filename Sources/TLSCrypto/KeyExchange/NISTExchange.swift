import Crypto

/// ECDH on a NIST curve (RFC 9846, Section 4.3.8.2).
struct NISTExchange<Curve: NISTCurve>: GroupKeyExchange {
    let publicKey: [UInt8]
    private let privateKey: Curve.PrivateKey

    init(random: any RandomSource) throws(CryptoFailure) {
        self.privateKey = try Self.privateKey(random)
        self.publicKey = Curve.uncompressedPoint(self.privateKey.publicKey)
    }

    func sharedSecret(with peerShare: [UInt8]) throws(CryptoFailure) -> Secret {
        // RFC 9846, Section 4.3.8.2: an UncompressedPointRepresentation, and a point on the curve.
        guard peerShare.count == 1 + 2 * Curve.coordinateLength, peerShare.first == 4 else { throw .invalidKeyShare }
        do {
            let peer = try Curve.publicKey(uncompressedPoint: peerShare)
            // RFC 9846, Section 7.4.2: the x-coordinate, with its leading zeros.
            return Secret(copying: try self.privateKey.sharedSecretFromKeyAgreement(with: peer))
        } catch {
            throw .invalidKeyShare
        }
    }

    /// Random scalars until one lies between 1 and the order less 1: nearly always the first does.
    private static func privateKey(_ random: any RandomSource) throws(CryptoFailure) -> Curve.PrivateKey {
        for _ in 0..<64 {
            let key = try random.withBytes(Curve.coordinateLength) { bytes throws(CryptoFailure) in
                var bytes = bytes
                defer { bytes.wipe() }
                bytes[0] &= Curve.topByteMask
                return try? Curve.privateKey(scalar: bytes)
            }
            if let key { return key }
        }
        throw .unusableRandomness
    }
}

/// What differs between the curves.
protocol NISTCurve {
    associatedtype PrivateKey: DiffieHellmanKeyAgreement
    /// The length of a coordinate and of a scalar in bytes.
    static var coordinateLength: Int { get }
    /// The bits of a scalar's first byte that may be set.
    static var topByteMask: UInt8 { get }
    static func privateKey(scalar: [UInt8]) throws -> PrivateKey
    static func publicKey(uncompressedPoint: [UInt8]) throws -> PrivateKey.PublicKey
    static func uncompressedPoint(_ key: PrivateKey.PublicKey) -> [UInt8]
}

enum P256Curve: NISTCurve {
    static let coordinateLength = 32
    static let topByteMask: UInt8 = 0xff

    static func privateKey(scalar: [UInt8]) throws -> P256.KeyAgreement.PrivateKey {
        try P256.KeyAgreement.PrivateKey(rawRepresentation: scalar)
    }
    static func publicKey(uncompressedPoint: [UInt8]) throws -> P256.KeyAgreement.PublicKey {
        try P256.KeyAgreement.PublicKey(x963Representation: uncompressedPoint)
    }
    static func uncompressedPoint(_ key: P256.KeyAgreement.PublicKey) -> [UInt8] {
        [UInt8](key.x963Representation)
    }
}

enum P384Curve: NISTCurve {
    static let coordinateLength = 48
    static let topByteMask: UInt8 = 0xff

    static func privateKey(scalar: [UInt8]) throws -> P384.KeyAgreement.PrivateKey {
        try P384.KeyAgreement.PrivateKey(rawRepresentation: scalar)
    }
    static func publicKey(uncompressedPoint: [UInt8]) throws -> P384.KeyAgreement.PublicKey {
        try P384.KeyAgreement.PublicKey(x963Representation: uncompressedPoint)
    }
    static func uncompressedPoint(_ key: P384.KeyAgreement.PublicKey) -> [UInt8] {
        [UInt8](key.x963Representation)
    }
}

enum P521Curve: NISTCurve {
    static let coordinateLength = 66
    static let topByteMask: UInt8 = 0x01

    static func privateKey(scalar: [UInt8]) throws -> P521.KeyAgreement.PrivateKey {
        try P521.KeyAgreement.PrivateKey(rawRepresentation: scalar)
    }
    static func publicKey(uncompressedPoint: [UInt8]) throws -> P521.KeyAgreement.PublicKey {
        try P521.KeyAgreement.PublicKey(x963Representation: uncompressedPoint)
    }
    static func uncompressedPoint(_ key: P521.KeyAgreement.PublicKey) -> [UInt8] {
        [UInt8](key.x963Representation)
    }
}
