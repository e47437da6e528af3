import Foundation
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips where OpenSSL is not installed, but not in CI, where it has to be.
    static var needsOpenSSL: Self {
        let environment = ProcessInfo.processInfo.environment
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        let isInstalled = folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/openssl") }
        return .enabled(if: isInstalled || environment["CI"] != nil, "openssl is not installed (package openssl)")
    }
}
