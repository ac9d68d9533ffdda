package sheet

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/transform"
)

// text is a CSV file whose encoding and separator are known.
type text struct {
	file      *io.SectionReader // after the byte order mark
	charset   charset
	separator byte // 0: one column
	declared  bool // the first line is Excel's "sep=;"
}

// sampleBytes is how much decoded text decides about the separator.
const sampleBytes = 64 << 10

func openText(r io.ReaderAt, size int64) (*text, error) {
	c, err := charsetOf(r, size)
	if err != nil {
		return nil, err
	}
	mark := int64(len(c.mark))
	t := &text{file: io.NewSectionReader(r, mark, size-mark), charset: c}
	sample, err := io.ReadAll(io.LimitReader(t.decoded(), sampleBytes))
	if err != nil {
		return nil, err
	}
	if t.separator, t.declared = declaredSeparator(sample); !t.declared {
		t.separator = separatorOf(sample, len(sample) < sampleBytes)
	}
	return t, nil
}

// decoded reads the file as UTF-8, from its beginning.
func (t *text) decoded() io.Reader {
	r := io.NewSectionReader(t.file, 0, t.file.Size())
	if t.charset.decoder == nil {
		return r
	}
	return transform.NewReader(r, t.charset.decoder.NewDecoder())
}

func (t *text) lines(lim Limits) *csvLines {
	in := &csvLines{in: bufio.NewReaderSize(t.decoded(), 64<<10), separator: t.separator, lim: lim}
	if t.declared {
		in.skip = 1
	}
	return in
}

// declaredSeparator reads the line "sep=;" that Excel obeys and writes. The
// separator may be any visible ASCII character, or a tab.
func declaredSeparator(sample []byte) (byte, bool) {
	const word = "sep="
	if len(sample) <= len(word) || !bytes.EqualFold(sample[:len(word)], []byte(word)) {
		return 0, false
	}
	sep, rest := sample[len(word)], sample[len(word)+1:]
	ends := len(rest) == 0 || rest[0] == '\n' || rest[0] == '\r'
	if !ends || sep == '"' || sep != '\t' && (sep <= ' ' || sep > '~') {
		return 0, false
	}
	return sep, true
}

// candidates are the separators in use, the one that is least often part of a
// text first: with equal evidence "1,5;2,5" has two cells, not three.
const candidates = "\t;|,"

// separatorOf finds the separator that cuts the most lines into one and the
// same number of cells, more cells breaking a tie; 0 if none cuts any.
func separatorOf(sample []byte, whole bool) byte {
	var best byte
	var bestHits, bestLines, bestCells = 0, 1, 0
	for _, sep := range []byte(candidates) {
		cells, hits, lines := regularity(sample, sep, whole)
		if cells < 2 {
			continue
		}
		a, b := hits*bestLines, bestHits*lines
		if a > b || a == b && cells > bestCells {
			best, bestHits, bestLines, bestCells = sep, hits, lines, cells
		}
	}
	return best
}

// regularity cuts the sample at a separator and tells the most frequent number
// of cells, how many lines have it, and how many lines there are.
func regularity(sample []byte, sep byte, whole bool) (cells, hits, lines int) {
	unlimited := Limits{Columns: sampleBytes + 1, CellBytes: sampleBytes}
	in := &csvLines{in: bufio.NewReader(bytes.NewReader(sample)), separator: sep, lim: unlimited, guess: true}
	var counts []int
	for {
		line, err := in.next()
		if err != nil {
			break // the end, or quotes that do not close: both end the evidence
		}
		if !line.blank() {
			counts = append(counts, len(line.Cells))
		}
	}
	if !whole && len(counts) > 1 {
		counts = counts[:len(counts)-1] // the sample ends in the middle of a line
	}
	often := map[int]int{}
	for _, n := range counts {
		often[n]++
		if h := often[n]; h > hits || h == hits && n > cells {
			cells, hits = n, h
		}
	}
	return cells, hits, len(counts)
}
