import Foundation
import MeasuredPrograms

/// A server that runs.
struct Server {
    let program: Program
    let port: Int
}

extension Scene {
    /// nginx with client certificates, and nothing else in its way.
    func startNginx() throws -> Server {
        let port = try Self.freePort()
        let configuration = """
            daemon off; worker_processes 2; pid \(path("nginx.pid")); error_log stderr warn;
            \(getuid() == 0 ? "user root;" : "")
            events { worker_connections 2048; }
            http {
                access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;
                client_body_temp_path \(path("nginx-body")); proxy_temp_path \(path("nginx-proxy"));
                fastcgi_temp_path \(path("nginx-fastcgi")); uwsgi_temp_path \(path("nginx-uwsgi"));
                scgi_temp_path \(path("nginx-scgi"));
                server {
                    listen 127.0.0.1:\(port) ssl backlog=2048; root \(path("served"));
                    ssl_certificate \(certificate("localhost")); ssl_certificate_key \(key("localhost"));
                    ssl_protocols TLSv1.3; ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
                    ssl_client_certificate \(authority); ssl_verify_client on; ssl_verify_depth 3;
                }
            }
            """
        try configuration.write(toFile: path("nginx.conf"), atomically: false, encoding: .utf8)
        let program = try Program(
            ["/usr/sbin/nginx", "-e", "stderr", "-p", folder, "-c", path("nginx.conf")], log: path("nginx.log"))
        try Self.waitForListener(port, program)
        return Server(program: program, port: port)
    }

    /// sshd for one throw-away key.
    func startSSH() throws -> Server {
        // sshd as root insists on this folder.
        if getuid() == 0 { mkdir("/run/sshd", 0o755) }
        for name in ["host", "user"] where !FileManager.default.fileExists(atPath: path("ssh-\(name)")) {
            _ = try Program(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path("ssh-\(name)")], log: path("ssh-keygen.log")
            ).ending(beside: nil)
        }
        let port = try Self.freePort()
        let configuration = """
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey \(path("ssh-host"))
            AuthorizedKeysFile \(path("ssh-user.pub"))
            PidFile \(path("sshd.pid"))
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            StrictModes no
            UsePAM no
            Ciphers aes128-gcm@openssh.com
            Subsystem sftp internal-sftp

            """
        try configuration.write(toFile: path("sshd.conf"), atomically: false, encoding: .utf8)
        let program = try Program(["/usr/sbin/sshd", "-D", "-e", "-f", path("sshd.conf")], log: path("sshd.log"))
        try Self.waitForListener(port, program)
        return Server(program: program, port: port)
    }

    /// `waxbill files serve`.
    func startWaxbill() throws -> Server {
        let program = try Program(
            [
                settings.waxbill, "files", "serve", path("served"), "--cert", certificate("localhost"), "--key",
                key("localhost"), "--client-ca", authority, "--listen", "127.0.0.1:0",
            ], log: path("serve.log"))
        let address = try program.wait(for: "listening on ")
        guard let port = address.split(separator: " ")[0].split(separator: ":").last.flatMap({ Int($0) }) else {
            throw BenchFailure("no port in \"\(address)\"")
        }
        return Server(program: program, port: port)
    }
}
