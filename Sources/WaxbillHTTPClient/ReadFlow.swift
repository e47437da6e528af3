import NIOCore

/// Stops and resumes the reading of a connection: whoever cannot keep up with it stops it.
package struct ReadFlow: Sendable {
    /// The connection.
    package let channel: any Channel

    /// Nothing more is read, but what has been read already comes. To be called on the event loop.
    package func stop() { set(false) }

    /// Goes on. To be called on the event loop.
    package func resume() {
        set(true)
        channel.read()
    }

    private func set(_ isReading: Bool) {
        // The option is one that every channel has; a channel that is closed reads nothing anyway.
        try? channel.syncOptions?.setOption(.autoRead, value: isReading)
    }
}
