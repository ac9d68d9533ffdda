// Package wa is the WhatsApp outbox (kotak kirim WA): messages that are prepared
// here and sent by an officer's hand, from the office's own telephone. The
// program itself speaks to no messenger.
//
// Words: a Message is what is asked for; a Box is the outbox with its key ring;
// a Record is a message as lists show it; to open a message is to see its number
// and text, with the wa.me link that writes it; a slip is the same on paper.
//
// Promises: a message is kept or not together with the act that puts it, once
// for its key. Number and text are sealed (ground/keys), erased when it was sent
// or given up, and whoever opens them is written down. That a message was sent,
// or why not, by whom and when, stays. Nothing is marked twice.
package wa
