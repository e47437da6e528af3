import HTTPTypes
import Testing
import WaxbillHummingbird

@testable import WaxbillFiles

/// RFC 9110, Section 13.
@Suite struct RequestConditionsTests {
    private static let time: Int64 = 784_111_777
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let after = "Sun, 06 Nov 1994 08:49:38 GMT"
    private let current = RequestConditions.Current(entityTag: "\"a\"", modified: time)

    private func conditions(_ method: HTTPRequest.Method, _ fields: HTTPFields) -> RequestConditions {
        RequestConditions(
            HTTPRequest(method: method, scheme: "https", authority: "localhost", path: "/", headerFields: fields))
    }

    @Test(
        arguments: [
            ([.ifMatch: "\"a\""], .proceed), ([.ifMatch: "\"b\", \"a\""], .proceed), ([.ifMatch: "*"], .proceed),
            ([.ifMatch: "\"b\""], .failed), ([.ifMatch: "W/\"a\""], .failed), ([.ifMatch: "a"], .failed),
            ([.ifMatch: "\"b\",\"a"], .failed), ([.ifNoneMatch: "\"a\""], .notModified),
            ([.ifNoneMatch: "*"], .notModified),
            ([.ifNoneMatch: "W/\"a\""], .notModified), ([.ifNoneMatch: "\"b\",\"c\" , \"a\""], .notModified),
            ([.ifNoneMatch: "\"b\""], .proceed), ([.ifModifiedSince: date], .notModified),
            ([.ifModifiedSince: after], .notModified), ([.ifModifiedSince: before], .proceed),
            ([.ifModifiedSince: "yesterday"], .proceed), ([.ifUnmodifiedSince: date], .proceed),
            ([.ifUnmodifiedSince: before], .failed), ([.ifUnmodifiedSince: "never"], .proceed),
            // Entity tags come before dates.
            ([.ifMatch: "\"a\"", .ifUnmodifiedSince: before], .proceed),
            ([.ifNoneMatch: "\"b\"", .ifModifiedSince: after], .proceed),
            // What must be there comes before what is known.
            ([.ifMatch: "\"b\"", .ifNoneMatch: "\"a\""], .failed), ([:], .proceed),
        ] as [(HTTPFields, RequestConditions.Verdict)])
    func reading(fields: HTTPFields, expected: RequestConditions.Verdict) {
        #expect(conditions(.get, fields).verdict(for: current) == expected)
        #expect(conditions(.head, fields).verdict(for: current) == expected)
    }

    @Test func writing() {
        #expect(conditions(.put, [.ifNoneMatch: "*"]).verdict(for: current) == .failed)
        #expect(conditions(.put, [.ifNoneMatch: "*"]).verdict(for: nil) == .proceed)
        #expect(conditions(.put, [.ifMatch: "*"]).verdict(for: nil) == .failed)
        #expect(conditions(.put, [.ifMatch: "\"a\""]).verdict(for: current) == .proceed)
        #expect(conditions(.put, [.ifUnmodifiedSince: Self.date]).verdict(for: nil) == .failed)
        #expect(conditions(.delete, [.ifNoneMatch: "\"a\""]).verdict(for: current) == .failed)
        // RFC 9110, Section 13.1.3: it is about reading.
        #expect(conditions(.put, [.ifModifiedSince: Self.after]).verdict(for: current) == .proceed)
    }

    @Test(
        arguments: [
            ("\"a\"", true), ("\"b\"", false), ("W/\"a\"", false), (date, true), (before, false), (after, false),
            ("a", false),
        ])
    func ranges(field: String, isAllowed: Bool) {
        #expect(conditions(.get, [.ifRange: field]).allowsRange(of: current) == isAllowed)
        #expect(conditions(.get, [:]).allowsRange(of: current))
    }

    // MARK: Dates

    @Test(arguments: [
        date, "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
    func threeForms(text: String) { #expect(HTTPDate.parse(text) == Self.time) }

    @Test(arguments: [
        "", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Non 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "784111777", "Sun, +6 Nov 1994 08:49:37 GMT",
    ])
    func noDates(text: String) { #expect(HTTPDate.parse(text) == nil) }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (time, date), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        (.max, "Fri, 31 Dec 9999 23:59:59 GMT"), (.min, "Mon, 01 Jan 0001 00:00:00 GMT"),
    ])
    func formatting(seconds: Int64, text: String) { #expect(HTTPDate.format(seconds) == text) }

    @Test func everyDayOfCenturies() {
        for day in stride(from: Int64(-80_000), to: 80_000, by: 7) {
            let seconds = day * 86_400 + 12_345
            #expect(HTTPDate.parse(HTTPDate.format(seconds)) == seconds)
        }
    }

    @Test func timestamps() {
        let time = FileTime(seconds: Self.time, nanoseconds: 1_020_000)
        #expect(Timestamp.rfc3339(time) == "1994-11-06T08:49:37.001020000Z")
        #expect(Timestamp.rfc3339(FileTime(seconds: 0, nanoseconds: 0)) == "1970-01-01T00:00:00Z")
        #expect(Timestamp.short(time) == "1994-11-06 08:49")
    }
}
