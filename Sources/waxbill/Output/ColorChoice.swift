import ArgumentParser
import Foundation

/// When output has colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never

    /// Whether to colour what goes to `descriptor`. `auto` obeys NO_COLOR and CLICOLOR_FORCE, else colours a terminal.
    func isEnabled(
        descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            if let value = environment["NO_COLOR"], !value.isEmpty { return false }
            if let value = environment["CLICOLOR_FORCE"], !value.isEmpty, value != "0" { return true }
            return isatty(descriptor) == 1 && environment["TERM"] != "dumb"
        }
    }
}
