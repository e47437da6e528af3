/// What differs among the peers, and is right as it is.
extension Stack {
    /// The key exchange groups that its server, or its client, can be made to use.
    func groups(weAre role: OurRole) -> [String] {
        switch (self, role) {
        case (.rustls, .client): ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1"]
        case (.rustls, .server): ["x25519"]
        default: (knowsHybrid ? ["X25519MLKEM768"] : []) + ["x25519", "secp256r1", "secp384r1", "secp521r1"]
        }
    }

    /// Whether it can be told which groups to use.
    var choosesGroups: Bool { self != .rustls }

    /// Whether it knows X25519MLKEM768.
    var knowsHybrid: Bool { [.go, .openSSL4, .rustls, .swiftNIOSSL].contains(self) }

    /// How many connections its client makes, or its server is asked for.
    var mostConnections: Int { self == .gnuTLS ? 2 : 3 }

    /// What its client says of a certificate from an impostor with the authority's name.
    var alertForServerOfImpostor: String {
        switch self {
        case .go, .gnuTLS: "bad_certificate"
        // Finding an authority of the name, rustls complains of the signature.
        case .rustls: "decrypt_error"
        case .jsse: "certificate_unknown"
        default: "unknown_ca"
        }
    }

    /// What its server says of one.
    var alertForClientOfImpostor: String {
        switch self {
        case .rustls: "decrypt_error"
        case .jsse: "certificate_unknown"
        case .gnuTLS: "access_denied"
        default: "unknown_ca"
        }
    }

    /// What its server says of a client that shows no certificate.
    var alertForMissingClient: String { self == .jsse ? "bad_certificate" : "certificate_required" }
}
