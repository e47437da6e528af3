import NIOCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the bank answered, and the document that it was read from.
package struct BankAnswer<Value: Sendable>: Sendable {
    /// What it says.
    package let value: Value
    /// The JSON document.
    package let document: ByteBuffer
}

extension BankAnswer where Value: Decodable {
    init(_ document: ByteBuffer) throws(BankClientError) {
        do {
            value = try JSONDecoder().decode(Value.self, from: Data(document.readableBytesView))
        } catch {
            throw .malformedAnswer("the document cannot be read")
        }
        self.document = document
    }
}
