import NIOCore
import Synchronization
import WaxbillTLS

/// Gets the answer to one inquiry: at once where it needs no waiting, and from a child task where it does.
final class InquiryDriver: Sendable {
    private enum State {
        /// The task runs; whoever asked has not looked yet.
        case asked
        /// The task finished before whoever asked looked.
        case answered(Answer)
        /// Whoever asked has left: the answer is to be brought to the event loop.
        case awaited
        case delivered
    }

    private struct Progress {
        var state = State.asked
        var task: Task<Void, Never>?
    }

    private let progress = Mutex(Progress())

    /// Asks `responder`.
    /// - Parameter deliver: takes the answer, on the event loop, if this function returns nil.
    /// - Returns: the answer, where `responder` gave it without waiting.
    func ask(
        _ inquiry: Inquiry, of responder: any InquiryResponder, on eventLoop: any EventLoop,
        deliver: @escaping @Sendable (Answer) -> Void
    ) -> Answer? {
        let task = Task.immediate {
            let answer = await responder.answer(inquiry)
            guard self.finish(answer) else { return }
            eventLoop.execute { deliver(answer) }
        }
        return progress.withLock { progress in
            guard case .answered(let answer) = progress.state else {
                progress.state = .awaited
                progress.task = task
                return nil
            }
            progress.state = .delivered
            return answer
        }
    }

    /// Nobody wants the answer any more.
    func cancel() {
        progress.withLock { progress in
            progress.task?.cancel()
            progress.task = nil
        }
    }

    /// Notes the answer. Returns whether it has to be brought to the event loop.
    private func finish(_ answer: Answer) -> Bool {
        progress.withLock { progress in
            guard case .awaited = progress.state else {
                progress.state = .answered(answer)
                return false
            }
            progress.state = .delivered
            progress.task = nil
            return true
        }
    }
}
