import Hummingbird
import Synchronization
import WaxbillHummingbird

/// Who asks, and what is known of the request's way so far.
struct BankContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The client's name, if its certificate has one.
    let identity: String?
    let notes = ExchangeNotes()

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        identity = TLSPeer.current?.identity
    }

    /// - Throws: `identity_required`.
    func requireIdentity() throws(Problem) -> String {
        guard let identity, (1...LedgerLimits.identity).contains(identity.utf8.count) else {
            throw Problem(.identityRequired, "The certificate needs a URI waxbill:NAME of at most 255 bytes")
        }
        return identity
    }

    /// A parameter of the path, percent-decoded.
    /// - Throws: `not_found` where it cannot be read.
    func parameter(_ name: Substring) throws(Problem) -> String {
        guard let text = parameters[name].flatMap(PercentDecoding.decode) else {
            throw Problem(.notFound, "The path cannot be read")
        }
        return text
    }
}

/// What is noted on the way, for the log and the metrics.
final class ExchangeNotes: Sendable {
    struct Notes {
        var route: BankRoute?
        var code: ProblemCode?
        var entry: UInt64?
    }

    private let notes = Mutex(Notes())

    var current: Notes { notes.withLock { $0 } }

    func note(route: BankRoute) { notes.withLock { $0.route = route } }
    func note(code: ProblemCode, entry: UInt64?) {
        notes.withLock { notes in
            notes.code = code
            notes.entry = entry
        }
    }
    func note(entry: UInt64) { notes.withLock { $0.entry = entry } }
}
