import CryptoExtras
import SwiftASN1
import WaxbillTLS
import X509

extension CertificateAuthority {
    /// Makes a key and issues a certificate for it.
    /// - Parameters:
    ///   - subject: whom it is for.
    ///   - days: how long it is valid, but never longer than the authority is.
    /// - Throws: ``AuthorityError``.
    public func issue(
        _ subject: LeafSubject, key kind: KeyKind = .p256, days: Int = 365, clock: any TLSClock = SystemClock()
    ) throws(AuthorityError) -> IssuedIdentity {
        try issue(LeafContents(subject, validity: ValidityTerms(days: days)), key: kind, clock: clock)
    }

    /// Makes a key and issues a certificate for it, which may be wrong on purpose.
    /// - Throws: ``AuthorityError``.
    public func issue(
        _ contents: LeafContents, key kind: KeyKind = .p256, clock: any TLSClock = SystemClock()
    ) throws(AuthorityError) -> IssuedIdentity {
        let serials = (0..<contents.certificateCount).map { _ in randomSerialNumber() }
        return try issue(contents, key: Self.newKey(kind, for: contents), serials: serials, clock: clock)
    }

    /// A new key for `contents`: a weak one where that is asked for.
    package static func newKey(_ kind: KeyKind, for contents: LeafContents) throws(AuthorityError) -> CertificateKey {
        do {
            return try contents.defects.contains(.weakKey) ? CertificateKey.weak() : CertificateKey.generate(kind)
        } catch {
            throw .failed("the key could not be made: \(error)")
        }
    }

    /// Issues a certificate for `key`, with `serials`, one a certificate that is made.
    package func issue(
        _ contents: LeafContents, key: CertificateKey, serials: [[UInt8]], clock: any TLSClock
    ) throws(AuthorityError) -> IssuedIdentity {
        let chain = try chain(contents, publicKey: key.publicKey, ownKey: key, serials: serials, clock: clock)
        return IssuedIdentity(chain: chain, key: key)
    }

    /// Issues a certificate for somebody else's key, and gives its chain.
    package func issue(
        _ contents: LeafContents, for request: CertificationRequest, serials: [[UInt8]], clock: any TLSClock
    ) throws(AuthorityError) -> [[UInt8]] {
        try chain(contents, publicKey: request.publicKey, ownKey: nil, serials: serials, clock: clock)
    }

    /// The validity that `contents` would have, if they are possible at all.
    @discardableResult
    package func validity(of contents: LeafContents, clock: any TLSClock) throws(AuthorityError) -> Validity {
        guard CertificateDefect.areCompatible(contents.defects) else { throw .contradictoryDefects }
        if contents.defects.contains(.sha1), case .ed25519 = key {
            throw .impossibleDefect(.sha1, reason: "the authority's Ed25519 key signs over no hash of choice")
        }
        return try contents.validity.validity(now: clock.now, within: issuer.validity)
    }

    /// The leaf and what stands between it and the root, in DER.
    private func chain(
        _ contents: LeafContents, publicKey: Certificate.PublicKey, ownKey: CertificateKey?, serials: [[UInt8]],
        clock: any TLSClock
    ) throws(AuthorityError) -> [[UInt8]] {
        let validity = try validity(of: contents, clock: clock)
        let serials = serials.map { Certificate.SerialNumber(bytes: $0) }
        let above = certificates.intermediates.map(\.der)
        do {
            let subject = try contents.subject.distinguishedName()
            let own = try CertificateIssuer(issuer, key)
            func leaf(_ issuer: CertificateIssuer) throws -> [UInt8] {
                try issuer.sign(
                    serial: serials[0], subject: subject, publicKey: publicKey, validity: validity,
                    extensions: contents.extensions(for: publicKey, issuer: issuer),
                    overSHA1: contents.defects.contains(.sha1))
            }
            if contents.defects.contains(.caFalse), serials.count > 1 {
                let (pretender, der) = try pretender(serials[1], validity)
                return [try leaf(pretender), der] + above
            }
            if contents.defects.contains(.selfSigned) {
                guard let ownKey else {
                    throw AuthorityError.impossibleDefect(.selfSigned, reason: "the key is not here")
                }
                return [try leaf(CertificateIssuer(name: subject, key: ownKey))]
            }
            if contents.defects.contains(.wrongSignature) {
                return [try leaf(try CertificateIssuer(issuer, .stranger(like: key)))] + above
            }
            return [try leaf(own)] + above
        } catch let error as AuthorityError {
            throw error
        } catch {
            throw .failed("the certificate could not be made: \(error)")
        }
    }

    /// An intermediate whose certificate says that it is none.
    private func pretender(
        _ serial: Certificate.SerialNumber, _ validity: Validity
    ) throws -> (CertificateIssuer, [UInt8]) {
        let name = try DistinguishedName { CommonName("CA:FALSE") }
        let key = try CertificateKey.generate(.p256)
        let der = try intermediate(name, key, serial, validity, .notCertificateAuthority, AuthorityNameConstraints())
        return (CertificateIssuer(name: name, key: key), der)
    }
}

extension CertificateKey {
    /// An RSA key that everybody should refuse.
    fileprivate static func weak() throws -> CertificateKey {
        .rsa(try _RSA.Signing.PrivateKey(unsafeKeySize: _RSA.Signing.KeySize(bitCount: 1024)))
    }

    /// A new key of the same kind.
    fileprivate static func stranger(like key: CertificateKey) throws -> CertificateKey {
        switch key {
        case .p256: try generate(.p256)
        case .p384: try generate(.p384)
        case .p521: try generate(.p521)
        case .ed25519: try generate(.ed25519)
        case .rsa: try generate(.rsa2048)
        }
    }
}
