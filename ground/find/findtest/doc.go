// Package findtest makes up documents for tests and measurements of the index:
// shops, as many as wanted, in believable Indonesian. Nothing in them is true:
// no shop, person, place or point exists, and none is copied from anywhere.
//
// What is believable is the shape: a few words that stand almost everywhere,
// a long tail of words that stand once (Zipf), affixed forms of one root beside
// each other, trades in the proportions of a city of small shops, areas of very
// different size. The same seed gives the same shops, each by its number alone,
// so that many goroutines may make them at once.
package findtest
