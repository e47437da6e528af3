import Foundation
import MeasuredPrograms

/// `files-bench`: `waxbill files` beside curl with nginx, and beside scp, over loopback, in memory (tmpfs).
///
/// What is compared takes turns, so that what slows the machine down slows all; each figure is the median of the rounds.
@main
struct FilesBench {
    static func main() {
        do {
            try run()
        } catch {
            FileHandle.standardError.write(Data("files-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run() throws {
        let settings = try Settings(ProcessInfo.processInfo.environment)
        let scene = try Scene(settings)
        defer { scene.remove() }
        print("\(settings.rounds) rounds, TLS 1.3 and SSH with AES-128-GCM, everything in \(settings.folder)\n")
        var goals: [Goal] = []
        if settings.measures("large") { goals += try LargeFile(scene).run() }
        if settings.measures("small") { goals += try SmallFiles(scene).run() }
        if settings.measures("many") { goals += try ManyClients(scene).run() }
        Goal.print(goals)
    }
}
