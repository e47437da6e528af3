import NIOCore

/// A time at which something happens unless it is put off before. Putting off costs no timer. For one event loop.
struct Deadline {
    private final class Timer {
        let eventLoop: any EventLoop
        var due: NIODeadline?
        /// What rings, and when.
        var scheduled: (task: Scheduled<Void>, time: NIODeadline)?
        var expire: (() -> Void)?

        init(eventLoop: any EventLoop) { self.eventLoop = eventLoop }

        func schedule(at time: NIODeadline) {
            scheduled = (eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.fire() }, time)
        }

        func cancel() {
            scheduled?.task.cancel()
            scheduled = nil
        }

        private func fire() {
            scheduled = nil
            guard let due else { return }
            guard due <= .now() else { return schedule(at: due) }
            self.due = nil
            expire?()
        }
    }

    private let timer: Timer

    init(on eventLoop: any EventLoop) { timer = Timer(eventLoop: eventLoop) }

    /// Whether it has been set and neither been reached nor cleared.
    var isSet: Bool { timer.due != nil }

    /// What happens. It keeps what it captures until ``invalidate()``.
    func whenReached(_ expire: @escaping () -> Void) { timer.expire = expire }

    /// Sets it, or sets it anew; nil clears it.
    func set(in time: TimeAmount?) {
        guard let time, timer.expire != nil else { return clear() }
        let due = NIODeadline.now() + time
        // A timer that rings earlier looks again; one that rings later is of no use.
        if let rings = timer.scheduled?.time, due < rings { timer.cancel() }
        timer.due = due
        if timer.scheduled == nil { timer.schedule(at: due) }
    }

    /// Nothing happens unless it is set again.
    func clear() { timer.due = nil }

    /// Nothing ever happens any more.
    func invalidate() {
        timer.due = nil
        timer.expire = nil
        timer.cancel()
    }
}
