import TLSCrypto
import TLSWire
import Testing

/// RFC 7748's test vectors, and agreements made by OpenSSL whose secret begins with a zero byte.
struct ECDHVector: CustomTestStringConvertible, Sendable {
    let group: NamedGroup
    let scalar: [UInt8]
    let publicKey: [UInt8]
    let peer: [UInt8]
    let secret: [UInt8]

    var testDescription: String { "\(self.group)" }

    init(_ group: NamedGroup, scalar: String, publicKey: String, peer: String, secret: String) {
        self.group = group
        self.scalar = [UInt8](hex: scalar)
        self.publicKey = [UInt8](hex: publicKey)
        self.peer = [UInt8](hex: peer)
        self.secret = [UInt8](hex: secret)
    }

    static let all = [
        // RFC 7748, Section 5.2
        ECDHVector(
            .x25519,
            scalar: "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            publicKey: "1c9fd88f45606d932a80c71824ae151d15d73e77de38e8e000852e614fae7019",
            peer: "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            secret: "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"),
        ECDHVector(
            .x25519,
            scalar: "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            publicKey: "ff63fe57bfbf43fa3f563628b149af704d3db625369c49983650347a6a71e00e",
            peer: "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            secret: "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"),
        ECDHVector(
            .secp256r1,
            scalar: "a7cb7b32c9cc8ac7b156c4ca31e60d971964870cecb60aae4150bc25cf510629",
            publicKey: """
                04fe1e355d7f57eb43200affd1ec504aa744ef416c0343d96bce2e5d94bc94835e1b6f9166f311cff80cbc93377e2753
                3c587bbbd29e2938eecb81ceb00c71631a
                """,
            peer: """
                04fdc99659631dcb601d9453c385ab525b525263813a5e3f7b7ce570e4b32af00e40e8cd79f6ab768f7ed22b28e563e3
                63aadbb50a5ff17ade7d4b6f166d4202e0
                """,
            secret: "00bf631fcd279a995010cc8fdcf75429ae2c03b0b7a65df15354c19eac32b77e"),
        ECDHVector(
            .secp384r1,
            scalar: """
                99d3166c471e2ece26e512f61babcbf0905a9d0e1e68587b4b5ec5b8a617dc375ac9b37a658e8b00dd59acf70301d5b3
                """,
            publicKey: """
                045d760858f9b729473a612fcbc71ae8888cf333a9b02cae3aaf2c91f608214a219aecd90231ddc511c399b5281d5c1a
                ae7b05bde43cd268672527c8b68ae4f92fb0db256b583d73fee7fdb947756fc73f22ffd1d656af9468d9939218e4efae
                87
                """,
            peer: """
                04724579e66283330b6f4f3eebecd7b3c655db3336e99e3a804a04d45ac8387fc4ad8d00d7b63bc2fb4d29cf52a7a60e
                112069f5e22de012046c06c189f2e694fd634e9f828892b4e939f86350ce66c77cec1c88824846605a547d659bccfb19
                d7
                """,
            secret: """
                0067fb52320d5f26199db88f4a8e2f2fd69077f142175073cf821fa52a46246e1f5feea68216fd3ea3acd990d8a105e1
                """),
        ECDHVector(
            .secp521r1,
            scalar: """
                00fe1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e7421
                0546f369fbbbce8c12cfc7957b2652fe9a75
                """,
            publicKey: """
                040152be71cfd09b7fb56673c2ba976f4dbb453b8f2cbe0ee4d375f0fb3db7b8f034578cfdad9c39d4afa543eba8a98c
                8ae43b4d719218c2f760f76c480d3b57f6e2e8003f2f62b44e509adcf22c64ac1bf4d4524684006a66363eecd952fd35
                ad414a88dc46493acf47c2fb487a646408efb6a44a1793ac1df1f5bf11f6f5f9f747fab9d6
                """,
            peer: """
                04012729ed084c28c83743e0b54f6d2a2f6ec02bee79670d006b0892dcb6baef5853ab0ada756c713f815ba1d6dd5017
                b2b4cb505791f9005450b5b55fb729e14612b900d102fa87ff2ecc6d7b162ba2537e4fbdb143a8bdee44c3f6c13ff191
                889f14154d09be967423bddfce209e25257f747e1bd3615b5eaa68ce3cb7c55232bef13fc5
                """,
            secret: """
                00002c928f7eb5c21d0511413654fdbe3e5ae8ea0cee20a5409aad8b23eb4d6d0ba7e4419ddcb375c54392ad50a6458b
                01012e31a9572a8d1d05eea91bac94ebe211
                """),
    ]
}
