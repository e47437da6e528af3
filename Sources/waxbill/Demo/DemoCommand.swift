import ArgumentParser
import Foundation

/// `waxbill demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show what Waxbill does, checking each step.",
        discussion: """
            Makes a certificate authority and certificates, then runs servers and clients over TCP on this machine: \
            what has to work and what has to be refused.

            EXAMPLES:
              waxbill demo
              waxbill demo --dir /tmp/waxbill-demo --json

            EXIT STATUS:
              0   every step did what it should
              1   one did not
              64  the command was called wrongly
              73  the directory holds files already
            """)

    @Option(help: ArgumentHelp("Keep the files made in this new directory.", valueName: "dir"))
    var dir: String?

    @Flag(help: "Write one JSON object to standard output instead of lines.")
    var json = false

    @Option(help: "When the lines have colours: auto, always or never. Auto obeys NO_COLOR and CLICOLOR_FORCE.")
    var color = ColorChoice.auto

    func run() async throws {
        let directory = try DemoDirectory(path: dir)
        defer { directory.removeIfTemporary() }
        let colored = color.isEnabled(descriptor: STDOUT_FILENO)
        var outcomes: [DemoOutcome] = []
        for step in DemoStep.all {
            let outcome = await step.outcome(in: directory.scene)
            outcomes.append(outcome)
            if !json { StandardOutput.writeLine(outcome.line(colored: colored)) }
        }
        let isGood = outcomes.allSatisfy(\.isGood)
        if json { try JSONOutput.write(DemoReport(steps: outcomes, ok: isGood)) }
        if !isGood { throw ExitCode(ExitStatus.negative.rawValue) }
    }
}
