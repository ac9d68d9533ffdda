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
//   - A status of 400 or more keeps nothing, except what Record wrote, and two
//     that say so: the change is kept and its page could not be drawn (500, 503);
//     the database never answered the commit (503: the same form may be sent again).
//   - A form sent twice with one key takes effect once and is answered alike, for
//     a day at least; the same key with other contents is refused. What an act
//     gave is kept for that as JSON: codes and counts, not what was typed.
//   - Every reply, errors and files included, carries the security headers.
//   - Text that reaches a room is UTF-8 in NFC without NUL, within limits.
//   - Internal text never reaches a browser: a broken page shows a request id,
//     and the log has the rest, once.
//   - Every page works without script; htmx only asks for less of it.
//
// Caching: pages for everybody say "public, max-age=0, must-revalidate" and
// carry an ETag, so that an unchanged page costs 304 and a wrong one lives no
// second; a reply to a request with a cookie or credentials, a page with a form's
// key, and every reply to a form, says no-store. Static files are kept for a year
// under the address that Asset gives, because that address changes with the
// content.
//
// The house itself keeps whole editions of pages for everybody, drawn and
// compressed, within Config.Cache bytes:
//
//   - An edition is what its address (route, path values, language), its declared
//     query and its being a page or a part give. Only the parameters that Show
//     declares count: others never reach the room, and a room that reads one it
//     has not declared is an error. A public page is drawn from a request without
//     headers, host or client.
//   - It is out of date when a table that it read has changed, before the change
//     is answered (db.Seen); nobody has to say which. What is in memory and not in
//     a table needs Tx.Tag and DB.Touch. Other nodes on one PostgreSQL see a
//     change at most a second late, or keep nothing.
//   - A drawing that began before a change was answered is kept for nobody, and
//     shared with nobody who came after the answer.
//   - A page that asks its transaction for the time is not kept, unless it says
//     with Request.Until how long it holds. Nor are pages for one reader, refusals
//     and files. Pages with a query are kept when they are asked for twice.
//   - One request draws for all that ask at the same time, also when its own
//     client leaves.
package web
