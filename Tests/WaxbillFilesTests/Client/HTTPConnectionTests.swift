import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing
import WaxbillHTTPClient
import WaxbillTLS

@testable import WaxbillFiles

/// Connections of HTTP clients.
@Suite struct HTTPConnectionTests {
    /// The time for the handshake is over when the handshake is, and not when the task that waits for it gets a thread.
    @Test func aTaskThatGoesOnLateHasItsConnection() async throws {
        let pki = try FilesPKI()
        let server = try await HostileFilesServer(pki) { _, _, _ in .answer() }
        var configuration = try pki.client(port: server.port).configuration.http
        // Shorter than a job of the task has to wait.
        configuration.connectTimeout = .milliseconds(500)
        let (executor, fixed) = (LateExecutor(delay: 1), configuration)
        let status = try await Task(executorPreference: executor) {
            let connection = try await HTTPConnection.open(
                fixed, on: MultiThreadedEventLoopGroup.singleton.next(), session: nil, takeSessionTicket: { _ in })
            return try await connection.perform(.GET, "/", [:], ShortAnswer(limit: 100)).status.code
        }.value
        #expect(status == 200)
        try await server.close()
    }
}

/// Runs each job of a task a while after it could run, as on a machine with too much to do.
private final class LateExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "late")
    private let delay: Double

    init(delay: Double) { self.delay = delay }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.asyncAfter(deadline: .now() + delay) { [self] in
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
