// The ledger comes here.
