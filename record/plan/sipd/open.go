package sipd

import (
	"io"

	"alun/ground/fault"
	"alun/ground/sheet"
)

// Sheet is the lines of the one sheet of a file that holds the table.
type Sheet struct {
	Lines []sheet.Line
	Head  Head
}

// limits suit every account of every office of a city in one file.
var limits = sheet.Limits{Bytes: MostBytes, Rows: 60_000, Columns: mostLabels, Cells: 2_000_000, CellBytes: 8_000}

// MostBytes is how large a file may be.
const MostBytes = 8 << 20

// mostSheets is how many sheets of a workbook are looked into.
const mostSheets = 12

// Open reads a file: the first sheet whose heading says everything, or else the
// one that says the most.
func Open(name string, r io.ReaderAt, size int64) (best Sheet, err error) {
	defer fault.Op(&err, "sipd: open %s", name)
	book, err := sheet.Open(name, r, size, limits)
	if err != nil {
		return best, err
	}
	defer book.Close()
	for i, s := range book.Sheets() {
		if i == mostSheets {
			break
		}
		now, err := readSheet(book, s)
		if err != nil {
			return Sheet{}, err
		}
		if len(best.Lines) == 0 || len(now.Head.Map) > len(best.Head.Map) {
			best = now
		}
		if len(best.Head.Map) > 0 && len(best.Head.Missing()) == 0 {
			break
		}
	}
	if len(best.Lines) == 0 {
		return best, fault.New(fault.Invalid, "plan.reconcile_empty")
	}
	return best, nil
}

func readSheet(book *sheet.Book, name string) (s Sheet, err error) {
	for line, err := range book.Rows(name) {
		if err != nil {
			return s, err
		}
		s.Lines = append(s.Lines, line)
	}
	s.Head = Find(s.Lines)
	return s, nil
}
