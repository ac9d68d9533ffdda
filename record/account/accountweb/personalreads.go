package accountweb

import (
	"cmp"
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// readsShown is how many reads a page lists.
const readsShown = 20

// OtherRead is one time that somebody read what another room keeps of a person, in words:
// of their business. Its ID was made when it happened, as those of all reads.
type OtherRead struct {
	ID        db.ID
	At        time.Time
	Who, Name string // the role, and the name
	Why, Law  string // the purpose, and what it rests on
	Which     string // names of fields
	Of, Href  string // what they were read of
}

// readReads lists who read what is kept of a person, in this room and in others: who reads
// "nobody did" takes it to be said of all that the city keeps of them.
func (d Personal) readReads(tx *db.Tx, r *web.Request, person db.ID, p *dataPage) error {
	v := r.Values()
	after := d.reference(v, "dari")
	if err := v.Err(); err != nil {
		return err
	}
	all, err := d.readsOf(tx, r, person, after, p)
	if err != nil {
		return err
	}
	if len(all) > readsShown {
		all = all[:readsShown]
		p.pages.Next = r.Href("/akun/data") + "?dari=" + d.Code(all[readsShown-1].ID)
	}
	if after != 0 {
		p.pages.Prev = r.Href("/akun/data")
	}
	p.reads = all
	return nil
}

// readsOf are the reads of this room and of the others, the newest first, one more than
// a page has.
func (d Personal) readsOf(tx *db.Tx, r *web.Request, person, after db.ID, p *dataPage) ([]OtherRead, error) {
	own, err := d.Private.ReadsOf(tx, person, after, readsShown+1)
	if err != nil {
		return nil, err
	}
	offices := map[db.ID]string{}
	var all []OtherRead
	for _, read := range own {
		if offices[read.Office] == "" && read.Office != 0 && d.Private.OfficeName != nil {
			if offices[read.Office], err = d.Private.OfficeName(tx, read.Office, r.Lang.Tag()); err != nil {
				return nil, err
			}
		}
		all = append(all, p.line(read, offices[read.Office]))
	}
	if d.Elsewhere != nil {
		others, err := d.Elsewhere(tx, r, person, after, readsShown+1)
		if err != nil {
			return nil, err
		}
		all = append(all, others...)
	}
	slices.SortStableFunc(all, func(a, b OtherRead) int { return cmp.Compare(b.ID, a.ID) })
	return all, nil
}

// line says a read of this room: the role and the office always, and the name of the staff.
func (p dataPage) line(read account.Read, office string) OtherRead {
	purpose, _ := p.law.Purpose(read.Purpose)
	out := OtherRead{ID: read.ID, At: read.At, Who: p.word("account.personal_role_"+string(read.Role), string(read.Role)), Name: cmp.Or(read.ReaderWas, p.T("account.personal_name_gone")),
		Why: p.word("account.personal_purpose_"+read.Purpose, read.Purpose), Law: p.T("account.personal_law_cited", purpose.Article), Which: p.fieldNames(read.Fields)}
	if office != "" {
		out.Who = p.T("account.personal_role_of", out.Who, office)
	}
	if read.Number != "" {
		out.Law = p.T("account.personal_by_letter", read.Number)
	}
	return out
}

func (p dataPage) readTable() parts.Table {
	t := parts.Table{Caption: p.T("account.personal_reads_caption"), Cards: true, Halves: true, Empty: p.T("account.personal_reads_none"),
		Columns: []parts.Column{{Label: p.T("account.personal_when")}, {Label: p.T("account.personal_who")}, {Label: p.T("account.personal_why")}, {Label: p.T("account.personal_which")}}}
	for _, r := range p.reads {
		which := parts.Cell{Text: r.Which}
		if r.Of != "" {
			which.Part = parts.Tautan(p.Lang, parts.Link{Label: r.Of, Href: r.Href})
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.when(r.At)}, {Text: r.Who, Note: r.Name}, {Text: r.Why, Note: r.Law}, which}})
	}
	return t
}
