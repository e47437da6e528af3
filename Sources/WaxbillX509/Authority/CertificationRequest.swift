import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// A certificate signing request (PKCS#10, RFC 2986): a key, the names that its holder would like, and a signature with it.
public struct CertificationRequest: Sendable {
    private let request: CertificateSigningRequest
    /// The request in DER.
    public let der: [UInt8]

    var publicKey: Certificate.PublicKey { request.publicKey }

    /// The subject for people.
    public var subject: String { request.subject.text }

    /// The key in DER (RFC 5280, Section 4.1, SubjectPublicKeyInfo).
    public var subjectPublicKeyInfo: [UInt8] {
        var serializer = DER.Serializer()
        return (try? serializer.serialize(request.publicKey)).map { serializer.serializedBytes } ?? []
    }

    /// Reads a request from PEM or DER, and checks that it was signed with its key (RFC 2986, Section 4.2).
    /// - Throws: ``AuthorityError/invalidRequest(source:reason:)``.
    public init(_ contents: [UInt8], source: String) throws(AuthorityError) {
        let der = try Self.der(contents, source)
        guard let request = try? CertificateSigningRequest(derEncoded: der) else {
            throw .invalidRequest(source: source, reason: "it is not a request of PKCS#10 with a key of a known kind")
        }
        if let key = _RSA.Signing.PublicKey(request.publicKey) {
            guard (KeyStrength.rsaMinimum...KeyStrength.rsaMaximum).contains(key.keySizeInBits) else {
                throw .invalidRequest(
                    source: source,
                    reason: "its RSA key has \(key.keySizeInBits) bits; \(KeyStrength.rsaMinimum) to "
                        + "\(KeyStrength.rsaMaximum) are accepted")
            }
        }
        guard request.signatureAlgorithm != .sha1WithRSAEncryption else {
            throw .invalidRequest(source: source, reason: "it is signed over SHA-1")
        }
        guard request.publicKey.isValidSignature(request.signature, for: request) else {
            throw .invalidRequest(
                source: source, reason: "its signature was not made with its key (RFC 2986, Section 4.2)")
        }
        self.request = request
        self.der = der
    }

    private static func der(_ contents: [UInt8], _ source: String) throws(AuthorityError) -> [UInt8] {
        // DER begins with a SEQUENCE.
        guard contents.first != UInt8.derSequence else { return contents }
        let blocks: [PEMBlock]
        do throws(PEMError) {
            blocks = try PEM.blocks(in: contents)
        } catch {
            throw .invalidRequest(source: source, reason: "\(error)")
        }
        let labels: Set = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]
        guard let block = blocks.first(where: { labels.contains($0.label) }) else {
            throw .invalidRequest(
                source: source, reason: "it holds no \"-----BEGIN CERTIFICATE REQUEST-----\" block")
        }
        return block.contents
    }
}

extension CertificationRequest {
    /// Whom a server's certificate is to be for: the request's DNS names and addresses, else its common name, and its
    /// e-mail addresses and URIs.
    /// - Throws: ``AuthorityError``.
    public func server() throws(AuthorityError) -> (LeafSubject, [ExtraName]) {
        let (hosts, extras) = try names()
        if hosts.isEmpty, let commonName { return (try .server(named: [commonName]), extras) }
        return (try .server(named: hosts), extras)
    }

    /// Whom a client's certificate is to be for: the request's common name, and its e-mail addresses and URIs.
    /// - Throws: ``AuthorityError``.
    public func client() throws(AuthorityError) -> (LeafSubject, [ExtraName]) {
        let (hosts, extras) = try names()
        guard let commonName else { throw .invalidName("", reason: "the request has no common name") }
        guard hosts.isEmpty else {
            throw .invalidName(hosts[0], reason: "a client's certificate has no DNS names or addresses")
        }
        let subject = try LeafSubject.client(named: commonName)
        guard case .client(let name) = subject else { return (subject, extras) }
        return (subject, extras.filter { $0 != .uri(name.uri) })
    }

    private var commonName: String? {
        for name in request.subject {
            for attribute in name where attribute.type == .NameAttributes.commonName {
                return String(attribute.value)
            }
        }
        return nil
    }

    private func names() throws(AuthorityError) -> (hosts: [String], extras: [ExtraName]) {
        var hosts: [String] = []
        var extras: [ExtraName] = []
        for name in try generalNames() {
            switch name {
            case .dnsName(let name): hosts.append(name)
            case .ipAddress(let address):
                guard let text = IPAddressText.text(Array(address.bytes)) else {
                    throw .invalidName("(\(address.bytes.count) bytes)", reason: "it is no IP address")
                }
                hosts.append(text)
            case .rfc822Name(let address): extras.append(try .email(checked: address))
            case .uniformResourceIdentifier(let uri): extras.append(try .uri(checked: uri))
            default:
                throw .invalidName(
                    String(describing: name), reason: "requests for names of this kind are not signed")
            }
        }
        return (hosts, extras)
    }

    private func generalNames() throws(AuthorityError) -> [GeneralName] {
        do {
            guard let extensions = try request.attributes.extensionRequest?.extensions,
                let names = try extensions.subjectAlternativeNames
            else { return [] }
            return Array(names)
        } catch {
            throw .invalidName(subject, reason: "the request's extensions are malformed")
        }
    }
}

extension CertificationRequest {
    /// Makes a request for a key.
    /// - Throws: ``AuthorityError``.
    init(
        _ subject: LeafSubject, extraNames: [ExtraName], key: CertificateKey
    ) throws(AuthorityError) {
        do {
            let names = SubjectAlternativeNames(subject.generalNames + extraNames.map(\.generalName))
            let extensions = try Certificate.Extensions { names }
            let request = try CertificateSigningRequest(
                version: .v1, subject: subject.distinguishedName(), privateKey: key.certificatePrivateKey,
                attributes: CertificateSigningRequest.Attributes([
                    CertificateSigningRequest.Attribute(ExtensionRequest(extensions: extensions))
                ]), signatureAlgorithm: key.signatureAlgorithm.algorithm)
            var serializer = DER.Serializer()
            try serializer.serialize(request)
            self.request = request
            der = serializer.serializedBytes
        } catch {
            throw .failed("the request could not be made: \(error)")
        }
    }

    /// Makes a key and a request for it.
    /// - Parameter passphrase: what the key is encrypted with; nil: it is not.
    /// - Returns: the request, and the key as PKCS#8 in PEM.
    /// - Throws: ``AuthorityError``.
    public static func make(
        _ subject: LeafSubject, extraNames: [ExtraName] = [], key kind: KeyKind = .p256, passphrase: Passphrase? = nil
    ) throws(AuthorityError) -> (request: CertificationRequest, keyPEM: String) {
        let key: CertificateKey
        do {
            key = try CertificateKey.generate(kind)
        } catch {
            throw .failed("the key could not be made: \(error)")
        }
        let request = try CertificationRequest(subject, extraNames: extraNames, key: key)
        return (request, try key.keyPEM(passphrase: passphrase))
    }

    /// The request in PEM.
    public var pem: String { PEM.text("CERTIFICATE REQUEST", der) }
}
