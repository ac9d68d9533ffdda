// Package web is the house's front door: it turns a request into one call of a
// room and one reply, and lets nothing else through.
//
// Words: a Route is an address with what answers it. Show reads and draws. Do
// changes something, in three parts:
//
//	Prepare  reads the form, hashes, calls out; no transaction
//	Act      one short transaction; a refusal keeps nothing
//	Draw     reads afresh and makes the page
//
// A Page is drawn into the house's Layout; a Part is the piece of it that htmx
// asked for. A fault is a refusal that a person can act on; it becomes a page
// with a fitting status.
//
// Languages: an address without prefix is Indonesian, /en/… and /ja/… are the
// same route in English and Japanese. There is one address for one page: no
// trailing slash, no doubled slash, no /id/; other spellings redirect (308).
//
// Promises:
//   - What is drawn is drawn after its transaction ended.
//   - A status of 400 or more keeps nothing, except what Record wrote.
//   - Every reply, errors and files included, carries the security headers.
//   - Text that reaches a room is UTF-8 in NFC without NUL, within limits.
//   - Internal text never reaches a browser: a broken page shows a request id,
//     and the log has the rest, once.
//   - Every page works without script; htmx only asks for less of it.
//
// Caching: pages for everybody say "public, max-age=0, must-revalidate" and
// carry an ETag, so that an unchanged page costs 304 and a wrong one lives no
// second; a reply to a request with a cookie or credentials, and every reply to
// a form, says no-store. Static files are kept for a year under the address that
// Asset gives, because that address changes with the content.
package web
