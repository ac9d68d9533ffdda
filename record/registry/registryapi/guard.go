package registryapi

import "alun/ground/planted"

// omitted is the guard that is left out: none but in tests. See ground/planted.
var omitted = planted.Fault()

func leftOut(guard string) bool { return omitted == guard }
