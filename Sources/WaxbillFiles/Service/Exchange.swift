import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization
import WaxbillHummingbird

/// A request and who sent it.
struct Exchange: Sendable {
    let request: HTTPRequest
    /// The client's name, if its certificate has one.
    let identity: String?
    let channel: any Channel
    /// Where the client is; a channel that has closed does not know any more.
    let address: SocketAddress?
    /// When the request came, in seconds since 1970.
    let time: Double
    let begin: NIODeadline
    /// What has been sent of an answer that is made on the way.
    let sent = SentContent()

    init(_ request: Request, _ channel: any Channel) {
        self.request = request.head
        self.channel = channel
        address = channel.remoteAddress
        identity = TLSPeer.current?.identity
        time = CachedDate.now()
        begin = .now()
    }

    var fields: HTTPFields { request.headerFields }

    /// Whether a manifest is wanted in the answer: a structured field, a boolean (RFC 9651, Section 3.3.6).
    var wantsManifest: Bool { fields[.wantManifest] == "?1" }

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
