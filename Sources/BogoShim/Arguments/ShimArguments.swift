/// The settings of a test's connections.
struct ShimArguments: Sendable {
    /// Of the first connection.
    var initial = ShimSettings()
    /// Of the connections after it.
    var resumed = ShimSettings()

    /// Reads the arguments after the program's name.
    /// - Throws: ``ShimFailure``: `unimplemented` for a flag that the shim does not know.
    init(_ arguments: [[UInt8]]) throws {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let scope = FlagScope(argument)
            guard let flag = FlagTable.flags[scope.flag] else { throw ShimFailure.unimplemented(scope.flag) }
            var value: [UInt8] = []
            if flag.takesValue {
                guard let next = rest.popFirst() else { throw ShimFailure.usage("\(scope.flag) needs a value") }
                value = next
            }
            if scope.isForInitial { try flag.apply(&initial, value) }
            if scope.isForResumed { try flag.apply(&resumed, value) }
        }
    }

    /// The settings of connection `index`, from 0.
    func settings(of index: Int) -> ShimSettings { index == 0 ? initial : resumed }
}

/// A flag with the connections that it is for, which its prefixes say.
struct FlagScope {
    /// The flag without prefixes.
    let flag: String
    let isForInitial: Bool
    let isForResumed: Bool

    init(_ argument: [UInt8]) {
        var name = Substring(decoding: argument, as: UTF8.self)
        var isForShim = true
        if Self.remove("-on-shim", from: &name) {
        } else if Self.remove("-on-handshaker", from: &name) {
            isForShim = false
        }
        var connections: (initial: Bool, resumed: Bool) = (true, true)
        if Self.remove("-on-initial", from: &name) {
            connections = (true, false)
        } else if Self.remove("-on-resume", from: &name) {
            connections = (false, true)
        } else if Self.remove("-on-retry", from: &name) {
            // A client whose early data was rejected, of which there is none.
            connections = (false, false)
        }
        flag = String(name)
        isForInitial = isForShim && connections.initial
        isForResumed = isForShim && connections.resumed
    }

    private static func remove(_ prefix: String, from name: inout Substring) -> Bool {
        guard name.hasPrefix(prefix + "-") else { return false }
        name = name.dropFirst(prefix.count)
        return true
    }
}
