//go:build control

package planted

import "os"

// Fault is the guard that is left out, as the package that has it calls it.
func Fault() string { return os.Getenv("ALUN_PLANTED") }
