// Package letter makes official letters and forms as PDF, numbers them, and
// keeps what became of them.
//
// Words: a Doc is a document while it is laid out: pages of one Paper, filled
// from the top. A Letterhead (kop) opens a letter, a Table goes over as many
// pages as it needs and repeats its head, Signatures stand side by side, a Slip is
// the sheet on which a letter is passed on (lembar disposisi). A Series gives
// numbers to letters. A letter goes Out as a draft, is issued with a number, and
// comes back signed, as one file; or it is void.
//
// Promises of the page: the same input gives the same bytes, for ever, because
// the instant in the file is the caller's; text is text, so it can be searched
// and copied; there is no script, no link and no other file in it; each page
// says which of how many it is; a draft says so across every page. A character
// that the fonts lack is drawn as a box and never as another character. A table
// of any length is laid out within MaxPages, or refused.
//
// Promises of the number: Take gives a series' next number in the act that uses
// it. There is no gap, because an act that is taken back takes the number back
// with it, and none is given twice, because the table refuses it. Numbers are
// kept for ever.
//
// Promises of the file: what was issued is known by its SHA-256. One signed file
// belongs to a letter; another takes its place only after the first was made
// void, with a reason. "elektronik" is a signature that a certification body
// stands behind (BSrE), "pindai" is a scan of ink. The seal that this program puts
// on its own rows is neither, and nothing here calls it one.
//
// The ground knows no people and no diary: whoever calls Issue, Sign or Void has
// asked who may, and writes in the same act what happened.
package letter
