package db

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// lists are how many values stand in one "in (…)": few sizes, so that few texts are
// prepared.
var lists = []int{1, 5, 20, 100}

// In cuts values into lists for "in" of a statement that counts so many places already:
// "($2, $3, …)" with its arguments. The last list is filled up with its last value, which
// finds nothing twice. No values, no lists.
func In[T any](values []T, counted int) iter.Seq2[string, []any] {
	return func(yield func(string, []any) bool) {
		for part := range slices.Chunk(values, lists[len(lists)-1]) {
			args := make([]any, lists[slices.IndexFunc(lists, func(n int) bool { return n >= len(part) })])
			for i := range args {
				args[i] = part[min(i, len(part)-1)]
			}
			if !yield(places(counted, len(args)), args) {
				return
			}
		}
	}
}

// Among asks for the rows of many values: head ends before the list, tail stands behind
// it, and other arguments come first. The order of the tail holds within a list alone.
func Among[T, V any](tx *Tx, scan func(*Row) T, head, tail string, values []V, first ...any) (all []T, err error) {
	for list, args := range In(values, len(first)) {
		some, err := All(tx, scan, head+list+tail, append(slices.Clone(first), args...)...)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// places are n parameters behind those that were counted: "($2, $3)".
func places(counted, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = "$" + strconv.Itoa(counted+i+1)
	}
	return "(" + strings.Join(out, ", ") + ")"
}
