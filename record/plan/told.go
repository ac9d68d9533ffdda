package plan

import (
	"time"

	"alun/ground/db"
)

// Told is an erratum as it was told, with what became of it.
type Told struct {
	ID db.ID
	Erratum
	At      time.Time
	State   string // StateNew, Accepted or Declined
	Version int64  // counts changes up from 1
	Reply   Reply  // zero while it is new
	Scan    Scan
	Year    int    // of the node
	Slug    string // of its office
	Code    string // of the node
}

// Reply is what was said to an erratum.
type Reply struct {
	Sentence string
	By       string // who said it: "command" or an account's code
	At       time.Time
}

// Scan is the picture or PDF of the printed page that came with an erratum.
type Scan struct {
	Hash     string // "": none came
	Released time.Time
}

// Public tells whether everybody may see it.
func (s Scan) Public() bool { return s.Hash != "" && !s.Released.IsZero() }

const toldColumns = `select e.id, e.node, e.field, e.message, e.at, e.state, e.version,
	coalesce(a.sentence, ''), coalesce(a.said_by, ''), a.at, coalesce(f.hash, ''), f.released, n.year, o.slug, n.code
	from plan_erratum e
	join plan_node n on n.id = e.node
	join plan_opd o on o.id = n.opd
	left join plan_erratum_answer a on a.erratum = e.id
	left join plan_erratum_file f on f.erratum = e.id `

func scanTold(r *db.Row) Told {
	return Told{ID: r.ID(), Erratum: Erratum{Node: r.ID(), Field: r.Text(), Message: r.Text()}, At: r.Time(), State: r.Text(), Version: r.Int64(),
		Reply: Reply{r.Text(), r.Text(), r.Time()}, Scan: Scan{r.Text(), r.Time()}, Year: r.Int(), Slug: r.Text(), Code: r.Text()}
}

// ErratumByID finds an erratum.
func ErratumByID(tx *db.Tx, id db.ID) (Told, bool, error) {
	return db.One(tx, scanTold, toldColumns+`where e.id = $1`, id)
}

// Errata lists errata of a state, the oldest first, at most limit; "" lists all.
func Errata(tx *db.Tx, state string, limit int) ([]Told, error) {
	return db.All(tx, scanTold, toldColumns+`where ($1 = '' or e.state = $1) order by e.at, e.id limit $2`, state, limit)
}

// mostAnswered is how many answers the page of a node shows.
const mostAnswered = 20

// AnsweredAbout lists the answered errata of a node, the newest answer first.
func AnsweredAbout(tx *db.Tx, node db.ID) ([]Told, error) {
	return db.All(tx, scanTold, toldColumns+`where e.node = $1 and e.state <> 'new' and a.erratum is not null order by a.at desc, e.id limit $2`, node, mostAnswered)
}
