// Package planted is how the tests of soak leave a guard out of the real program,
// to see that they would notice. The program that is shipped has no such way in:
// only one that was built with the tag "control" reads the environment variable
// ALUN_PLANTED, which names the guard.
package planted
