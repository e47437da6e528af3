/// The schemas in docs/bank-openapi.json.
enum BankSchemas {
    static var all: JSONValue {
        simple.adding(requests).adding(answers).adding(lists)
    }

    private static func schema(_ name: String) -> JSONValue { BankDescription.reference("schemas", name) }

    private static func object(
        _ properties: [(String, JSONValue)], required: [String], isClosed: Bool = false
    ) -> JSONValue {
        var members: [(String, JSONValue)] = [("type", "object"), ("properties", .object(properties))]
        if !required.isEmpty { members.append(("required", .array(required.map { .text($0) }))) }
        if isClosed { members.append(("additionalProperties", false)) }
        return .object(members)
    }

    private static func list(_ name: String, of element: JSONValue, _ more: [(String, JSONValue)]) -> JSONValue {
        let elements: JSONValue = ["type": "array", "items": element]
        return object([(name, elements)] + more, required: [name])
    }

    private static let text: JSONValue = ["type": "string"]
    private static let number: JSONValue = ["type": "integer", "minimum": 0]
    private static let units: JSONValue = ["type": "integer", "format": "int64", "description": "Minor units."]
    private static let base64: JSONValue = ["type": "string", "contentEncoding": "base64"]

    private static let simple: JSONValue = [
        "AccountName": ["type": "string", "pattern": "^@?[A-Za-z0-9._-]{1,64}$", "maxLength": 64],
        "Currency": ["type": "string", "pattern": "^[A-Z]{3}$", "description": "A code of ISO 4217."],
        "Amount": [
            "type": "integer", "format": "int64", "minimum": 1, "maximum": 9_223_372_036_854_775_807,
            "description": "Minor units of the currency: 2500 is 25.00 EUR.",
        ],
        "Time": ["type": "string", "format": "date-time"],
        "Hash": ["type": "string", "pattern": "^[0-9a-f]{64}$"],
        "Reference": ["type": "string", "maxLength": 140],
        "Problem": [
            "type": "object",
            "properties": [
                "type": ["type": "string", "format": "uri"],
                "title": ["type": "string"],
                "status": ["type": "integer"],
                "detail": ["type": "string"],
                "code": ["type": "string", "enum": .array(ProblemCode.allCases.map { .text($0.rawValue) })],
                "entry": [
                    "type": "integer", "description": "The entry that records the refusal, where one does.",
                ],
                "available": ["type": "integer", "description": "What could have been spent, where it is not enough."],
            ],
            "required": ["type", "title", "status", "detail", "code"],
        ],
    ]

    private static var requests: [(String, JSONValue)] {
        let money = [("amount", schema("Amount")), ("currency", schema("Currency"))]
        let payment = [("from", schema("AccountName")), ("to", schema("AccountName"))] + money
        let needed = ["from", "to", "amount", "currency"]
        let seconds: JSONValue = ["type": "integer", "minimum": 1, "maximum": 7_776_000, "default": 604_800]
        return [
            (
                "OpenRequest",
                object(
                    [
                        ("account", schema("AccountName")),
                        ("owner", ["type": "string", "minLength": 1, "maxLength": 255]),
                        ("currency", schema("Currency")),
                        ("creditLimit", ["type": "integer", "format": "int64", "minimum": 0, "default": 0]),
                    ], required: ["account", "owner", "currency"], isClosed: true)
            ),
            ("CashRequest", object(money, required: ["amount", "currency"], isClosed: true)),
            (
                "PaymentRequest",
                object(payment + [("reference", schema("Reference"))], required: needed, isClosed: true)
            ),
            (
                "HoldRequest",
                object(
                    payment + [("expiresIn", seconds), ("reference", schema("Reference"))], required: needed,
                    isClosed: true)
            ),
            ("CaptureRequest", object(money, required: [], isClosed: true)),
            ("EmptyRequest", object([], required: [], isClosed: true)),
        ]
    }

    private static var answers: [(String, JSONValue)] {
        let posting = object(
            [("account", schema("AccountName")), ("amount", units), ("balance", units)],
            required: ["account", "amount"])
        let account: [(String, JSONValue)] = [
            ("account", schema("AccountName")), ("owner", text), ("currency", schema("Currency")),
            ("open", ["type": "boolean"]), ("creditLimit", units), ("balance", units), ("held", units),
            ("available", units), ("entry", number), ("time", schema("Time")),
        ]
        let hold: [(String, JSONValue)] = [
            ("hold", number), ("from", schema("AccountName")), ("to", schema("AccountName")),
            ("amount", schema("Amount")), ("currency", schema("Currency")), ("expires", schema("Time")),
            ("state", ["type": "string", "enum": ["active", "captured", "voided", "expired"]]),
        ]
        let operations: JSONValue = .array(Operation.allCases.map { .text("\($0)") })
        let entry: [(String, JSONValue)] = [
            ("entry", number), ("time", schema("Time")), ("operation", ["type": "string", "enum": operations]),
            ("postings", ["type": "array", "items": posting]), ("account", schema("AccountName")), ("owner", text),
            ("currency", schema("Currency")), ("creditLimit", units), ("from", schema("AccountName")),
            ("to", schema("AccountName")), ("amount", schema("Amount")), ("reference", text), ("hold", number),
            ("expires", schema("Time")), ("requester", text), ("refused", text), ("chain", schema("Hash")),
        ]
        return [
            ("Account", object(account, required: ["account", "owner", "currency", "balance"])),
            ("Hold", object(hold, required: hold.map(\.0))),
            ("Entry", object(entry, required: ["entry", "time", "operation", "postings"])),
            ("Receipt", ["type": "object", "description": "See docs/BANK.md."]),
            (
                "Health",
                object(
                    [
                        ("status", ["type": "string", "enum": ["ok", "failing"]]),
                        ("store", ["type": "string", "enum": ["ok", "full", "failed", "unavailable", "damaged"]]),
                        ("entry", number), ("accounts", number), ("time", schema("Time")),
                    ], required: ["status", "store", "time"])
            ),
        ]
    }

    private static var lists: [(String, JSONValue)] {
        let line = object(
            [
                ("entry", number), ("time", schema("Time")), ("operation", text),
                ("counterparty", schema("AccountName")), ("reference", text), ("amount", units), ("balance", units),
            ], required: ["entry", "time", "operation", "amount", "balance"])
        let statement: [(String, JSONValue)] = [
            ("account", schema("AccountName")), ("currency", schema("Currency")), ("from", schema("Time")),
            ("to", schema("Time")), ("openingBalance", units), ("closingBalance", units), ("next", number),
        ]
        let entry = object(
            [("entry", number), ("bytes", base64), ("chain", schema("Hash"))], required: ["entry", "bytes", "chain"])
        let block = object(
            [("block", number), ("first", number), ("last", number), ("statement", base64)],
            required: ["block", "first", "last", "statement"])
        return [
            (
                "AccountList",
                list(
                    "accounts", of: schema("Account"),
                    [("entry", number), ("time", schema("Time")), ("next", schema("AccountName"))])
            ),
            ("HoldList", list("holds", of: schema("Hold"), [("account", schema("AccountName"))])),
            ("Statement", list("entries", of: line, statement)),
            ("Journal", list("entries", of: entry, [("head", number), ("next", number)])),
            (
                "BlockList",
                list("blocks", of: block, [("certificates", ["type": "array", "items": base64]), ("next", number)])
            ),
        ]
    }
}
