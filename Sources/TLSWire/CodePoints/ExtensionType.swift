/// Which extension follows (RFC 9846, Section 4.3, and IANA's registry).
public struct ExtensionType: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt16

    /// The code point with this number, known or not.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `server_name` (RFC 6066, Section 3)
    public static let serverName = ExtensionType(rawValue: 0)
    /// `max_fragment_length` (RFC 6066, Section 4)
    public static let maxFragmentLength = ExtensionType(rawValue: 1)
    /// `status_request` (RFC 6066, Section 8)
    public static let statusRequest = ExtensionType(rawValue: 5)
    /// `supported_groups` (RFC 9846, Section 4.3.7)
    public static let supportedGroups = ExtensionType(rawValue: 10)
    /// `ec_point_formats` (RFC 8422, Section 5.1.2)
    public static let ecPointFormats = ExtensionType(rawValue: 11)
    /// `signature_algorithms` (RFC 9846, Section 4.3.3)
    public static let signatureAlgorithms = ExtensionType(rawValue: 13)
    /// `use_srtp` (RFC 5764, Section 4.1)
    public static let useSRTP = ExtensionType(rawValue: 14)
    /// `heartbeat` (RFC 6520)
    public static let heartbeat = ExtensionType(rawValue: 15)
    /// `application_layer_protocol_negotiation` (RFC 7301)
    public static let applicationLayerProtocolNegotiation = ExtensionType(rawValue: 16)
    /// `status_request_v2` (RFC 6961)
    public static let statusRequestV2 = ExtensionType(rawValue: 17)
    /// `signed_certificate_timestamp` (RFC 6962, Section 3.3.1)
    public static let signedCertificateTimestamp = ExtensionType(rawValue: 18)
    /// `client_certificate_type` (RFC 7250)
    public static let clientCertificateType = ExtensionType(rawValue: 19)
    /// `server_certificate_type` (RFC 7250)
    public static let serverCertificateType = ExtensionType(rawValue: 20)
    /// `padding` (RFC 7685)
    public static let padding = ExtensionType(rawValue: 21)
    /// `encrypt_then_mac` (RFC 7366)
    public static let encryptThenMAC = ExtensionType(rawValue: 22)
    /// `extended_main_secret` (RFC 7627)
    public static let extendedMainSecret = ExtensionType(rawValue: 23)
    /// `compress_certificate` (RFC 8879)
    public static let compressCertificate = ExtensionType(rawValue: 27)
    /// `record_size_limit` (RFC 8449)
    public static let recordSizeLimit = ExtensionType(rawValue: 28)
    /// `session_ticket` (RFC 5077)
    public static let sessionTicket = ExtensionType(rawValue: 35)
    /// `pre_shared_key` (RFC 9846, Section 4.3.11)
    public static let preSharedKey = ExtensionType(rawValue: 41)
    /// `early_data` (RFC 9846, Section 4.3.10)
    public static let earlyData = ExtensionType(rawValue: 42)
    /// `supported_versions` (RFC 9846, Section 4.3.1)
    public static let supportedVersions = ExtensionType(rawValue: 43)
    /// `cookie` (RFC 9846, Section 4.3.2)
    public static let cookie = ExtensionType(rawValue: 44)
    /// `psk_key_exchange_modes` (RFC 9846, Section 4.3.9)
    public static let pskKeyExchangeModes = ExtensionType(rawValue: 45)
    /// `certificate_authorities` (RFC 9846, Section 4.3.4)
    public static let certificateAuthorities = ExtensionType(rawValue: 47)
    /// `oid_filters` (RFC 9846, Section 4.3.5)
    public static let oidFilters = ExtensionType(rawValue: 48)
    /// `post_handshake_auth` (RFC 9846, Section 4.3.6)
    public static let postHandshakeAuth = ExtensionType(rawValue: 49)
    /// `signature_algorithms_cert` (RFC 9846, Section 4.3.3)
    public static let signatureAlgorithmsCert = ExtensionType(rawValue: 50)
    /// `key_share` (RFC 9846, Section 4.3.8)
    public static let keyShare = ExtensionType(rawValue: 51)
    /// `encrypted_client_hello` (RFC 9849)
    public static let encryptedClientHello = ExtensionType(rawValue: 0xfe0d)
    /// `renegotiation_info` (RFC 5746)
    public static let renegotiationInfo = ExtensionType(rawValue: 0xff01)

    /// IANA's name, such as `key_share`; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt16: String] = [
        0: "server_name", 1: "max_fragment_length", 2: "client_certificate_url", 3: "trusted_ca_keys",
        4: "truncated_hmac", 5: "status_request", 6: "user_mapping", 7: "client_authz", 8: "server_authz",
        9: "cert_type", 10: "supported_groups", 11: "ec_point_formats", 12: "srp", 13: "signature_algorithms",
        14: "use_srtp", 15: "heartbeat", 16: "application_layer_protocol_negotiation", 17: "status_request_v2",
        18: "signed_certificate_timestamp", 19: "client_certificate_type", 20: "server_certificate_type",
        21: "padding", 22: "encrypt_then_mac", 23: "extended_main_secret", 24: "token_binding", 25: "cached_info",
        26: "tls_lts", 27: "compress_certificate", 28: "record_size_limit", 29: "pwd_protect", 30: "pwd_clear",
        31: "password_salt", 32: "ticket_pinning", 33: "tls_cert_with_extern_psk", 34: "delegated_credential",
        35: "session_ticket", 36: "TLMSP", 37: "TLMSP_proxying", 38: "TLMSP_delegate", 39: "supported_ekt_ciphers",
        41: "pre_shared_key", 42: "early_data", 43: "supported_versions", 44: "cookie", 45: "psk_key_exchange_modes",
        47: "certificate_authorities", 48: "oid_filters", 49: "post_handshake_auth", 50: "signature_algorithms_cert",
        51: "key_share", 52: "transparency_info", 53: "connection_id_deprecated", 54: "connection_id",
        55: "external_id_hash", 56: "external_session_id", 57: "quic_transport_parameters", 58: "ticket_request",
        59: "dnssec_chain", 60: "sequence_number_encryption_algorithms", 61: "rrc", 62: "tls_flags",
        0x3374: "next_protocol_negotiation", 0x4469: "application_settings_old", 0x44cd: "application_settings",
        0x7550: "channel_id", 0xfd00: "ech_outer_extensions", 0xfe0d: "encrypted_client_hello",
        0xff01: "renegotiation_info",
    ]
}
