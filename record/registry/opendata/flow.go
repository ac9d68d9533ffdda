package opendata

import (
	"container/heap"
	"slices"
)

// edge is one cell of a table, in the equations of which it is a part: at every node
// what comes in is what goes out. A cell of a table with sums stands in two equations, that
// of its row and that of its column, so a table is a network, and what an attacker can
// work out of a hidden cell is how far it can be moved with the others in a circle.
type edge struct {
	from, to int
	value    int64
	need     int64 // how wide its interval must be while it is hidden
	hidden   bool
}

// net is a table as a network.
type net struct {
	edges []edge
	at    [][]int32 // edges by node
}

func newNet(nodes int) *net { return &net{at: make([][]int32, nodes)} }

func (n *net) add(e edge) int {
	i := len(n.edges)
	n.edges = append(n.edges, e)
	n.at[e.from] = append(n.at[e.from], int32(i))
	n.at[e.to] = append(n.at[e.to], int32(i))
	return i
}

// step is how a walk comes to a node: along an edge, forward or back.
type step struct {
	edge    int32
	forward bool
}

// walk finds a way from a node to another over hidden cells that can still be moved, and
// how far: forward makes a cell larger, back smaller, and none falls below nothing.
func (n *net) walk(w *walker, from, to, without int) (most int64) {
	w.begin(len(n.at))
	w.seen[from] = w.mark
	w.queue = append(w.queue[:0], int32(from))
	for at := 0; at < len(w.queue); at++ {
		node := int(w.queue[at])
		for _, i := range n.at[node] {
			e := &n.edges[i]
			if int(i) == without || !e.hidden && !w.all {
				continue
			}
			next, forward := e.to, true
			if node == e.to {
				next, forward = e.from, false
			}
			if w.seen[next] == w.mark || !forward && e.value+w.moved[i] <= 0 {
				continue
			}
			w.seen[next], w.by[next] = w.mark, step{i, forward}
			if next == to {
				return n.along(w, from, to)
			}
			w.queue = append(w.queue, int32(next))
		}
	}
	return 0
}

// along is how far the way that was found can be gone.
func (n *net) along(w *walker, from, to int) int64 {
	most := int64(1) << 60
	for at := to; at != from; {
		s := w.by[at]
		e := n.edges[s.edge]
		if s.forward {
			at = e.from
		} else {
			most = min(most, e.value+w.moved[s.edge])
			at = e.to
		}
	}
	return most
}

// walker is what walks keep between them.
type walker struct {
	mark  int32
	seen  []int32
	by    []step
	queue []int32
	moved []int64
	all   bool // walks as if everything were hidden
}

func (w *walker) begin(nodes int) {
	if len(w.seen) < nodes {
		w.seen, w.by = make([]int32, nodes), make([]step, nodes)
	}
	w.mark++
}

// push moves as much as it can from a node to another, at most so much.
func (n *net) push(w *walker, from, to, without int, most int64) (done int64) {
	w.moved = append(w.moved[:0], make([]int64, len(n.edges))...)
	for done < most {
		d := min(n.walk(w, from, to, without), most-done)
		if d == 0 {
			return done
		}
		done += d
		for at := to; at != from; {
			s := w.by[at]
			if e := n.edges[s.edge]; s.forward {
				w.moved[s.edge] += d
				at = e.from
			} else {
				w.moved[s.edge] -= d
				at = e.to
			}
		}
	}
	return done
}

// width is how wide the interval is in which an attacker who knows all sums and all shown
// cells knows a hidden one to lie; more than most is not looked for.
func (n *net) width(w *walker, i int, most int64) int64 {
	e := n.edges[i]
	up := n.push(w, e.to, e.from, i, most)
	if up >= most {
		return up
	}
	return up + n.push(w, e.from, e.to, i, min(most-up, e.value))
}

// protect hides further cells until no hidden one is known closer than it needs.
func (n *net) protect(w *walker) {
	for again := true; again; {
		again = false
		for _, i := range n.weakest() {
			for n.width(w, i, n.edges[i].need) < n.edges[i].need && !n.bound(w, i) {
				if !n.complement(i) {
					return // everything is hidden
				}
				again = true
			}
		}
	}
}

// bound lets a cell need no more than the sums leave open when every cell is hidden: where
// all of a row stand in one column, the sums say so. It tells whether that is reached. A number
// of too few is never bound so: the sums of its row, its column and the others are K or
// more each, and leave K open (see doc.go).
func (n *net) bound(w *walker, i int) bool {
	e := &n.edges[i]
	w.all = true
	e.need = min(e.need, n.width(w, i, e.need))
	w.all = false
	return n.width(w, i, e.need) >= e.need
}

// weakest lists the hidden cells, the smallest first: what helps them helps the others.
func (n *net) weakest() (out []int) {
	for i, e := range n.edges {
		if e.hidden {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return int(n.edges[a].value - n.edges[b].value) })
	return out
}

// complement hides the cells of the cheapest circle through a hidden one, in which all can
// be moved as far as it needs; where there is none, of one in which they can be moved less
// far; then its row and its column, and at last all that is left. false where nothing was.
func (n *net) complement(i int) bool {
	e := n.edges[i]
	for d := e.need; d > 0; d /= 2 {
		if n.hide(n.cheapest(e.to, e.from, i, d)) || e.value >= d && n.hide(n.cheapest(e.from, e.to, i, d)) {
			return true
		}
	}
	if n.hide(n.at[e.from]) || n.hide(n.at[e.to]) {
		return true
	}
	for node := range n.at {
		if n.hide(n.at[node]) {
			return true
		}
	}
	return false
}

// hide hides cells; false where all of them were hidden.
func (n *net) hide(all []int32) (changed bool) {
	for _, i := range all {
		changed = changed || !n.edges[i].hidden
		n.edges[i].hidden = true
	}
	return changed
}

// What it costs to walk over a cell: nothing to speak of where it is hidden, and else what
// the table loses. A cell of nothing loses least, but a hole in it tells least too.
const (
	costHidden = 1
	costShown  = 1000
)

// cheapest finds the way from a node to another that hides least, of cells that can be
// moved by d.
func (n *net) cheapest(from, to, without int, d int64) []int32 {
	far := make([]int64, len(n.at))
	by := make([]step, len(n.at))
	for k := range far {
		far[k] = -1
	}
	far[from] = 0
	queue := &nearest{{0, from}}
	for queue.Len() > 0 {
		now := heap.Pop(queue).(stop)
		if now.node == to {
			break
		}
		if now.far > far[now.node] {
			continue
		}
		for _, i := range n.at[now.node] {
			e := n.edges[i]
			next, forward := e.to, true
			if now.node == e.to {
				next, forward = e.from, false
			}
			if int(i) == without || !forward && e.value < d {
				continue
			}
			cost := int64(costHidden)
			if !e.hidden {
				cost = costShown + e.value
			}
			if cost += now.far; far[next] < 0 || cost < far[next] {
				far[next], by[next] = cost, step{i, forward}
				heap.Push(queue, stop{cost, next})
			}
		}
	}
	if far[to] < 0 {
		return nil
	}
	var out []int32
	for at := to; at != from; {
		s := by[at]
		out = append(out, s.edge)
		if at = n.edges[s.edge].to; s.forward {
			at = n.edges[s.edge].from
		}
	}
	return out
}

// stop is a node and how far it is.
type stop struct {
	far  int64
	node int
}

// nearest gives the nearest place first.
type nearest []stop

func (q nearest) Len() int           { return len(q) }
func (q nearest) Less(i, j int) bool { return q[i].far < q[j].far }
func (q nearest) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *nearest) Push(x any)        { *q = append(*q, x.(stop)) }
func (q *nearest) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
