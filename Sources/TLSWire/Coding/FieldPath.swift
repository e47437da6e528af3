/// The names of the structures around a field, from the outside in.
///
/// A reader carries one so that a failure can say where it happened; a string is made only then.
package struct FieldPath: Sendable {
    private enum Component: Sendable {
        case name(StaticString)
        case extensionType(ExtensionType)
    }

    /// Enough for message, extension block, extension and list.
    private static let capacity = 4

    private var components: InlineArray<4, Component>
    private var count: Int

    /// A path of one name, usually a message's.
    package init(_ root: StaticString) {
        self.components = InlineArray(repeating: .name(root))
        self.count = 1
    }

    /// The path of a structure inside this one. A structure that lies too deep goes unnamed.
    package func appending(_ name: StaticString) -> FieldPath { self.appending(.name(name)) }

    /// The path of an extension inside this block.
    package func appending(_ type: ExtensionType) -> FieldPath { self.appending(.extensionType(type)) }

    private func appending(_ component: Component) -> FieldPath {
        var path = self
        if path.count < Self.capacity {
            path.components[path.count] = component
            path.count += 1
        }
        return path
    }

    /// The path as text, with `field` at its end.
    package func description(of field: StaticString? = nil) -> String {
        var names: [String] = []
        for index in 0..<self.count {
            switch self.components[index] {
            case .name(let name): names.append(name.description)
            case .extensionType(let type): names.append(type.description)
            }
        }
        if let field { names.append(field.description) }
        return names.joined(separator: ".")
    }
}
