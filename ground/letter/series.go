package letter

import (
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
)

// Number is the number of a letter.
type Number struct {
	Series string
	Year   int
	N      int64
	Text   string // as it is written: "900.1.4/12/Bappeda"
}

// Deed is what a number is taken for, and by whom.
type Deed struct {
	Kind    string // the table of the subject
	Subject db.ID
	By      string // as the diary names an actor
}

// runningNumber is where a format has the number.
const runningNumber = "{n}"

// Take gives the next number of a series in a year. The format holds {n} once;
// it is data of the office and may change, the count goes on. Call it in the act
// of the deed: when that is taken back, so is the number.
func Take(tx *db.Tx, series string, year int, format string, deed Deed) (Number, error) {
	return taker{}.take(tx, series, year, format, deed)
}

// taker takes numbers; a test leaves a guard out.
type taker struct{ planted string }

// remembered is the count of a taker that believes its memory: a planted fault.
var remembered int64

func (t taker) take(tx *db.Tx, series string, year int, format string, deed Deed) (Number, error) {
	if strings.Count(format, runningNumber) != 1 {
		return Number{}, fault.New(fault.Invalid, "letter.bad_format", format)
	}
	next, _, err := db.One(tx, (*db.Row).Int64, `insert into letter_series (name, year, next) values ($1, $2, 2)
		on conflict (name, year) do update set next = letter_series.next + 1 returning next - 1`, series, year)
	if err != nil {
		return Number{}, err
	}
	if t.planted == "count in memory" {
		remembered++
		next = remembered
	}
	n := Number{series, year, next, strings.Replace(format, runningNumber, strconv.FormatInt(next, 10), 1)}
	_, err = tx.Exec(`insert into letter_number (series, year, number, text, subject_kind, subject, taken_by, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`, series, year, n.N, n.Text, deed.Kind, deed.Subject, deed.By, tx.Now())
	return n, err
}

// Numbers lists the numbers of a series in a year, in their order.
func Numbers(tx *db.Tx, series string, year int) ([]Number, error) {
	return db.All(tx, func(r *db.Row) Number { return Number{r.Text(), r.Int(), r.Int64(), r.Text()} },
		`select series, year, number, text from letter_number where series = $1 and year = $2 order by number`, series, year)
}
