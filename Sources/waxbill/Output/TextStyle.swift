/// How a piece of text looks on a terminal (ECMA-48, Select Graphic Rendition).
enum TextStyle: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"

    /// `text` in this style, or as it is without colours.
    func apply(to text: String, colored: Bool) -> String {
        colored ? "\u{1b}[\(rawValue)m\(text)\u{1b}[0m" : text
    }
}
