/// The clients' command lines. Each gets what is named below the served folder.
extension Scene {
    func curl(_ server: Server, _ name: String, to output: String, http2: Bool = false) -> [String] {
        [
            "curl", "--silent", "--show-error", "--fail", http2 ? "--http2" : "--http1.1", "--tlsv1.3",
            "--tls13-ciphers", "TLS_AES_128_GCM_SHA256", "--cacert", authority, "--cert", certificate("alice"),
            "--key", key("alice"), "--output", output, "https://localhost:\(server.port)/\(name)",
        ]
    }

    func scp(_ server: Server, _ name: String, to output: String) -> [String] {
        [
            "scp", "-q", "-r", "-P", "\(server.port)", "-i", path("ssh-user"), "-o", "Ciphers=aes128-gcm@openssh.com",
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-F",
            "/dev/null", "127.0.0.1:\(path("served"))/\(name)", output,
        ]
    }

    func waxbill(_ server: Server, _ name: String, to output: String) -> [String] {
        [
            settings.waxbill, "files", "get", "localhost:\(server.port)", "/\(name)", "--ca", authority, "--cert",
            certificate("alice"), "--key", key("alice"), "--to", output,
        ]
    }
}
