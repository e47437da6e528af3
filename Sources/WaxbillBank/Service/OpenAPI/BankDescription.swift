import HTTPTypes
import NIOCore

/// The description of the bank's API (OpenAPI 3.1.1): served as `/openapi.json`, and kept as docs/bank-openapi.json.
enum BankDescription {
    static let document = ByteBuffer(string: text)

    static let text = description.text() + "\n"

    private static var description: JSONValue {
        [
            "openapi": "3.1.1",
            "info": [
                "title": "Waxbill bank",
                "version": "1",
                "summary": "Payments over mutual TLS",
                "description": """
                A double-entry ledger. A client is known by the URI waxbill:NAME in its certificate. Amounts are integers \
                of the currency's minor units, times are RFC 3339 in UTC. See docs/BANK.md.
                """,
                "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "security": [["clientCertificate": []]],
            "paths": paths,
            "components": [
                "securitySchemes": [
                    "clientCertificate": [
                        "type": "mutualTLS",
                        "description": "A certificate of the bank's client authority, over TLS 1.3.",
                    ]
                ],
                "parameters": parameters, "schemas": BankSchemas.all,
            ],
        ]
    }

    // MARK: Paths

    private static var paths: JSONValue {
        let routes = BankRoute.allCases.filter { !$0.isPage }
        var paths: [(String, JSONValue)] = []
        for path in routes.map(\.path) where !paths.contains(where: { $0.0 == path }) {
            let operations = routes.filter { $0.path == path }.map {
                ($0.method.rawValue.lowercased(), operation($0))
            }
            paths.append((path, .object(operations)))
        }
        return .object(paths)
    }

    private static func operation(_ route: BankRoute) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("operationId", .text(route.rawValue)), ("summary", .text(route.summary)),
        ]
        let parameters = route.parameterNames.map { reference("parameters", $0) }
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        if let schema = route.requestSchema {
            let content: JSONValue = ["application/json": ["schema": reference("schemas", schema)]]
            members.append(("requestBody", ["required": true, "content": content]))
        }
        members.append(("responses", responses(of: route)))
        return .object(members)
    }

    private static func responses(of route: BankRoute) -> JSONValue {
        var responses: [(String, JSONValue)] = [
            (route.isCreating ? "201" : "200", success(route))
        ]
        if route == .getHealth {
            responses.append(("503", success(route)))
        }
        for (status, codes) in route.problems where !responses.contains(where: { $0.0 == "\(status)" }) {
            responses.append(("\(status)", problem(codes)))
        }
        return .object(responses)
    }

    private static func success(_ route: BankRoute) -> JSONValue {
        let types = route.answers.map { ($0.0, ["schema": $0.1] as JSONValue) }
        return ["description": .text(route.answerText), "content": .object(types)]
    }

    private static func problem(_ codes: [ProblemCode]) -> JSONValue {
        let schema: JSONValue = [
            "allOf": [
                reference("schemas", "Problem"),
                ["properties": ["code": ["enum": .array(codes.map { .text($0.rawValue) })]]],
            ]
        ]
        let titles = codes.map { "`\($0.rawValue)`: \($0.title)." }.joined(separator: " ")
        return ["description": .text(titles), "content": ["application/problem+json": ["schema": schema]]]
    }

    static func reference(_ kind: String, _ name: String) -> JSONValue {
        ["$ref": .text("#/components/\(kind)/\(name)")]
    }

    // MARK: Components

    private static var parameters: JSONValue {
        let number: JSONValue = ["type": "integer", "minimum": 0]
        let time: JSONValue = ["type": "string", "examples": ["2026-11-21T08:30:00.000Z", "2026-11-21"]]
        return [
            "account": path("account", reference("schemas", "AccountName")),
            "hold": path("hold", number),
            "entry": path("entry", number),
            "key": [
                "name": "Idempotency-Key", "in": "header", "required": true,
                "description": """
                128 bits that the client makes for this request: 32 hexadecimal digits or a UUID, bare or quoted. The same key and \
                content get the same answer for ever.
                """,
                "schema": ["type": "string", "examples": ["0f8fad5bd9cb469fa16570867728950e"]],
            ],
            "afterAccount": query("after", "Only accounts behind this name.", reference("schemas", "AccountName")),
            "after": query("after", "Only what has a larger number.", number),
            "limit": query(
                "limit", "How many at most.", ["type": "integer", "minimum": 1, "maximum": 1000, "default": 100]),
            "at": query("at", "The balance at this time, instead of now.", time),
            "from": query("from", "From this time on.", time),
            "to": query("to", "Up to and with this time or date; now where there is none, or it is to come.", time),
        ]
    }

    private static func path(_ name: String, _ schema: JSONValue) -> JSONValue {
        ["name": .text(name), "in": "path", "required": true, "schema": schema]
    }

    private static func query(_ name: String, _ text: String, _ schema: JSONValue) -> JSONValue {
        ["name": .text(name), "in": "query", "description": .text(text), "schema": schema]
    }
}
