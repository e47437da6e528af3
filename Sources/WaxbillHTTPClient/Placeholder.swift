// The connection layer comes here.
