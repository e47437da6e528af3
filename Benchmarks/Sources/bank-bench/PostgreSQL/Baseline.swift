import Foundation
import MeasuredPrograms

/// The same transfers as a function inside PostgreSQL, one call each, driven by pgbench over a socket without TLS.
struct Baseline {
    private let cluster: Cluster
    private let accounts: Int

    init(_ cluster: Cluster, accounts: Int) throws {
        self.cluster = cluster
        self.accounts = accounts
        try cluster.run(Self.schema, in: Self.database)
        try cluster.run(
            "insert into accounts select n, \(AccountNames.deposit), 0 from generate_series(1, \(accounts)) n",
            in: Self.database)
        try cluster.run("vacuum analyze", in: Self.database)
        try cluster.run("checkpoint", in: Self.database)
    }

    func measure(_ title: String, clients: Int, isHot: Bool = false) throws -> PgbenchResult {
        let script = cluster.path("\(isHot ? "hot" : "spread").sql")
        try (isHot ? Self.hot : Self.spread).write(toFile: script, atomically: false, encoding: .utf8)
        let prefix = cluster.path("pgbench-times")
        let output = try cluster.output(
            "pgbench",
            [
                "--no-vacuum", "--protocol", "prepared", "--client", "\(clients)", "--jobs", "\(min(2, clients))",
                "--time", "\(cluster.seconds)", "--define", "accounts=\(accounts)", "--file", script, "--log",
                "--log-prefix", prefix, Self.database,
            ])
        let result = try PgbenchResult(output: output, times: cluster.takeTimes())
        Table.printRow(title, result.columns)
        return result
    }

    private static let database = "baseline"

    private static let schema = """
        create table accounts (
            id bigint primary key, balance bigint not null, credit_limit bigint not null,
            check (balance + credit_limit >= 0)
        );
        create table entries (
            number bigint generated always as identity primary key, at timestamptz not null default now(),
            payer bigint not null, payee bigint not null, amount bigint not null check (amount > 0)
        );
        create table keys (key uuid primary key, entry bigint not null);
        create table postings (
            entry bigint not null references entries, account bigint not null references accounts,
            amount bigint not null, balance bigint not null, primary key (account, entry)
        );
        create function transfer(request uuid, payer bigint, payee bigint, moved bigint) returns bigint
        language plpgsql as $$
        declare
            made bigint;
            payer_balance bigint;
            payee_balance bigint;
        begin
            select entry into made from keys where key = request;
            if found then return made; end if;
            -- In one order, so that no two wait for each other.
            perform 1 from accounts where id in (payer, payee) order by id for update;
            update accounts set balance = balance - moved where id = payer returning balance into strict payer_balance;
            update accounts set balance = balance + moved where id = payee returning balance into strict payee_balance;
            insert into entries (payer, payee, amount) values (payer, payee, moved) returning number into made;
            insert into keys values (request, made);
            insert into postings values (made, payer, -moved, payer_balance), (made, payee, moved, payee_balance);
            return made;
        end $$
        """

    private static let spread = #"""
        \set payer random(1, :accounts)
        \set step random(1, :accounts - 1)
        \set payee 1 + (:payer - 1 + :step) % :accounts
        select transfer(gen_random_uuid(), :payer, :payee, 1);

        """#

    private static let hot = #"""
        \set other random(2, :accounts)
        \set isOut random(0, 1)
        \set payer 1 + (:other - 1) * :isOut
        \set payee :other + 1 - :payer
        select transfer(gen_random_uuid(), :payer, :payee, 1);

        """#
}

/// What pgbench reported.
struct PgbenchResult {
    /// Transfers a second.
    let rate: Double
    /// Sorted, in milliseconds.
    private let times: [Double]

    /// - Parameter times: in milliseconds.
    init(output: String, times: [Double]) throws {
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let rate = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) }), !times.isEmpty,
            output.contains("number of failed transactions: 0 ")
        else { throw BenchFailure("pgbench says:\n\(output)") }
        self.rate = rate
        self.times = times.sorted()
    }

    static let columns = Array(LoadResult.columns.prefix(6))

    var columns: [String] {
        let last = times.count - 1
        return [Table.fixed(rate, 0) + "/s"]
            + [0.5, 0.9, 0.99, 0.999, 1].map { Table.fixed(times[Int(Double(last) * $0)], 1) + " ms" }
    }
}
