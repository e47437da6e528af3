/// The server's public value for an ECDHE key exchange, signed with the key of its certificate (RFC 8422, Section 5.4;
/// RFC 5246, Section 7.4.3).
package struct ServerKeyExchange: VersionedHandshakeBody {
    package static let handshakeType = HandshakeType.serverKeyExchange
    package static let name: StaticString = "ServerKeyExchange"

    package var params: ServerECDHParams

    /// The signature over ``ServerECDHParams/signedContent(clientRandom:serverRandom:)``.
    package var signedParams: DigitallySigned

    package init(params: ServerECDHParams, signedParams: DigitallySigned) {
        self.params = params
        self.signedParams = signedParams
    }

    package init(from reader: inout WireReader, version: ProtocolVersion) throws(DecodingFailure) {
        self.params = try ServerECDHParams(from: &reader)
        self.signedParams = try DigitallySigned(from: &reader, version: version)
    }

    package func encode(to writer: inout WireWriter) {
        self.params.encode(to: &writer)
        self.signedParams.encode(to: &writer)
    }

    package var encodedCapacity: Int { self.params.encodedCount + self.signedParams.encodedCapacity }
}

/// A curve and a public value on it (`ServerECDHParams`; RFC 8422, Section 5.4).
///
/// There is only one encoding of the fields, so what a decoded value encodes to is what the peer sent and signed.
package struct ServerECDHParams: WireCodable, Hashable, Sendable {
    package var namedCurve: NamedGroup

    /// The field `public`: an uncompressed point, or what RFC 7748 makes of one.
    package var publicPoint: [UInt8]

    package init(namedCurve: NamedGroup, publicPoint: [UInt8]) {
        self.namedCurve = namedCurve
        self.publicPoint = publicPoint
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        let curveType: ECCurveType = try reader.codePoint("curve_type")
        // RFC 8422, Section 5.4: explicit curves are no more.
        guard curveType == .namedCurve else { throw reader.failure(.invalidValue, "curve_type") }
        self.namedCurve = try reader.codePoint("namedcurve")
        self.publicPoint = try reader.vector("public", length: .uint8, in: 1...255)
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(ECCurveType.namedCurve)
        writer.write(self.namedCurve)
        writer.writeVector(self.publicPoint, length: .uint8)
    }

    /// What the server signs: both randoms and the parameters (RFC 8422, Section 5.4).
    package func signedContent(clientRandom: [UInt8], serverRandom: [UInt8]) -> [UInt8] {
        var writer = WireWriter(reservingCapacity: clientRandom.count + serverRandom.count + self.encodedCount)
        writer.write(clientRandom)
        writer.write(serverRandom)
        self.encode(to: &writer)
        return writer.bytes
    }

    /// How many bytes the structure takes.
    fileprivate var encodedCount: Int { 4 + self.publicPoint.count }
}
