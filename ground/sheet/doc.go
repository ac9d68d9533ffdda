// Package sheet reads the tables that people send and writes the tables that
// they take away: CSV and XLSX in, CSV, XLSX and JSON out.
//
// In. Open decides by content, never by the file's name, what a file is, and
// refuses what is no table with a sentence that says how to mend it. A Book
// tells what was detected (Kind, Encoding, Separator), so that a page can show
// it, and streams Lines: one line or row with its number in the file. Lines
// keep their own length; a line without any content is left out, its number
// shows the gap. Everything is text: a cell is what the file says.
//
//   - CSV: UTF-8 with or without byte order mark, UTF-16 with it, Windows-1252;
//     comma, semicolon, tab or pipe; LF, CRLF or CR; Excel's "sep=;" line. The
//     apostrophe that WriteCSV puts before formula-like text comes off again.
//   - XLSX: numbers in plain digits as typed (a 16-digit NIK stays itself, 4.1
//     does not become 4.0999999999999996), dates as Excel's day count, TRUE and
//     FALSE, error values as their text ("#N/A"), and a formula that nobody has
//     computed yet as "=…", so that it is not taken for an empty cell.
//
// XLSX is read with the standard library and written with excelize. Excelize
// reads whole workbooks into memory, panics on a negative string index, ends
// silently at broken XML and moves unordered cells to other columns; a sheet
// from a stranger must do none of these.
//
// Out. A Table is a name, columns and rows of cells. Column.Name is for
// programs and never changes: CSV and JSON carry it. Column.Title is for people
// and follows their language: XLSX carries it. Columns finds both again. Text
// that a spreadsheet would run as a formula cannot run in either form. Digits
// that are a name and not a number (NIK, NIB) are Text and stay text.
//
// Promises: no input panics; memory follows the limits, not the file; a file
// that is damaged, cut off or too large is refused, never read in part without
// saying so; lines come in ascending order; what WriteCSV writes, Rows reads
// back as it was.
package sheet
