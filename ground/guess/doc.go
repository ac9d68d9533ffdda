// Package guess judges without a network how easily a password is guessed.
//
// It is zxcvbn in the form of github.com/ccojocar/zxcvbn-go, and takes its lists of
// words, its keyboards and its sums from there. That module's own entry reads all
// lists into memory whenever a program starts that can be asked, a command that
// only prints its version too. Here a list is unpacked when a password is judged,
// walked once, and let go. Three faults of that entry are mended besides: a date
// at the end of a password is seen, a long password of signs that stand for
// letters takes no longer than another, and letters beyond ASCII are no reason to
// look at the wrong place.
package guess
