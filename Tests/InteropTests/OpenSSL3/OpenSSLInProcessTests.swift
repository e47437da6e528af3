import Foundation
import NIOCore
import NIOPosix
import Testing
import WaxbillNIO
import WaxbillTLS

extension Interop {
    /// What Waxbill's command line does not show, seen from inside.
    @Suite(.needs(.openSSL3)) struct OpenSSLInProcess {
        private static let label = "EXPORTER-waxbill-interop"
        private static let export = ["-keymatexport", label, "-keymatexportlen", "48"]

        @Test(arguments: OurRole.allCases) func exporter(role: OurRole) async throws {
            try await cell(.openSSL3, role, .exporter) { bench in
                let ours: [UInt8]
                let process: ChildProcess
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, Self.export)
                    process = server.process
                    ours = try await InProcess.connect(port: server.port) { connection in
                        try await connection.export(Self.label, length: 48)
                    }
                case .server:
                    (ours, process) = try await InProcess.listen { port in
                        try OpenSSLClient.start(bench, port: port, Self.export).process
                    } serve: { connection, client in
                        client.endInput()
                        return (try await connection.export(Self.label, length: 48), client)
                    }
                }
                let end = try await process.ending()
                let theirs = try #require(end.output.line(after: "Keying material: "))
                try #require(
                    ours.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined() == theirs)
            }
        }

        /// The server renews its keys, and asks the client to do so, between two lines of data.
        @Test func keyUpdateOfServer() async throws {
            try await cell(.openSSL3, .server, .keyUpdate) { bench in
                let end = try await InProcess.listen { port in
                    try OpenSSLClient.start(bench, port: port).process
                } serve: { connection, client in
                    client.send("ping\n")
                    try await connection.expect("ping\n")
                    try await connection.updateKeys()
                    try await connection.send("pong\n")
                    try await client.wait(for: "\npong\n")
                    client.send("again\n")
                    try await connection.expect("again\n")
                    client.endInput()
                    return try await client.ending()
                }
                try #require(end.output.contains(OpenSSLText.keyUpdate("<<<")))
                try #require(end.output.contains(OpenSSLText.keyUpdate(">>>")))
            }
        }

        /// Keys are renewed by themselves when the limit of records is near (RFC 9846, Section 5.5).
        @Test(arguments: OurRole.allCases) func keyUpdateByItself(role: OurRole) async throws {
            let lines = (0..<20).map { "line \($0)\n" }
            try await cell(.openSSL3, role, .keyUpdate) { bench in
                let end: ChildProcess.Transcript
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench)
                    var configuration = InProcess.clientConfiguration()
                    configuration.keyUpdateThreshold = 5
                    try await InProcess.connect(port: server.port, configuration) { connection in
                        for line in lines { try await connection.send(line) }
                        try await server.process.wait(for: lines[19])
                    }
                    end = try await server.process.ending()
                case .server:
                    var configuration = InProcess.serverConfiguration()
                    configuration.keyUpdateThreshold = 5
                    end = try await InProcess.listen(configuration) { port in
                        try OpenSSLClient.start(bench, port: port).process
                    } serve: { connection, client in
                        for line in lines { try await connection.send(line) }
                        try await client.wait(for: lines[19])
                        client.endInput()
                        return try await client.ending()
                    }
                }
                let updates = end.output.components(separatedBy: OpenSSLText.keyUpdate("<<<")).count - 1
                try #require((3...5).contains(updates))
                for line in lines { try #require(end.output.contains("\n\(line)")) }
            }
        }

        /// Records filled up to 512 bytes.
        @Test(arguments: OurRole.allCases) func padding(role: OurRole) async throws {
            switch role {
            case .client: try await connect(.padding) { $0.recordPadding = .multiple(of: 512) }
            case .server: try await serve(.padding) { $0.recordPadding = .multiple(of: 512) }
            }
        }

        /// Reserved values in our ClientHello (RFC 8701).
        @Test func grease() async throws { try await connect(.grease) { $0.sendsGREASE = true } }

        /// No session ID and no ChangeCipherSpec from us.
        @Test func withoutCompatibility() async throws {
            try await connect(.middlebox) { $0.middleboxCompatibility = false }
        }

        /// A client that gets a cookie brings it back (RFC 9846, Section 4.3.2).
        @Test func cookieOfServer() async throws {
            try await serve(.cookie, theirs: ["-groups", "X25519:P-384"]) { configuration in
                configuration.groups = [.secp384r1]
                configuration.sendsCookie = true
            }
        }

        /// OpenSSL's server keeps nothing between the two ClientHellos. It stumbles over a ChangeCipherSpec then, its own
        /// client's as well.
        @Test(arguments: ["X25519", "P-384"]) func cookieOfPeer(_ group: String) async throws {
            try await connect(.cookie, theirs: ["-stateless", "-groups", group]) { configuration in
                configuration.groups = [.x25519, .secp384r1]
                configuration.middleboxCompatibility = false
            }
        }

        private func connect(
            _ feature: Feature, theirs: [String] = [], _ change: (inout ClientConfiguration) -> Void
        ) async throws {
            try await cell(.openSSL3, .client, feature) { bench in
                var configuration = InProcess.clientConfiguration()
                change(&configuration)
                let server = try await OpenSSLServer.start(bench, nil, theirs)
                try await InProcess.connect(port: server.port, configuration) { connection in
                    try await connection.send("ping\n")
                    try await server.process.wait(for: "ping\n")
                    server.process.send("pong\n")
                    try await connection.expect("pong\n")
                }
                try await server.process.ending()
            }
        }

        private func serve(
            _ feature: Feature, theirs: [String] = [], _ change: (inout ServerConfiguration) -> Void
        ) async throws {
            try await cell(.openSSL3, .server, feature) { bench in
                var configuration = InProcess.serverConfiguration()
                change(&configuration)
                try await InProcess.listen(configuration) { port in
                    try OpenSSLClient.start(bench, port: port, theirs).process
                } serve: { connection, client in
                    client.send("ping\n")
                    try await connection.expect("ping\n")
                    try await connection.send("pong\n")
                    try await client.wait(for: "\npong\n")
                    client.endInput()
                    try await client.ending()
                }
            }
        }
    }
}
