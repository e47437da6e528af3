/// An amount, or another number, with a minus sign in front: the parser of arguments takes it for an option, and says that
/// something is missing.
enum NegativeNumber {
    /// What is said instead where a command of the bank was called with one; nil where it was not.
    static func failure(in arguments: some Sequence<String>) -> CommandFailure? {
        let arguments = arguments.prefix { $0 != "--" }
        guard arguments.first == "bank", let number = arguments.first(where: isNegative) else { return nil }
        return CommandFailure(
            .usageError, "\(number) is negative: amounts and numbers are digits without a sign",
            advice: "'waxbill help \(arguments.prefix(2).joined(separator: " "))' says how to call it")
    }

    private static func isNegative(_ text: String) -> Bool {
        text.hasPrefix("-") && AmountText(String(text.dropFirst())) != nil
    }
}
