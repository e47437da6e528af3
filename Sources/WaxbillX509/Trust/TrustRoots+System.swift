#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension TrustRoots {
    /// What the system trusts: the file that `SSL_CERT_FILE` and the directory that `SSL_CERT_DIR` name if one is set, else the
    /// first of the well-known bundles. Read once in a process. Certificates of kinds not supported are left out.
    /// - Throws: ``TrustRootsError``.
    public static func system() throws(TrustRootsError) -> TrustRoots {
        try loaded.get()
    }

    private static let loaded = Result { () throws(TrustRootsError) in
        try system(environment: { name in getenv(name).map { String(cString: $0) } })
    }

    /// What the system trusts under an environment.
    static func system(environment: (String) -> String?) throws(TrustRootsError) -> TrustRoots {
        let file = environment("SSL_CERT_FILE").flatMap { $0.isEmpty ? nil : $0 }
        let directories = environment("SSL_CERT_DIR")?.split(separator: ":").map(String.init) ?? []
        var certificates: [ParsedCertificate] = []
        if let file { certificates += try readable(file) }
        for directory in directories { certificates += files(in: directory).flatMap { (try? readable($0)) ?? [] } }
        if file != nil || !directories.isEmpty {
            guard !certificates.isEmpty else { throw .noSystemRoots(searched: [file].compactMap(\.self) + directories) }
            return TrustRoots(certificates)
        }
        for bundle in bundles {
            guard let found = try? readable(bundle), !found.isEmpty else { continue }
            return TrustRoots(found)
        }
        throw .noSystemRoots(searched: bundles)
    }

    /// Where Debian, Fedora, SUSE, Alpine, FreeBSD and macOS keep theirs.
    private static let bundles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
        "/usr/local/share/certs/ca-root-nss.crt",
    ]

    /// The certificates of a file that can be understood.
    private static func readable(_ file: String) throws(TrustRootsError) -> [ParsedCertificate] {
        try certificates(source: file, contents: read(file)).compactMap { try? ParsedCertificate(der: $0) }
    }

    private static func files(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append("\(directory)/\(name)") }
        }
        return names.sorted()
    }
}
