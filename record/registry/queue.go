package registry

import (
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// Seek chooses businesses of an officer's list.
type Seek struct {
	Filter
	Text string // of the name, anywhere in it
	// Asked leaves those of which somebody says otherwise than is known, and nobody has
	// decided yet.
	Asked bool
	// Mended leaves those that are suspended and of which an owner has said something anew
	// since.
	Mended bool
	// After continues behind a row: its Since and its id. The zero value is the beginning.
	After  time.Time
	Behind db.ID
}

// Waiting is a row with the time since when it stands as it does.
type Waiting struct {
	Row
	Since time.Time
}

const seekWhere = ` ($1 = '' or b.kelurahan = $1 or b.kelurahan >= $2 and b.kelurahan < $3) and (cast($4 as bigint) = 0 or b.rt = $4)
	and ($5 = '' or lower(b.name) like $5 escape '!' or lower(b.other_names) like $5 escape '!')
	and (cast($6 as bigint) = 0 or b.state not in ('closed', 'merged') and b.id in (select o.business from registry_proposal o where o.state = 'open'))`

func (s Seek) where() string {
	if s.Mended {
		return seekWhere + ` and` + mendedWhere
	}
	return seekWhere
}

func (s Seek) args() []any {
	text := strings.ToLower(strings.Join(strings.Fields(s.Text), " "))
	if text != "" {
		text = "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text) + "%"
	}
	asked := 0
	if s.Asked {
		asked = 1
	}
	return []any{s.Area, s.Area + ".", s.Area + "/", s.RT, text, asked}
}

// Queue lists businesses of an area for an officer, as an officer sees them: who
// stands so for the longest comes first. Counters see their own area.
func (k *Book) Queue(tx *db.Tx, session string, s Seek, limit int) ([]Waiting, error) {
	if _, err := account.May(tx, session, MayWatch, account.At{Area: s.Area}); err != nil {
		return nil, err
	}
	after := s.After.UnixMicro()
	if s.After.IsZero() {
		after = 0
	}
	all, err := db.All(tx, func(r *db.Row) Waiting {
		since, waits := r.Time(), r.Int()
		return Waiting{Row{scanBusiness(r), waits}, since}
	}, `with q as (select b.id, (select m.at from registry_move m where m.business = b.id order by m.number desc limit 1) as since
			from registry_business b where`+s.where()+` and ($7 = '' or b.state = $7)),
		page as (select id, since from q where since > $8 or since = $8 and id > $9 order by since, id limit $10)
		select page.since, (select count(*) from registry_proposal p where p.business = b.id and p.state = 'open'), `+
		businessColumns+` join page on page.id = b.id order by page.since, b.id`,
		append(s.args(), string(s.State), after, s.Behind, limit)...)
	for i := range all {
		all[i].Business = Officer.see(all[i].Business)
	}
	return all, err
}

// QueueByID lists what Queue lists, by id, at most limit behind one, and heeds neither After
// nor Behind: for who reads a list to its end. Each row is looked at once, where Queue
// looks at all of them for each of its pages.
func (k *Book) QueueByID(tx *db.Tx, session string, s Seek, after db.ID, limit int) ([]Waiting, error) {
	if _, err := account.May(tx, session, MayWatch, account.At{Area: s.Area}); err != nil {
		return nil, err
	}
	all, err := db.All(tx, func(r *db.Row) Waiting {
		since, waits := r.Time(), r.Int()
		return Waiting{Row{scanBusiness(r), waits}, since}
	}, `select (select m.at from registry_move m where m.business = b.id order by m.number desc limit 1),
		(select count(*) from registry_proposal p where p.business = b.id and p.state = 'open'), `+businessColumns+`
		where`+s.where()+` and ($7 = '' or b.state = $7) and b.id > $8 order by b.id limit $9`, append(s.args(), string(s.State), after, limit)...)
	for i := range all {
		all[i].Business = Officer.see(all[i].Business)
	}
	return all, err
}

// Count counts the businesses that a list chooses, by state; its own state and where
// it continues do not count.
func (k *Book) Count(tx *db.Tx, session string, s Seek) (map[State]int64, error) {
	if _, err := account.May(tx, session, MayWatch, account.At{Area: s.Area}); err != nil {
		return nil, err
	}
	out := map[State]int64{}
	err := db.Each(tx, func(r *db.Row) error {
		state := State(r.Text())
		out[state] = r.Int64()
		return nil
	}, `select b.state, count(*) from registry_business b where`+s.where()+` group by b.state`, s.args()...)
	return out, err
}

// OfArea is the condition that chooses businesses b of an area, "" the whole city, and
// its parameters from $1 on.
func OfArea(area string) (where string, args []any) {
	return ` ($1 = '' or b.kelurahan = $1 or b.kelurahan >= $2 and b.kelurahan < $3)`, []any{area, area + ".", area + "/"}
}

// HandedIn counts the businesses of an area, "" the whole city, that were handed in and
// wait for an officer. Who asks shows the number to the officers of the area alone; so
// with the two counts that follow.
func HandedIn(tx *db.Tx, area string) (int64, error) {
	where, args := OfArea(area)
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_business b where b.state = 'submitted' and`+where, args...)
	return n, err
}

// CountAsked counts the businesses of an area of which somebody says otherwise than is
// known, and nobody has decided yet: those that Seek.Asked lists.
func CountAsked(tx *db.Tx, area string) (int64, error) {
	where, args := OfArea(area)
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(distinct o.business) from registry_proposal o join registry_business b on b.id = o.business
		where o.state = 'open' and b.state not in ('closed', 'merged') and`+where, args...)
	return n, err
}

// CountMarked counts the businesses of an area with texts that an officer should look at:
// those that Marked lists.
func CountMarked(tx *db.Tx, area string) (int64, error) {
	where, args := OfArea(area)
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(distinct m.business) from registry_mark m join registry_business b on b.id = m.business
		where b.state not in ('closed', 'merged') and`+where, args...)
	return n, err
}

// MayCheckOn answers who may check a business and decide about it: an officer of its
// area who has no part in it.
func (k *Book) MayCheckOn(tx *db.Tx, session string, business db.ID) (account.Who, error) {
	who, _, err := k.checking(tx, session, Step{Business: business})
	return who, err
}

// Elsewhere is where the point of a business lies, if that is not the kelurahan that
// is named: for its officers, who learn of a home's point no more than that. outside
// says that it lies outside the city.
func (k *Book) Elsewhere(tx *db.Tx, session string, business db.ID) (kelurahan string, outside bool, err error) {
	if _, err := k.insider(tx, session, business); err != nil || k.Where == nil {
		return "", false, err
	}
	b, err := k.whole(tx, business)
	if err != nil {
		return "", false, err
	}
	at, placed := b.Point()
	if !placed {
		return "", false, nil
	}
	code, found := k.Where(at.Point)
	if code == b.Facts[Kelurahan] {
		code = ""
	}
	return code, !found, nil
}

// LinkOwner gives a business that nobody's account owns yet to a maker who stands at
// the counter.
func (k *Book) LinkOwner(tx *db.Tx, session string, business, maker db.ID) error {
	_, b, err := k.mayOn(tx, session, MayPeople, business, 0)
	if err != nil {
		return err
	}
	owners, err := OwnersOf(tx, b.ID)
	if err != nil {
		return err
	}
	if len(owners) > 0 {
		return fault.New(fault.Conflict, "registry.owned").At("login", "registry.owned")
	}
	_, err = k.AddPerson(tx, session, Joining{Business: b.ID, Person: maker, Role: Owner})
	return err
}

// ReadIs reports whether a read of private facts was of a business.
func ReadIs(tx *db.Tx, read, business db.ID) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select id from registry_read where id = $1 and business = $2`, read, business)
	return found, err
}

// Unsealed is a business as an eye sees it, without what is sealed.
func (e Eye) Unsealed(b Business) Business { return e.see(b) }
