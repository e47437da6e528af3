import NIOCore

/// Payments of the smallest amount between accounts, one after the other.
struct Payments: RequestSource {
    private let accounts: Int
    private let isHot: Bool
    private var keys = FreshKeys()
    private var random = QuickRandom()

    /// - Parameter isHot: each payment goes to the first account or comes from it.
    init(accounts: Int, isHot: Bool) {
        self.accounts = accounts
        self.isHot = isHot
    }

    mutating func writeNext(into buffer: inout ByteBuffer) -> Bool {
        var payer = isHot ? 0 : Int.random(in: 0..<accounts, using: &random)
        var payee = (payer + Int.random(in: 1..<accounts, using: &random)) % accounts
        if isHot, Bool.random(using: &random) { swap(&payer, &payee) }
        let (from, to) = (AccountNames.name(payer), AccountNames.name(payee))
        RequestText.writePost(
            "/v1/payments", #"{"from":"\#(from)","to":"\#(to)","amount":1,"currency":"EUR"}"#, key: keys.next(),
            into: &buffer)
        return true
    }
}

/// Balances of accounts, one after the other.
struct Lookups: RequestSource {
    let accounts: Int
    private var random = QuickRandom()

    init(accounts: Int) { self.accounts = accounts }

    mutating func writeNext(into buffer: inout ByteBuffer) -> Bool {
        let name = AccountNames.name(Int.random(in: 0..<accounts, using: &random))
        RequestText.writeGet("/v1/accounts/\(name)", into: &buffer)
        return true
    }
}

/// One thing that is asked.
struct Question: RequestSource {
    private var path: String?

    init(_ path: String) { self.path = path }

    mutating func writeNext(into buffer: inout ByteBuffer) -> Bool {
        guard let path else { return false }
        RequestText.writeGet(path, into: &buffer)
        self.path = nil
        return true
    }
}

/// Opens accounts, and deposits into each.
struct Openings: RequestSource {
    private var numbers: Range<Int>
    private let owner: String
    private var isOpen = false
    private var keys = FreshKeys()

    init(_ numbers: Range<Int>, owner: String) {
        self.numbers = numbers
        self.owner = owner
    }

    mutating func writeNext(into buffer: inout ByteBuffer) -> Bool {
        guard let number = numbers.first else { return false }
        let name = AccountNames.name(number)
        if isOpen {
            RequestText.writePost(
                "/v1/accounts/\(name)/deposits", #"{"amount":\#(AccountNames.deposit),"currency":"EUR"}"#,
                key: keys.next(), into: &buffer)
            numbers = numbers.dropFirst()
        } else {
            RequestText.writePost(
                "/v1/accounts", #"{"account":"\#(name)","owner":"\#(owner)","currency":"EUR"}"#, key: keys.next(),
                into: &buffer)
        }
        isOpen.toggle()
        return true
    }
}

/// What the measured accounts are called, and what they begin with.
enum AccountNames {
    /// In cents.
    static let deposit: Int64 = 1_000_000_00

    static func name(_ number: Int) -> String { "account-\(number)" }
}
