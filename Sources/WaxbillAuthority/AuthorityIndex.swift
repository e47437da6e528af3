import GRDB

/// What an authority has issued and revoked, in an SQLite database in its folder.
struct AuthorityIndex: Sendable {
    let database: DatabaseQueue

    /// Opens the index at `path`, which is made when it is not there.
    init(path: String) throws {
        database = try DatabaseQueue(path: path)
    }
}
