// Package fault is the house's one kind of error that a person can act on.
//
// A rule that refuses says which kind of refusal it is, with the key of a
// sentence in the reader's language, and, for forms, which field it is about.
// Everything else is an ordinary error: it is wrapped with the operation on its
// way up, logged once at the edge, and its text never reaches a browser.
//
// Promises: a Fault survives wrapping (Of finds it with errors.As); it carries
// no sentence of its own, only keys and values for ground/lang.
package fault
