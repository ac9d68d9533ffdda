// Package pace bounds how often one sender has something done.
//
// Words: a Rate is so many in so much time. They may all come at once; then they
// drip back, one by one. So whoever takes all at once and each that drips back
// has at most twice as many in one period, and the rate in the long run. A sender
// is the address that a request comes from, or whatever a room can tell people
// apart by.
//
// Promises: a Gate lets nobody do more than that, and whoever has waited may go
// on. It keeps everything in memory and writes nothing down: where visitors
// come from is nobody's business. So each of several processes gives the whole
// rate, and a new start begins anew. Its memory is bounded: it knows 20,000
// senders. When more come before those have their whole allowance back, it
// forgets them all, and everybody begins anew.
package pace
