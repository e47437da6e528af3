@testable import WaxbillBank

/// A database in memory, with what a disk keeps and what it loses: rows are written one by one into a log, and count only once
/// the commit behind them is in it too.
final class SimulatedDatabase {
    enum Row {
        case entry(RecordedEntry)
        case account(Account)
        case hold(Hold)
        case head(JournalHead)
        case block(SealedBlock)
    }

    struct Tables {
        var entries: [RecordedEntry] = []
        var recorded: [RequestKey: RecordedEntry] = [:]
        var accounts: [AccountName: Account] = [:]
        var holds: [HoldID: Hold] = [:]
        var blocks: [SealedBlock] = []
        var head = JournalHead.empty
    }

    /// What readers see, and what is there after a restart.
    private(set) var committed = Tables()
    /// Changes with each commit.
    private(set) var version = 0
    // Rows that are on the disk without their commit.
    private var uncommitted: [Row] = []
    private let sabotage: Sabotage?

    init(sabotage: Sabotage? = nil) { self.sabotage = sabotage }

    /// Writes rows and their commit, up to a crash.
    /// - Parameter writes: how many single writes reach the disk; one more than there are rows: the commit too.
    func write(_ rows: [Row], reaching writes: Int) {
        uncommitted.append(contentsOf: rows.prefix(writes))
        if writes > rows.count { apply() }
    }

    /// Comes up after a crash.
    func recover() {
        if sabotage == .believeUncommittedRows { apply() }
        uncommitted = []
    }

    private func apply() {
        version += 1
        for row in uncommitted {
            switch row {
            case .entry(let record):
                committed.entries.append(record)
                committed.recorded[record.entry.request.requestKey] = record
            case .account(let account): committed.accounts[account.name] = account
            case .hold(let hold): committed.holds[hold.id] = hold
            case .head(let head): committed.head = head
            case .block(let block): committed.blocks.append(block)
            }
        }
        uncommitted = []
    }
}

/// One way of having got the bank wrong, to see that the simulation finds it.
enum Sabotage: CaseIterable {
    /// Answers are sent although the commit failed.
    case answerBeforeCommit
    /// What was decided before under a key is not looked for.
    case forgetKeys
    /// Holds do not count.
    case ignoreHolds
    /// Of the accounts that an entry changes, the last is not written.
    case loseAnAccount
    /// The chain goes on from where it was one entry before.
    case chainFromAnEarlierHead
    /// Rows whose commit is missing count after a crash.
    case believeUncommittedRows
    /// It is not looked at whether another server has committed meanwhile.
    case overlookConflicts
    /// Holds do not end with their time.
    case neverExpire
    /// Entries get the time of the server's clock, also where it has gone back.
    case followTheClock
    /// A block is not written, though the sealer hears that it was.
    case loseABlock
    /// The sealer does not see what another has sealed.
    case overlookBlocks
    /// A client sends a request before it keeps it.
    case sendBeforeKeeping
    /// A client forgets a request before it tells the answer.
    case forgetBeforeTelling
    /// A client's outbox does not outlive a crash.
    case loseTheOutbox
}
