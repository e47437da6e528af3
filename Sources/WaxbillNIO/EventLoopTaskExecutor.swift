import NIOCore

/// Runs tasks on an event loop's thread, where the bytes of its channels are.
///
/// A task that reads and writes a channel otherwise wakes another thread for each part that it reads, and the loop's for each that
/// it writes. What runs here must not block.
package final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    package init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
