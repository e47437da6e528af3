import Testing

@testable import WaxbillHummingbird

/// RFC 9110, Section 12.5.1.
@Suite struct AcceptedTypesTests {
    private func prefersJSON(_ field: String?) -> Bool {
        let accepted = AcceptedTypes(field: field)
        return accepted.quality(of: "application/json") > accepted.quality(of: "text/html")
    }

    @Test(arguments: [
        "application/json", "application/json, text/html;q=0.9", "text/html;q=0.1, application/*;q=0.2",
        "Application/JSON",
        "text/html; q=0.5 , application/json ; q=0.6", "*/*;q=0.5, application/json",
        "application/json;q=1.000,*/*;q=0.999",
        "text/html;q=0, */*",
    ])
    func json(field: String) { #expect(prefersJSON(field)) }

    @Test(arguments: [
        nil, "", "*/*", "text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/json;q=0.5, text/html", "application/json;q=0", "application/json;q=2,text/*;q=0.1", "nonsense",
        "application/json;q=x, */*",
    ])
    func html(field: String?) { #expect(!prefersJSON(field)) }

    @Test func names() {
        #expect(AcceptedTypes(field: "text/html,*/*;q=0.1").names("text/html"))
        #expect(!AcceptedTypes(field: "*/*").names("text/html"))
        #expect(!AcceptedTypes(field: "text/html;q=0").names("text/html"))
        #expect(!AcceptedTypes(field: nil).names("text/html"))
    }
}
