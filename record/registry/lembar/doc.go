// Package lembar is lembar RT: the sheet that an officer prints for the head of an RT,
// who ticks at home, with a pen, which businesses are still there.
//
// # Words
//
//	sheet    one RT on paper: its number, its QR code, its businesses as printed
//	tick     what the RT says of a business: 1 masih, 2 pindah, 3 tutup, 4 tidak_kenal
//	counted  the tick that stands in the diary
//	hand     a row written at the foot of the sheet: a business that is not in the register
//	waits    a tick that says that a business is gone, until an officer decides
//
// # Promises
//
//   - Printed are name, trade, and the street of what is known to be no home: no phone,
//     no NIK, no NIB, no sales; a long number within a name or trade is left out. A
//     maker's own draft is not on it.
//   - The normal RT stands on one page: about 65 rows on A4, 76 on F4, no row lower than
//     6 mm and no letter smaller than 7.5 points; up to a dozen rows in large letters. Of the
//     demonstration city's 1,649 RTs three of four have 62 rows or fewer, the largest has
//     86. Each page of a longer sheet says which rows are on it, of how many pages it is
//     one, and its QR code leads to its first row: it can be entered alone.
//   - One sheet of an RT is out at a time; numbers have no gap; printing again gives the
//     same sheet. A new one makes the old one void. What is ticked is kept at once.
//   - Who ticks over another's tick that they did not see is told both sides, and nothing
//     of theirs is kept. A tick that is sent again changes nothing.
//   - Ticks count when the sheet is finished, each once: the diary gets it, and "masih"
//     confirms name, kelurahan and RT on level Sheet, never over something better or
//     something that changed since the paper was printed. What is corrected later takes
//     the counted tick back and counts the new one.
//   - No tick closes a business: an officer with a second factor does, with a reason.
//   - A row written by hand becomes one draft, however often it is entered.
//
// # Diary
//
// registry.sheet_printed, registry.sheet_entered, registry.sheet_void (registry_lembar);
// registry.ticked {"tick", "sheet"}, registry.unticked {"tick", "sheet"},
// registry.tick_decided {"tick", "sheet", "how"} (registry_business).
//
// # Who may
//
// Counters in their area; planner and inspector look on.
package lembar
