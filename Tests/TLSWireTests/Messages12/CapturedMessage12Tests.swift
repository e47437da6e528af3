import Testing

@testable import TLSWire

/// What OpenSSL's client and server have said to each other before TLS 1.3, with client certificates.
@Suite struct CapturedMessage12Tests {
    @Test func decodesServerKeyExchange() throws {
        let exchange: ServerKeyExchange = try self.decode(CapturedTLS12.serverKeyExchange, .tls12)
        #expect(exchange.params.namedCurve == .x25519)
        #expect(exchange.params.publicPoint.count == 32)
        #expect(exchange.signedParams.algorithm == .ecdsaSecp256r1SHA256)
        #expect(exchange.signedParams.signature.count == 70)
        let old: ServerKeyExchange = try self.decode(CapturedTLS11.serverKeyExchange, .tls11)
        #expect(old.params.namedCurve == .x25519)
        #expect(old.signedParams.algorithm == nil)
        #expect(old.signedParams.signature.count == 128)
    }

    /// Behind the randoms, what is signed is what was sent: OpenSSL's signature covers it.
    @Test func signsTheParametersAsTheyWereSent() throws {
        let sent = CapturedTLS12.serverKeyExchange
        let exchange: ServerKeyExchange = try self.decode(sent, .tls12)
        let content = exchange.params.signedContent(clientRandom: [], serverRandom: [])
        #expect(content[...] == sent[4..<40])
    }

    @Test func decodesCertificateRequest() throws {
        let request: CertificateRequest12 = try self.decode(CapturedTLS12.certificateRequest, .tls12)
        #expect(request.certificateTypes.map(\.description) == ["rsa_sign", "dss_sign", "ecdsa_sign"])
        #expect(request.supportedSignatureAlgorithms?.count == 23)
        #expect(request.supportedSignatureAlgorithms?.first == .ecdsaSecp256r1SHA256)
        #expect(request.certificateAuthorities.map(\.count) == [14])
        let old: CertificateRequest12 = try self.decode(CapturedTLS11.certificateRequest, .tls11)
        #expect(old.certificateTypes == request.certificateTypes)
        #expect(old.supportedSignatureAlgorithms == nil)
        #expect(old.certificateAuthorities == request.certificateAuthorities)
    }

    @Test func decodesClientKeyExchange() throws {
        let message = CapturedTLS12.clientKeyExchange
        guard case .clientKeyExchange(let exchange) = try decodeMessage12(message) else {
            Issue.record("not a ClientKeyExchange")
            return
        }
        #expect(try exchange.decode(ClientECDiffieHellmanPublic.self).publicPoint[...] == message[5...])
        #expect(throws: DecodingFailure.self) { try exchange.decode(EncryptedPreMasterSecret.self) }
        guard case .clientKeyExchange(let rsa) = try decodeMessage12(CapturedTLS12.clientKeyExchangeOfRSA) else {
            Issue.record("not a ClientKeyExchange")
            return
        }
        #expect(try rsa.decode(EncryptedPreMasterSecret.self).preMasterSecret.count == 128)
        #expect(throws: DecodingFailure.self) { try rsa.decode(ClientECDiffieHellmanPublic.self) }
    }

    @Test func decodesCertificateVerify() throws {
        let verify: CertificateVerify12 = try self.decode(CapturedTLS12.certificateVerify, .tls12)
        #expect(verify.signedMessages.algorithm == .ecdsaSecp256r1SHA256)
        #expect(verify.signedMessages.signature.count == 71)
        let old: CertificateVerify12 = try self.decode(CapturedTLS11.certificateVerify, .tls11)
        #expect(old.signedMessages.algorithm == nil)
        #expect(old.signedMessages.signature.count == 72)
    }

    private func decode<Body: VersionedHandshakeBody>(_ message: [UInt8], _ version: ProtocolVersion) throws -> Body {
        let decoded = try decodeMessage12(message)
        #expect(decoded.encoded() == message)
        let body = [UInt8](message.dropFirst(HandshakeMessage.headerCount))
        let undecoded = try unsafe Undecoded<Body>(decoding: body.span.bytes)
        let structure = try undecoded.decode(version: version)
        #expect(structure.encoded() == message)
        return structure
    }
}

private enum CapturedTLS12 {
    /// ECDHE_ECDSA with X25519.
    static let serverKeyExchange = [UInt8](
        hex: """
            0c00006e03001d2040f1c114594af9ca69ec166374174f2638a6af120019c3dc1f2c4f9d62c4152b04030046304402201c11
            01cd89206c0ffd292e68b83affbe21fde8ee68424c75157a000a4e78eb29022021056fffafd4c4f9e353e247cd4c06fa2867
            ca031566c5e47becc1ddd5725efe
            """)

    /// One authority, `CN=a`.
    static let certificateRequest = [UInt8](
        hex: """
            0d00004603010240002e040305030603080708080809080a080b080408050806040105010601030302030301020103020202
            0402050206020010000e300c310a300806035504030c0161
            """)

    /// ECDHE with X25519.
    static let clientKeyExchange = [UInt8](
        hex: """
            10000021203457b20503362cc5fb29366cc2330b3c0a66c3009db0004718af330608dbd559
            """)

    /// To a key of 1024 bits.
    static let clientKeyExchangeOfRSA = [UInt8](
        hex: """
            10000082008045e80f11b4d7e4a1abe8db167e2a1251b64d6d0f59d6fbfc67916d23d412b59efc6726b99a5aa9064148c376
            155850e790f0b6f246101bc11a6abd863b9fb48c0f13726159c01a7e13d9e8c46ae5d2c8204df8c6779e487c98f8fc10b650
            b82395a3c41040e016ca196e197097fe02c1ce4a1e2a8ca4e157fd56f6b7ca91b441
            """)

    /// ECDSA with P-256.
    static let certificateVerify = [UInt8](
        hex: """
            0f00004b040300473045022100a8f1baed4f52ffc4fb22ad13b7c3e1ce76b367b6142de4ee4d4d4a5f136009f002204d5bb4
            8cb07821c90c448a3ea6e5c7d60f76d9c557de8129a5b2c90a597d1b57
            """)
}

private enum CapturedTLS11 {
    /// ECDHE_RSA with X25519 and a key of 1024 bits.
    static let serverKeyExchange = [UInt8](
        hex: """
            0c0000a603001d201da78d4c7b3117c329680ced4d6541e7f3073f96a7afad5fa40a3a083df3302300802f19ba783c48596d
            e46a440935b73018ef7bceae5601e48b9a2f9d94d2ae1efe814339a92dd7ab8c55a0062048fee782f53c29c682b2765aaf2c
            a3941ba5b911000d1deb6e933bb68abc717cd31bdde54fe24c935df06aaebf1e2704aed11d6bc2da7b341faf4199f05d88b0
            4a942a30e1f73b53c6b2b6a10f494b45238acb4a
            """)

    /// One authority, `CN=a`.
    static let certificateRequest = [UInt8](
        hex: """
            0d000016030102400010000e300c310a300806035504030c0161
            """)

    /// ECDSA with P-256.
    static let certificateVerify = [UInt8](
        hex: """
            0f00004a00483046022100fbc57a190f773e2d85862ec982accdcac07975597d49adb41630f505f682cdd2022100bb609e3a
            5a0133533f839fc849bc86b7b08dc721ca424f54eb2bd50ed27204a2
            """)
}
