import WaxbillTLS

/// What the runner is told of a failure.
enum ErrorReport {
    static func describe(_ error: any Error) -> (text: String, status: Int32) {
        switch error {
        case ShimFailure.unimplemented(let what): ("not implemented: \(what)", ExitStatus.unimplemented)
        case ShimFailure.usage(let what): ("usage: \(what)", ExitStatus.failure)
        case ShimFailure.expectation(let what): ("not as expected: \(what)", ExitStatus.failure)
        case ShimFailure.provider(let name): (name, ExitStatus.failure)
        case ShimFailure.network(let what): ("network: \(what)", ExitStatus.failure)
        case ShimFailure.tls(let error), let error as TLSError:
            ("\(ErrorNames.name(of: error)) \(error)", ExitStatus.failure)
        default: ("\(error)", ExitStatus.failure)
        }
    }
}
