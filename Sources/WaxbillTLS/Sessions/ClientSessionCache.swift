import Synchronization

/// A client's sessions by server name, newest first; each is given out once (RFC 9846, Appendix C.4).
public final class ClientSessionCache: Sendable {
    /// The most sessions kept a name.
    public let sessionsPerName: Int
    /// The most names; beyond it, some name's sessions are dropped.
    public let capacity: Int
    private let sessions = Mutex<[ServerName: [Session]]>([:])

    /// An empty cache; both bounds are at least 1.
    public init(capacity: Int = 1000, sessionsPerName: Int = 4) {
        self.capacity = max(1, capacity)
        self.sessionsPerName = max(1, sessionsPerName)
    }

    /// Keeps a session.
    public func insert(_ session: Session) {
        sessions.withLock { sessions in
            if sessions[session.serverName] == nil, sessions.count >= capacity {
                sessions.remove(at: sessions.startIndex)
            }
            sessions[session.serverName, default: []].append(session)
            if let kept = sessions[session.serverName], kept.count > sessionsPerName {
                sessions[session.serverName]?.removeFirst()
            }
        }
    }

    /// Takes out the newest session for a name that is still usable.
    public func take(_ serverName: ServerName, at now: UInt64 = SystemClock().millisecondsSinceEpoch) -> Session? {
        sessions.withLock { sessions in
            while let session = sessions[serverName]?.popLast() {
                if session.isUsable(at: now) { return session }
            }
            sessions[serverName] = nil
            return nil
        }
    }
}
