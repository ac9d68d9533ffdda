package account

// Leaked is leaked, for the test of the list.
var Leaked = leaked
