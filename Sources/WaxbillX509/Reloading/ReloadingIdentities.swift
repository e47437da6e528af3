import WaxbillTLS

/// The files of one identity.
public struct IdentityFiles: Sendable, Hashable {
    /// The certificate, its chain after it (PEM).
    public var certificate: String
    /// Its private key (PEM); may be the same file.
    public var key: String
    /// An OCSP response about the certificate (DER), if there is one to staple.
    public var ocspResponse: String?
    /// What the key is encrypted with, if it is.
    public var passphrase: Passphrase?

    /// The files of an identity.
    public init(certificate: String, key: String, ocspResponse: String? = nil, passphrase: Passphrase? = nil) {
        self.certificate = certificate
        self.key = key
        self.ocspResponse = ocspResponse
        self.passphrase = passphrase
    }

    /// Reads them.
    /// - Throws: ``IdentityError``, naming the file; also where the key is not the certificate's.
    public func identity() throws(IdentityError) -> Identity {
        var identity = try Identity(certificateFile: certificate, keyFile: key, passphrase: passphrase)
        if let ocspResponse { identity.ocspResponse = try Self.response(ocspResponse) }
        return identity
    }

    private static func response(_ file: String) throws(IdentityError) -> [UInt8] {
        let response: [UInt8]
        do throws(FileError) {
            response = try FileContents.read(file)
        } catch {
            throw .unreadable(error)
        }
        guard !response.isEmpty else { throw .noOCSPResponse(source: file) }
        return response
    }

    var paths: [String] {
        var paths = [certificate]
        for path in [key, ocspResponse].compactMap(\.self) where !paths.contains(path) { paths.append(path) }
        return paths
    }
}

/// Identities from files, which are read again while they are in use. Who is shown is chosen as ``StaticIdentities`` does.
///
/// Each identity is reloaded by itself. A certificate without its key changes nothing: the old pair stays in use until both files
/// are there.
///
/// ```swift
/// let identities = try ReloadingIdentities([IdentityFiles(certificate: "cert.pem", key: "key.pem")])
/// var configuration = ServerConfiguration(identityProvider: identities)
/// …
/// identities.reload()
/// ```
public final class ReloadingIdentities: IdentityProvider, ReloadableCredentials {
    private let identities: [FileBackedValue<Identity, IdentityError>]

    /// Reads the files of each identity, preferred ones first.
    /// - Throws: ``IdentityError``, naming the file.
    public init(_ files: [IdentityFiles]) throws(IdentityError) {
        var identities: [FileBackedValue<Identity, IdentityError>] = []
        for files in files {
            identities.append(
                try FileBackedValue(files: files.paths) { () throws(IdentityError) in try files.identity() })
        }
        self.identities = identities
    }

    /// The identity that fits, of those that are in use now.
    public func identity(for request: IdentityRequest) -> Identity? {
        StaticIdentities(identities.map(\.value)).identity(for: request)
    }

    public func reload() -> [ReloadReport] { identities.map { $0.reload() } }

    public func reloadIfChanged() -> [ReloadReport] { identities.compactMap { $0.reloadIfChanged() } }
}
