/// An alert: the content of an alert record (RFC 9846, Section 6).
package struct Alert: WireCodable, Hashable, Sendable {
    package var level: AlertLevel
    package var description: AlertDescription

    package init(level: AlertLevel, description: AlertDescription) {
        self.level = level
        self.description = description
    }

    /// An alert with the level that TLS 1.3 gives it: warning for `close_notify` and `user_canceled`, else fatal
    /// (RFC 9846, Section 6).
    package init(_ description: AlertDescription) {
        let isWarning = description == .closeNotify || description == .userCanceled
        self.init(level: isWarning ? .warning : .fatal, description: description)
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.level = try reader.codePoint("level")
        self.description = try reader.codePoint("description")
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(self.level)
        writer.write(self.description)
    }

    /// The alert on the wire.
    package func encoded() -> [UInt8] { [self.level.rawValue, self.description.rawValue] }

    /// Decodes the content of an alert record, which holds exactly one alert (RFC 9846, Section 5.1).
    package init(decoding content: RawSpan) throws(DecodingFailure) {
        try self.init(decoding: content, path: FieldPath("Alert"))
    }
}
