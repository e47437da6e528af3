import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization
import WaxbillHummingbird
import WaxbillTLS

/// A request and who sent it.
struct Exchange: Sendable {
    let request: HTTPRequest
    /// The client's name, if its certificate has one.
    let identity: String?
    let isHTTP2: Bool
    let channel: any Channel
    /// When the request came, in seconds since 1970.
    let time: Double
    let begin: NIODeadline
    /// What has been sent of an answer that is made on the way.
    let sent = SentContent()

    init(_ request: Request, _ channel: any Channel) {
        self.request = request.head
        self.channel = channel
        let peer = TLSPeer.current
        identity = peer?.identity
        isHTTP2 = peer?.connection.applicationProtocol == .h2
        time = CachedDate.now()
        begin = .now()
    }

    var fields: HTTPFields { request.headerFields }

    /// Whether no content comes with the request, as far as its head tells. (HTTP/2 needs no length for what comes.)
    var hasNoContent: Bool {
        fields[.contentLength] == "0"
            || !isHTTP2 && !fields.contains(.contentLength) && !fields.contains(.transferEncoding)
            || isHTTP2 && request.method != .put && !fields.contains(.contentLength)
    }

    /// Whether a browser sends the request for a page of somebody else's: it shows the client's certificate all the same.
    var isCrossSite: Bool {
        if let site = fields[.secFetchSite], site != "same-origin", site != "none" { return true }
        guard let origin = fields[.origin] else { return false }
        return origin.lowercased() != "https://\(request.authority?.lowercased() ?? "")"
    }
}

/// How many bytes of content have been sent.
final class SentContent: Sendable {
    private let total = Atomic<Int>(0)

    func add(_ count: Int) { total.add(count, ordering: .relaxed) }

    /// Of an answer, whether or not it was made on the way.
    func count(of answer: Answer) -> Int {
        let counted = total.load(ordering: .relaxed)
        return counted > 0 ? counted : answer.body.contentLength ?? 0
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
