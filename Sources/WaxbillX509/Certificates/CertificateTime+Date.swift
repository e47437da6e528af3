#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension CertificateTime {
    /// The second that `date` is in, or the nearest that can be written: of the years 0 to 9999.
    init(_ date: Date) {
        let seconds = min(max(date.timeIntervalSince1970.rounded(.down), -62_167_219_200), 253_402_300_799)
        self.init(secondsSinceEpoch: Int64(seconds))
    }
}
