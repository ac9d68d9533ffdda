package plan

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/keys"
	"alun/ground/quantity"
	"alun/record/account"
	"alun/record/diary"
)

// Roll keeps names of participants: each sealed with a key of its own.
type Roll struct {
	Box  *diary.Box
	Ring *keys.Ring
}

// blind is the stand-in by which a participant is counted once.
func (l Roll) blind(nik string) string {
	if nik == "" {
		return ""
	}
	return l.Ring.Blind("plan participant nik", nik)
}

func participantPlace(id db.ID) string { return fmt.Sprint("plan_participant.name ", int64(id)) }

// The states of a row of a list.
const (
	RowStaged    = "staged"
	RowCounted   = "counted"
	RowDouble    = "double"  // counted already
	RowRefused   = "refused" // cannot be read
	RowWithdrawn = "withdrawn"
)

// Why a row of a list does not count, beside what ReadNames says.
const (
	WhyInList  = "in_list" // this list has the same number further up
	WhyCounted = "counted" // another list has counted it
)

// ListAsk is what a list of participants is about.
type ListAsk struct {
	Node     db.ID
	Seq      int
	Until    date.Quarter // the round in which it is attached
	Kind     string
	Happened date.Day
	Title    string
}

// ListKinds are the kinds that a list of names can count.
var ListKinds = map[string]bool{"orang": true, "sertifikat": true, "usaha": true}

// evidence is the list as it will count.
func (a ListAsk) evidence(list db.ID, people int) Evidence {
	return Evidence{Node: a.Node, Seq: a.Seq, Quarter: a.Until, Kind: a.Kind, Micro: int64(people) * quantity.One, Happened: a.Happened,
		Title: strings.TrimSpace(a.Title), Room: PlanRoom, Record: list, Level: EvidenceStated}
}

// CheckList answers whether somebody may attach such a list, before its names are
// read.
func CheckList(tx *db.Tx, session string, a ListAsk) (account.Who, error) {
	who, p, err := mayOnNode(tx, session, MayAttach, a.Node)
	if err != nil {
		return who, err
	}
	if err := a.evidence(1, 1).check(date.DayOf(tx.Now())); err != nil {
		return who, err
	}
	if p.year != a.Until.Year {
		return who, fault.New(fault.NotFound, "plan.evidence_no_indicator")
	}
	if !ListKinds[a.Kind] {
		return who, fault.New(fault.Invalid, "plan.evidence_invalid").At("kind", "plan.evidence_kind_no_names")
	}
	return who, fed(tx, Feed{a.Node, a.Seq, a.Kind, PlanRoom})
}

// ParticipantList is a list of participants.
type ParticipantList struct {
	ID       db.ID
	Node     db.ID
	Seq      int
	Quarter  date.Quarter
	Kind     string
	Title    string
	Happened date.Day
	State    string // staged, done, abandoned
	Evidence db.ID  // of one that counts
	Made     time.Time
	By       string // actor
}

const listColumns = `l.id, l.node, l.seq, l.year, l.quarter, l.kind, l.title, l.happened_on, l.state, coalesce(l.evidence, 0), l.made_at, l.made_by`

func scanList(r *db.Row) ParticipantList {
	l := ParticipantList{ID: r.ID(), Node: r.ID(), Seq: r.Int(), Quarter: date.Quarter{Year: r.Int(), N: r.Int()}, Kind: r.Text(), Title: r.Text()}
	l.Happened, _ = date.ParseDay(r.Text()) // written by beginList
	l.State, l.Evidence, l.Made, l.By = r.Text(), r.ID(), r.Time(), r.Text()
	return l
}

// ListAt finds a list, for those who may see it.
func ListAt(tx *db.Tx, session string, id db.ID) (ParticipantList, error) {
	if _, err := account.May(tx, session, MaySeeEvidence, account.At{Any: true}); err != nil {
		return ParticipantList{}, err
	}
	l, found, err := db.One(tx, scanList, `select `+listColumns+` from plan_participant_list l where l.id = $1 and l.state <> 'abandoned'`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_list")
	}
	if err == nil {
		_, _, err = mayOnNode(tx, session, MaySeeEvidence, l.Node)
	}
	return l, err
}

// ListTotals counts the rows of a list: how many would count or do, and how many
// do not, by reason.
type ListTotals struct {
	Good int
	Left map[string]int
	All  int
}

// ListRow answers for one row of a list.
type ListRow struct {
	Number int    // as it stood in what was sent
	Masked string // "S… A…"; "" when there is none or it is forgotten
	State  string
	Why    string
	Before date.Quarter // in which it was counted; zero: nowhere else
}

// seenAs is the state of row p in the eyes of a preview: who is counted elsewhere
// will not count here.
const seenAs = `case when p.state = 'staged' and c.id is not null then 'double' else p.state end`

const whyAs = `case when p.state = 'staged' and c.id is not null then 'counted' else p.why end`

// fromRows joins each row to the list that has counted the same person.
const fromRows = ` from plan_participant p
	left join plan_participant c on p.state = 'staged' and c.blind = p.blind and c.blind <> '' and c.state = 'counted'
		and c.node = p.node and c.seq = p.seq and c.year = p.year and c.kind = p.kind
	left join plan_participant_list cl on cl.id = c.list
	left join plan_evidence ev on ev.id = coalesce(p.earlier, cl.evidence)`

// TotalsOf counts the rows of a list.
func TotalsOf(tx *db.Tx, list db.ID) (t ListTotals, err error) {
	t.Left = map[string]int{}
	err = db.Each(tx, func(r *db.Row) error {
		state, why, n := r.Text(), r.Text(), r.Int()
		t.All += n
		if state == RowStaged || state == RowCounted {
			t.Good += n
		} else {
			t.Left[why] += n
		}
		return nil
	}, `select `+seenAs+`, `+whyAs+`, count(*)`+fromRows+` where p.list = $1 group by 1, 2`, list)
	return t, err
}

// RowsOf lists rows of a list, those first that do not count, with their names
// masked.
func (l Roll) RowsOf(tx *db.Tx, list db.ID, from, many int) ([]ListRow, error) {
	type kept struct {
		ListRow
		id, subject db.ID
		name        string
	}
	all, err := db.All(tx, func(r *db.Row) kept {
		k := kept{id: r.ID(), subject: r.ID()}
		k.Number, k.name, k.State, k.Why, k.Before = r.Int(), r.Text(), r.Text(), r.Text(), date.Quarter{Year: r.Int(), N: r.Int()}
		return k
	}, `select p.id, p.subject, p.number, p.name, `+seenAs+` as seen, `+whyAs+`, coalesce(ev.year, 0), coalesce(ev.quarter, 0)`+fromRows+`
		where p.list = $1 order by case when p.state in ('staged', 'counted') and c.id is null then 1 else 0 end, p.number limit $2 offset $3`, list, many, from)
	if err != nil {
		return nil, err
	}
	out := make([]ListRow, len(all))
	for i, k := range all {
		if k.name != "" {
			name, gone, err := l.Box.Reveal(tx, k.subject, participantPlace(k.id), k.name)
			if err != nil {
				return nil, err
			}
			if !gone {
				k.Masked = maskName(name)
			}
		}
		out[i] = k.ListRow
	}
	return out, nil
}

// maskName leaves the first letter of each word of a name.
func maskName(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		_, n := utf8.DecodeRuneInString(w)
		words[i] = w[:n] + "…"
	}
	return strings.Join(words, " ")
}

// Forget makes what lists know of the holder of an identity number unreadable. How
// many took part stays.
func (l Roll) Forget(tx *db.Tx, actor, nik string) (n int, err error) {
	type kept struct{ id, subject db.ID }
	all, err := db.All(tx, func(r *db.Row) kept { return kept{r.ID(), r.ID()} }, `select id, subject from plan_participant where blind = $1`, l.blind(nik))
	if err != nil || len(all) == 0 || nik == "" {
		return 0, err
	}
	for _, k := range all {
		if err := l.Box.Forget(tx, k.subject); err != nil {
			return 0, err
		}
		if _, err := tx.Exec(`update plan_participant set name = '', blind = '', area = '' where id = $1`, k.id); err != nil {
			return 0, err
		}
		if err := diary.Write(tx, diary.Entry{Actor: actor, Fact: "plan.participant_forgotten", Kind: "plan_participant", Subject: k.id}); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}
