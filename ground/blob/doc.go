// Package blob keeps the files that people send: photographs and documents.
//
// Words: a blob is the content of one file, named by its SHA-256 in hex. A Store
// holds blobs: a Folder on this machine, or an S3 bucket. A Keeper takes files in
// (Receive), remembers them in its table, and sweeps away those that nobody
// needs. A room that needs a blob refers to blob_file by a foreign key, calls
// Keep in the act that makes the reference and Drop in the act that ends it.
//
// Promises of a store, which one conformance suite holds both to:
//
//   - What Put has acknowledged is on disk, whole; what it has not is not there.
//   - What Get hands out has its hash: it is read through before the first byte
//     is given away, so a flipped byte is an error and never a picture.
//
// Promises of Receive:
//
//   - The kind is what the content is. The name's ending and the sender's media
//     type must agree with it; neither decides anything, and the name is not kept.
//   - A picture is decoded whole and written anew, upright, as JPEG or PNG: what
//     is kept is pixels. Position, camera, comments and anything hidden before,
//     between or behind the picture are gone.
//   - A PDF is kept as it came, because rewriting one breaks signatures and
//     scans. It is refused when it is encrypted, runs a script, starts a program,
//     or carries other files; pdf.go says how it looks and what it cannot see.
//   - Memory follows the policy, not the file: one picture is decoded at a time,
//     and one that would need more than decodeBytes is refused before that.
//   - A scanner that is configured and does not answer is a refusal.
//
// What is not kept secret here: blobs are not encrypted. The folder is for the
// program's user alone.
//
// The sweeper and uploads. A file is claimed in the table before it is put into
// the store, and kept in the act that refers to it. The sweeper takes a file that
// nobody uses for a day out of the table, and notes it as doomed, in one act;
// only then does it delete the blob, and the note last. So an upload of the same
// content meets either the row, which it makes young again, or the doom, for
// whose end it waits; and an act whose file was swept under its feet finds no row
// and is refused. It is refused as well by the row of somebody who is just
// sending the same content again: a row bears the claim that made it until that
// claim's blob is in the store, and is kept only after that. Blobs without any row are never deleted: another database may
// own them. Verify names them.
package blob
