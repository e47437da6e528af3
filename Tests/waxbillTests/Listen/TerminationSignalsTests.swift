import Foundation
import Testing

@testable import waxbill

/// The signals that end `waxbill listen`.
@Suite struct TerminationSignalsTests {
    /// A signal that comes at once is not lost. The alarm ends a wait in vain.
    @Test(arguments: [SIGTERM, SIGINT]) func losesNoSignal(number: Int32) async {
        await #expect(processExitsWith: .success) { [number] in
            alarm(30)
            let signals = TerminationSignals()
            kill(getpid(), number)
            await signals.wait()
        }
    }
}
