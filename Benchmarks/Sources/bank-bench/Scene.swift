import Foundation
import MeasuredPrograms

/// A folder for one run, with certificates and ledgers.
struct Scene {
    static let (customer, teller, auditor) = ("alice", "tina", "arthur")

    let settings: Settings
    let folder: String

    init(_ settings: Settings) throws {
        self.settings = settings
        folder = "\(settings.folder)/bank-bench-\(getpid())"
        // A database's own user has to get through it.
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o711])
        for arguments in [
            ["init", "--dir", path("pki")], ["issue", "server", "localhost", "127.0.0.1", "--dir", path("pki")],
        ] + [Self.customer, Self.teller, Self.auditor].map({ ["issue", "client", $0, "--dir", path("pki")] }) {
            _ = try Program([settings.waxbill, "ca"] + arguments, log: path("ca.log")).ending(beside: nil)
        }
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    var authority: String { path("pki/ca.pem") }
    func certificate(_ name: String) -> String { path("pki/issued/\(name)/cert.pem") }
    func key(_ name: String) -> String { path("pki/issued/\(name)/key.pem") }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
