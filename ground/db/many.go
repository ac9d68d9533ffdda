package db

import (
	"strconv"
	"strings"
)

// together are how many rows go in one statement: few sizes, so that few texts are
// prepared.
var together = []int{50, 25, 5, 1}

// Many inserts rows of one table with few statements: a round trip to a server costs
// more than the row. head is the statement up to its values ("insert into … values "),
// tail what stands behind them; every row has a value for each column.
func Many(tx *Tx, head, tail string, rows [][]any) error {
	for len(rows) > 0 {
		n := 1
		for _, size := range together {
			if size <= len(rows) {
				n = size
				break
			}
		}
		args := make([]any, 0, n*len(rows[0]))
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		if _, err := tx.Exec(head+tuples(n, len(rows[0]))+tail, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// tuples are the places of n rows: "($1, $2), ($3, $4)".
func tuples(n, columns int) string {
	var b strings.Builder
	for i := range n * columns {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%columns == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(i+1))
	}
	b.WriteString(")")
	return b.String()
}
