package plan

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/seal"
)

// DigestPurpose names the sub-key of the digests on rows of the plan.
const DigestPurpose = "plan digest"

// digest is the keyed digest of one row, under the row's name.
type digest struct {
	rowName
	place string // for people, also when the row is gone
	seal.Digest
}

// rowName finds a digest: a figure by its id; a report by its id; a revision by
// report and number; the sums of an office by report, revision and office; a note,
// a case and a promise by its id; a row that carries a promise by node and promise.
type rowName struct {
	kind    string
	subject db.ID
	part    int
	office  db.ID
}

// The columns of each kind under digest, in their order. They never change: a
// column more is a new name of the kind, "plan_figure 2". What is worked out of
// the others (search) and what a later revision writes (until) are left out:
// which figures a revision shows is a list in its own digest.
var (
	digestedFigure   = slices.DeleteFunc(slices.Clone(figureColumns), func(c string) bool { return c == "search" })
	digestedReport   = strings.Split("id year quarter budget_version revision", " ")
	digestedRevision = strings.Split("report number import accepted changed unchanged removed", " ")
	digestedSum      = strings.Split("report revision opd programs subs funded printed_budget printed_spent budget spent base left_out reached at_zero notes", " ")
)

// rowOf makes the row that a digest is taken of. values are whole numbers,
// texts, or nil where nothing is known.
func rowOf(kind, place string, columns []string, values []any) *seal.Row {
	r := seal.NewRow("plan_"+kind+" 1").Text("place", place)
	for i, name := range columns {
		switch v := reflect.ValueOf(values[i]); {
		case !v.IsValid():
			r.Maybe(name, 0, false)
		case v.CanInt():
			r.Whole(name, v.Int())
		default:
			r.Text(name, fmt.Sprint(values[i]))
		}
	}
	return r
}

// revisionRow adds the list of a revision's figures to its row.
func revisionRow(place string, values []any, list *idList) *seal.Row {
	return rowOf("revision", place, digestedRevision, values).Whole("figures", list.count).Text("figure_list", list.sum())
}

// idList is a list of ids in rising order, as a hash.
type idList struct {
	count int64
	hash  seal.Hash
}

// add chains an id: a list of any length needs the room of one hash.
func (l *idList) add(id db.ID) {
	l.hash = seal.Link("plan figures 1", l.hash, seal.Form(nil).Whole(int64(id)))
	l.count++
}

func (l *idList) sum() string { return l.hash.String() }

// Names of rows for people, in the form of the plan's own words.
func figurePlace(r quarterly, office, code string, seq int) string {
	place := fmt.Sprintf("%s · %s · %s", r.place(), office, code)
	if seq > 0 {
		place += fmt.Sprintf(" · %d", seq)
	}
	return place
}

// quarterly is what a report is of.
type quarterly date.Quarter

func (q quarterly) place() string { return fmt.Sprintf("renja %d/%d", q.Year, q.N) }

func revisionPlace(q quarterly, n int) string { return fmt.Sprintf("%s · r%d", q.place(), n) }

func sumPlace(q quarterly, n int, office string) string {
	return fmt.Sprintf("%s · %s · sum", revisionPlace(q, n), office)
}

const (
	digestsTogether = 20  // in one statement
	digestsAnAct    = 300 // well under 20 ms
)

// putDigests writes a few digests in one statement: PostgreSQL pays a round trip
// for each.
func putDigests(tx *db.Tx, all []digest) error {
	const columns = 8
	args := make([]any, 0, columns*len(all))
	var b strings.Builder
	b.WriteString(`insert into plan_digest (kind, subject, part, office, place, key, sum, marks) values `)
	for i, d := range all {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("(" + numberedFrom(columns*i+1, columns) + ")")
		args = append(args, d.kind, d.subject, d.part, d.office, d.place, d.Key, d.Sum, d.Marks)
	}
	b.WriteString(` on conflict (kind, subject, part, office) do update set
		place = excluded.place, key = excluded.key, sum = excluded.sum, marks = excluded.marks`)
	_, err := tx.Exec(b.String(), args...)
	return err
}

func numberedFrom(first, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("$%d", first+i)
	}
	return strings.Join(out, ", ")
}

// putDigests writes the digests of what the import makes, before it is published:
// no reader sees a row without one.
func (s *staging) putDigests(ctx context.Context) error {
	if s.opt.Digest == nil {
		return nil
	}
	all, err := s.digests()
	if err != nil {
		return err
	}
	for part := range slices.Chunk(all, digestsAnAct) {
		if err := inChunks(ctx, s, slices.Collect(slices.Chunk(part, digestsTogether)), putDigests); err != nil {
			return err
		}
	}
	return nil
}
