//go:build race

package blob_test

// raced: the race detector keeps several bytes for each byte of the program.
const raced = true
