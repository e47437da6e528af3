/// The names of the structures around a field, from the outside in.
///
/// A reader carries one so that a failure can say where it happened; a string is made only then.
package struct FieldPath: Sendable {
    /// Enough for message, extension block, extension and list.
    private static let capacity = 4

    private var names: InlineArray<4, StaticString>
    private var count: Int

    /// A path of one name, usually a message's.
    package init(_ root: StaticString) {
        self.names = InlineArray(repeating: root)
        self.count = 1
    }

    /// The path of a structure inside this one. A structure that lies too deep goes unnamed.
    package func appending(_ name: StaticString) -> FieldPath {
        var path = self
        if path.count < Self.capacity {
            path.names[path.count] = name
            path.count += 1
        }
        return path
    }

    /// The path as text, with `field` at its end.
    package func description(of field: StaticString? = nil) -> String {
        var text = ""
        for index in 0..<self.count {
            text += index == 0 ? self.names[index].description : ".\(self.names[index])"
        }
        if let field { text += ".\(field)" }
        return text
    }
}
