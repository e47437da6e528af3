import Testing

@testable import WaxbillNIO

struct ShutdownStateMachineTests {
    typealias State = ShutdownStateMachine.State

    private func machine(in state: State) -> ShutdownStateMachine {
        var machine = ShutdownStateMachine()
        if state == .idle { return machine }
        _ = machine.activate()
        if state == .handshaking { return machine }
        machine.establish()
        switch state {
        case .inputClosed: _ = machine.peerClosed(allowsHalfClosure: true)
        case .outputClosed: _ = machine.closeOutput()
        case .closing: _ = machine.close()
        case .closed: _ = machine.fail()
        case .lingering:
            _ = machine.fail()
            machine.linger()
        case .idle, .handshaking, .open: break
        }
        return machine
    }

    @Test(arguments: [
        (State.idle, ShutdownStateMachine.CloseAction.closeChannel, State.closed),
        (.handshaking, .notifyAndCloseChannel, .closed), (.open, .notifyAndWait, .closing),
        (.inputClosed, .notifyAndCloseChannel, .closed), (.outputClosed, .wait, .closing), (.closing, .join, .closing),
        (.lingering, .join, .lingering), (.closed, .closeChannel, .closed),
    ])
    func close(from: State, action: ShutdownStateMachine.CloseAction, to: State) {
        var machine = machine(in: from)
        #expect(machine.state == from)
        #expect(machine.close() == action)
        #expect(machine.state == to)
    }

    @Test(arguments: [
        (State.idle, ShutdownStateMachine.CloseOutputAction.closeChannelOutput, State.idle),
        (.handshaking, .postpone, .handshaking), (.open, .notifyAndCloseChannelOutput, .outputClosed),
        (.inputClosed, .closeAll, .inputClosed), (.outputClosed, .closeChannelOutput, .outputClosed),
        (.closing, .join, .closing), (.lingering, .join, .lingering), (.closed, .closeChannelOutput, .closed),
    ])
    func closeOutput(from: State, action: ShutdownStateMachine.CloseOutputAction, to: State) {
        var machine = machine(in: from)
        #expect(machine.closeOutput() == action)
        #expect(machine.state == to)
    }

    @Test(arguments: [
        (State.idle, false, ShutdownStateMachine.PeerClosedAction.ignore, State.idle),
        (.handshaking, false, .failHandshake, .handshaking), (.open, true, .closeInput, .inputClosed),
        (.open, false, .closeChannel(notify: true), .closed), (.inputClosed, true, .ignore, .inputClosed),
        (.outputClosed, true, .closeChannel(notify: false), .closed),
        (.closing, false, .closeChannel(notify: false), .closed), (.lingering, false, .ignore, .lingering),
        (.closed, false, .ignore, .closed),
    ])
    func peerClosed(
        from: State, allowsHalfClosure: Bool, action: ShutdownStateMachine.PeerClosedAction, to: State
    ) {
        var machine = machine(in: from)
        #expect(machine.peerClosed(allowsHalfClosure: allowsHalfClosure) == action)
        #expect(machine.state == to)
    }

    @Test func failureIsToldOnce() {
        var machine = machine(in: .open)
        let first = machine.fail()
        let second = machine.fail()
        #expect(first)
        #expect(!second)
        #expect(!machine.canSend)
        #expect(!machine.canReceive)
    }

    @Test func lingeringEndsOnce() {
        var machine = machine(in: .lingering)
        #expect(!machine.canSend)
        #expect(!machine.canReceive)
        let failed = machine.fail()
        machine.linger()
        let first = machine.endLingering()
        let second = machine.endLingering()
        #expect(!failed)
        #expect(first)
        #expect(!second)
        #expect(machine.state == .closed)
    }

    @Test func theHandshakeStartsOnce() {
        var machine = ShutdownStateMachine()
        let first = machine.activate()
        let second = machine.activate()
        #expect(first)
        #expect(!second)
    }
}
