import Dispatch
import NIOCore

/// An event loop that lets only so many tasks wait for it: ``execute(_:)`` from another thread returns once there is room.
///
/// The wait is for the loop's thread, not for a client, and is as long as a few writes take. It ends in any case: where two loops'
/// threads wait for each other, as an application may have it, they get on, if slowly.
final class PacedEventLoop: EventLoop {
    private let eventLoop: any EventLoop
    /// Counts what may still be given to the loop.
    private let room: DispatchSemaphore
    private static var longestWait: DispatchTimeInterval { .seconds(1) }

    init(_ eventLoop: any EventLoop, maximumCount: Int) {
        self.eventLoop = eventLoop
        room = DispatchSemaphore(value: maximumCount)
    }

    /// Room for a task, which is free again when the task has run, or was dropped because the loop has ended.
    private final class Place: Sendable {
        private let room: DispatchSemaphore

        /// Waits for room; nil where there was none for too long.
        init?(in room: DispatchSemaphore) {
            guard room.wait(timeout: .now() + PacedEventLoop.longestWait) == .success else { return nil }
            self.room = room
        }

        deinit { room.signal() }
    }

    var inEventLoop: Bool { eventLoop.inEventLoop }
    var now: NIODeadline { eventLoop.now }

    func execute(_ task: @escaping @Sendable () -> Void) {
        guard !inEventLoop else { return eventLoop.execute(task) }
        let place = Place(in: room)
        eventLoop.execute { withExtendedLifetime(place) { task() } }
    }

    func scheduleTask<T>(deadline: NIODeadline, _ task: @escaping @Sendable () throws -> T) -> Scheduled<T> {
        eventLoop.scheduleTask(deadline: deadline, task)
    }

    func scheduleTask<T>(in time: TimeAmount, _ task: @escaping @Sendable () throws -> T) -> Scheduled<T> {
        eventLoop.scheduleTask(in: time, task)
    }

    func shutdownGracefully(queue: DispatchQueue, _ callback: @escaping @Sendable ((any Error)?) -> Void) {
        eventLoop.shutdownGracefully(queue: queue, callback)
    }
}
