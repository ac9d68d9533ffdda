// Package intake reads the tables of businesses that others made (kelurahan, OSS,
// associations) into rows for the register, and says of each what became of it.
//
// # Words
//
//	field     what a column is: a fact of the register, or a helper of one (kecamatan,
//	          the title of a KBLI code, latitude)
//	mapping   which column is which field, with answers to what was asked; kept as JSON
//	answer    what somebody says a doubtful text means, once for all rows
//	look      how the rows are read, before the register is asked
//	preview   what they would bring: new, changed, the same, a proposal, refused
//	survey    what the whole file shows before any row is read: how its days are written
//	taken     the row went to the register
//	refused   a cell cannot be read; the row stays out
//	doubtful  a cell can be read in two ways; the row stays out until it is answered
//	gather    the answer that lines of one NIB with several codes are one business
//	skipped   the line is no business: a sum, a signature, the head again
//
// # Promises
//
//   - Nothing is guessed. A row is taken whole or not at all, and one that is doubtful
//     in any cell is not taken. What decides instead of a guess is in the file itself
//     (several days after the 12th, and none against them, show the order of all its
//     days) or in an answer.
//   - A row that names another city is none of this one, whatever its kelurahan is called.
//   - Columns that nobody knows are left alone and named. Numbers of persons (NIK,
//     NPWP), owners and their homes are never read. No list opens a contact to the
//     public: a link to a chat in the column of websites is the number of WhatsApp, kept
//     closed. A number of a person in a name or description is asked about, as are words
//     of forbidden offers.
//   - The same file again changes nothing: each row has a key, of its NIB, else of its
//     name, kelurahan and telephone number within the source. What the register knows
//     better becomes a proposal there.
//   - Rows go in by small acts. An import that was killed goes on when it is started
//     again: what is in already is as before.
//   - No error and no log holds the text of a cell; only the report does, which
//     belongs to whoever brought the file.
//   - A file that is damaged or cut off is refused before the first row is kept. A row with
//     a cell beyond the head is refused: nothing of a row is dropped without a word.
//   - A preview is what the import would bring on the register as it is now, line by line
//     and in sum: the register itself answers, on trial, in reads that keep nothing.
//
// The diary hears of each business from the register itself.
package intake
