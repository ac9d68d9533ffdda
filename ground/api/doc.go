// Package api is the door for other programs: /api/v1, described by one OpenAPI
// 3.1 document that is generated from the declarations of the operations.
//
// Words: an Op is one operation with its example; Get declares one that reads,
// Post and Patch one that changes something (prepare, act, draw, as web.Form). A
// Problem is a fault as RFC 9457 writes it. A key belongs to a program and has
// scopes. A cursor is where a list goes on.
//
// Rooms declare their operations in their own package beside their pages
// (planapi, placeapi); the sentences of the document are in their words, in
// three languages, and the struct tag doc:"planapi.year" names one.
//
// Promises:
//   - The API only grows: a field or an operation is never removed or renamed
//     under /api/v1.
//   - Ids are 13-character codes; money is whole rupiah; a quantity is its
//     published text and a decimal text; instants are RFC 3339 in UTC; unknown is
//     null, never 0.
//   - A change needs an Idempotency-Key. Sent twice it takes effect once and is
//     answered alike for a day; what was refused may be mended under its key.
//   - A fault is a problem+json with a sentence in the reader's language; an
//     inner error is a request id and nothing else.
//   - A cursor is signed and belongs to its query and to this life of the
//     database; a list neither repeats nor leaves out what was there throughout.
//   - Public reads may be kept (ETag) and read from other sites; a reply to a
//     request with a key is for nobody else and is not stored.
//   - A key is kept as a hash, shown once, and does nothing from the moment it
//     is revoked.
//
// Diary, through the door Keys.Tell: api.key_made, api.key_revoked (api_key).
package api
