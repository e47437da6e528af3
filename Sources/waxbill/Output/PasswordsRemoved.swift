extension String {
    /// The text without the passwords in what looks like a connection string: what stands between a colon and the `@` of
    /// a URL, and behind `password=`. For messages that repeat a command's arguments.
    var withoutPasswords: String {
        replacing(#/(\/\/[^:@\/\s]*):[^@\s]*@/#) { "\($0.1):…@" }
            .replacing(#/(password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&'"]+)/#) { "\($0.1)…" }
    }
}
