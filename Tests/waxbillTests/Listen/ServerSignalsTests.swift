import Foundation
import Testing

@testable import waxbill

/// The signals that `waxbill listen` obeys.
@Suite struct ServerSignalsTests {
    /// A signal that comes at once is not lost. The alarm ends a wait in vain.
    @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func losesNoSignal(number: Int32) async {
        await #expect(processExitsWith: .success) { [number] in
            alarm(30)
            let signals = ServerSignals()
            kill(getpid(), number)
            let wish = await signals.wishes.first { _ in true }
            #expect(wish == (number == SIGHUP ? .reload : .end))
        }
    }

    /// Who interrupts a server that is ending does not wait for its clients.
    @Test(arguments: [SIGTERM, SIGINT]) func aSecondInterruptionEndsAtOnce(first: Int32) async {
        await #expect(processExitsWith: .exitCode(130)) { [first] in
            alarm(30)
            let signals = ServerSignals()
            kill(getpid(), first)
            for await wish in signals.wishes where wish == .end { kill(getpid(), SIGINT) }
        }
    }
}
