import Foundation

/// Where the demo's files are: a directory of the user's, or a temporary one that goes away at the end.
struct DemoDirectory {
    let scene: DemoScene
    private let path: String
    private let isTemporary: Bool

    /// - Parameter path: nil: a temporary directory.
    /// - Throws: ``CommandFailure`` where it cannot be made, or holds something.
    init(path: String?) throws {
        let files = FileManager.default
        isTemporary = path == nil
        self.path = path ?? files.temporaryDirectory.appendingPathComponent("waxbill-demo-\(UUID().uuidString)").path
        if let contents = try? files.contentsOfDirectory(atPath: self.path), !contents.isEmpty {
            throw CommandFailure(
                .cannotCreate, "\(self.path) holds files already and nothing is overwritten; name another --dir DIR")
        }
        do {
            try files.createDirectory(
                atPath: self.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(.cannotCreate, "cannot make the directory \(self.path): \(error.localizedDescription)")
        }
        scene = DemoScene(directory: self.path)
    }

    func removeIfTemporary() {
        if isTemporary { try? FileManager.default.removeItem(atPath: path) }
    }
}
