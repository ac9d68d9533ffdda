// Package noticeweb is the door of room notice: the page /ikuti, on which anybody
// asks to be told, and the pages behind the links in messages.
//
// Promises: everything works without script. Opening a link changes nothing,
// because mail programs open links by themselves; a button does it. The answer
// to a form tells nobody whether an address follows already. No page with a
// token is stored, and no reply holds an address.
package noticeweb
