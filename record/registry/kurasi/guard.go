package kurasi

import "alun/ground/planted"

// omitted is the guard that is left out: none but in the tests of this room, and
// in a program that was built to be tested. See ground/planted.
var omitted = planted.Fault()

func leftOut(guard string) bool { return omitted == guard }
