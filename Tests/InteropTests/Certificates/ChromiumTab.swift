import Foundation
import Synchronization

/// A page in a running Chromium, which is driven as its user would: typing, clicking, going back. Scripts are disabled, and none
/// is used. (The DevTools protocol over pipes, each message with a NUL behind it.)
final class ChromiumTab: Sendable {
    private let browser: ChildProcess
    private let session: String
    private let numbers: Numbers

    private final class Numbers: Sendable {
        private let last = Mutex(0)

        func next() -> Int {
            last.withLock { last in
                last += 1
                return last
            }
        }
    }

    /// Opens an empty page without scripts.
    init(_ bench: Bench) async throws {
        let (browser, numbers) = (try bench.chromiumToDrive(), Numbers())
        func ask(_ method: String, _ parameters: [String: Any], _ session: String? = nil) async throws -> [String: Any]
        {
            try await Self.ask(browser, numbers.next(), method, parameters, session)
        }
        let target = try await ask("Target.createTarget", ["url": "about:blank"])["targetId"] ?? ""
        let attached = try await ask("Target.attachToTarget", ["targetId": target, "flatten": true])
        guard let session = attached["sessionId"] as? String else {
            throw InteropFailure("no page", browser.command, browser.transcript)
        }
        _ = try await ask("Page.enable", [:], session)
        _ = try await ask("Emulation.setScriptExecutionDisabled", ["value": true], session)
        (self.browser, self.numbers, self.session) = (browser, numbers, session)
    }

    /// Has the browser do something on the page.
    @discardableResult
    private func ask(_ method: String, _ parameters: [String: Any] = [:]) async throws -> [String: Any] {
        try await Self.ask(browser, numbers.next(), method, parameters, session)
    }

    private static func ask(
        _ browser: ChildProcess, _ number: Int, _ method: String, _ parameters: [String: Any], _ session: String?
    ) async throws -> [String: Any] {
        var message: [String: Any] = ["id": number, "method": method, "params": parameters]
        message["sessionId"] = session
        browser.send(String(decoding: try JSONSerialization.data(withJSONObject: message), as: UTF8.self) + "\0")
        let answer = try await browser.wait("an answer to \(method)") { transcript in
            let messages = transcript.output.split(separator: "\0", omittingEmptySubsequences: false)
            // The last one is not whole yet.
            return messages.dropLast().first { $0.hasPrefix("{\"id\":\(number),") }.map(String.init)
        }
        let object = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
        guard let result = object?["result"] as? [String: Any] else { throw InteropFailure("\(method): \(answer)") }
        return result
    }

    // MARK: What a user does

    func go(to url: String) async throws { try await ask("Page.navigate", ["url": url]) }

    func reload() async throws { try await ask("Page.reload") }

    func goBack() async throws {
        let history = try await ask("Page.getNavigationHistory")
        let entries = history["entries"] as? [[String: Any]] ?? []
        guard let index = history["currentIndex"] as? Int, index > 0, let entry = entries[index - 1]["id"] else {
            throw InteropFailure("there is nothing to go back to: \(history)")
        }
        try await ask("Page.navigateToHistoryEntry", ["entryId": entry])
    }

    /// Types into the field that a CSS selector finds, over what is there.
    func type(_ text: String, into selector: String) async throws {
        try await click(selector, times: 3)
        try await ask("Input.insertText", ["text": text])
    }

    /// Clicks what a CSS selector finds; two clicks are a double click.
    func click(_ selector: String, times: Int = 1) async throws {
        let node = try await node(selector)
        try await ask("DOM.scrollIntoViewIfNeeded", ["nodeId": node])
        let box = try await ask("DOM.getBoxModel", ["nodeId": node])["model"] as? [String: Any]
        guard let corners = box?["content"] as? [Double], corners.count == 8 else {
            throw InteropFailure("\(selector) is not on the page")
        }
        for count in 1...times {
            for type in ["mousePressed", "mouseReleased"] {
                try await ask(
                    "Input.dispatchMouseEvent",
                    [
                        "type": type, "x": (corners[0] + corners[4]) / 2, "y": (corners[1] + corners[5]) / 2,
                        "button": "left", "clickCount": count,
                    ])
            }
        }
    }

    // MARK: What a user sees

    /// The page's HTML, once it has `text`, and not `other` any more.
    @discardableResult
    func page(with text: String, without other: String? = nil) async throws -> String {
        var html = ""
        // Looks count and not seconds; the browser's patience ends all.
        for _ in 0..<1_000 {
            html = (try? await source()) ?? ""
            if html.contains(text), other.map({ !html.contains($0) }) ?? true { return html }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw InteropFailure("the page has no \"\(text)\": \(html)")
    }

    /// The value that a field is rendered with.
    func value(of selector: String) async throws -> String {
        let node = try await node(selector)
        let list = try await ask("DOM.getAttributes", ["nodeId": node])["attributes"] as? [String] ?? []
        guard let name = list.firstIndex(of: "value"), name + 1 < list.count else { return "" }
        return list[name + 1]
    }

    private func source() async throws -> String {
        let root = try await ask("DOM.getDocument", ["depth": 0])["root"] as? [String: Any]
        return try await ask("DOM.getOuterHTML", ["nodeId": root?["nodeId"] ?? 0])["outerHTML"] as? String ?? ""
    }

    private func node(_ selector: String) async throws -> Int {
        let root = try await ask("DOM.getDocument", ["depth": 0])["root"] as? [String: Any]
        let found = try await ask("DOM.querySelector", ["nodeId": root?["nodeId"] ?? 0, "selector": selector])
        guard let node = found["nodeId"] as? Int, node > 0 else { throw InteropFailure("the page has no \(selector)") }
        return node
    }
}
