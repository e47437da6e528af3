import ArgumentParser
import WaxbillX509

extension KeyKind: ExpressibleByArgument {
    /// All names, for the help.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
