// Package pace bounds how often one sender has something done.
//
// Words: a Rate is so many in so much time. They may all come at once; then they
// drip. A sender is the address that a request comes from, or whatever a room
// can tell people apart by.
//
// Promises: a Gate lets nobody do more than the rate, and whoever has waited may
// go on. It keeps everything in memory and writes nothing down: where visitors
// come from is nobody's business. So each of several processes gives the whole
// rate, and a new start begins anew. Its memory is bounded, however many
// addresses ask.
package pace
