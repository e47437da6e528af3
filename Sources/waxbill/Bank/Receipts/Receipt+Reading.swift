import Foundation
import WaxbillBank
import WaxbillX509

extension Receipt {
    /// What is in a file that should be a receipt.
    /// - Throws: ``ReceiptError/malformed(_:)`` where there is more than a receipt can have: it is not read then; ``FileError``.
    static func contents(ofFile path: String) throws -> [UInt8] {
        do throws(FileError) {
            return try FileContents.read(path, sizeLimit: mostFileBytes)
        } catch {
            guard error.code == EFBIG else { throw error }
            throw ReceiptError.malformed("it has more than \(mostFileBytes) bytes")
        }
    }
}
