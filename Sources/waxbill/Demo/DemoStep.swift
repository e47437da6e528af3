import WaxbillFiles
import WaxbillTLS

/// A step of the demo: something to do, and to find out whether it did what it should.
struct DemoStep: Sendable {
    /// What the step shows, as an identifier for `--json`.
    let name: String
    /// What it proves, as a sentence.
    let claim: String
    /// Does it and says what was seen.
    /// - Throws: ``DemoMismatch``, or whatever else went wrong, where it did not do what it should.
    let perform: @Sendable (DemoScene) async throws -> String

    /// Runs the step.
    func outcome(in scene: DemoScene) async -> DemoOutcome {
        let start = ContinuousClock.now
        do {
            let finding = try await perform(scene)
            return DemoOutcome(
                step: name, claim: claim, finding: finding, ok: true,
                microseconds: (ContinuousClock.now - start).microseconds)
        } catch {
            return DemoOutcome(
                step: name, claim: claim, finding: Self.sentence(error), ok: false,
                microseconds: (ContinuousClock.now - start).microseconds)
        }
    }

    private static func sentence(_ error: any Error) -> String {
        switch error {
        case let mismatch as DemoMismatch: mismatch.sentence
        case let failure as CommandFailure: failure.message
        case let failure as ConnectionFailure: failure.sentence(for: .client)
        case let error as FilesClientError: "the transfer failed: \(error.code)"
        default: "\(error)"
        }
    }
}

/// A step did not do what it should.
struct DemoMismatch: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// How a step went.
struct DemoOutcome: Encodable, Sendable {
    let step: String
    let claim: String
    let finding: String
    let ok: Bool
    let microseconds: Int64

    var isGood: Bool { ok }

    /// The line for people.
    func line(colored: Bool) -> String {
        let mark =
            ok ? TextStyle.green.apply(to: "✓", colored: colored) : TextStyle.red.apply(to: "✗", colored: colored)
        let time = TextStyle.dim.apply(to: "(\(microseconds / 1000) ms)", colored: colored)
        return "\(mark) \(TextStyle.bold.apply(to: claim, colored: colored)): \(finding) \(time)"
    }
}

/// The demo as `--json` shows it.
struct DemoReport: Encodable {
    let schema = 1
    let steps: [DemoOutcome]
    let ok: Bool

    private enum CodingKeys: String, CodingKey {
        case schema
        case steps
        case ok
    }
}
