//go:build !control

package planted

// Fault is the guard that is left out: none.
func Fault() string { return "" }
