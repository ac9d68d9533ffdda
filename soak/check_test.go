package soak

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// check holds the city against the book: the three sets, what must hold between
// the tables whatever was cut off, the files, and the engine's own check.
func (c *city) check(t testing.TB, b *book) verdict {
	t.Helper()
	v := c.weigh(t, b)
	if wrong := v.wrong(); wrong != "" {
		t.Errorf("%s (%s)", wrong, b)
	}
	d := c.open(t)
	defer d.Close()
	for _, wrong := range c.unsound(t, d) {
		t.Error(wrong)
	}
	for _, wrong := range c.papers(t, d, b) {
		t.Error(wrong)
	}
	return v
}

// weigh holds the three sets against each other and says nothing.
func (c *city) weigh(t testing.TB, b *book) verdict {
	t.Helper()
	d := c.open(t)
	defer d.Close()
	return b.judge(present(t, d))
}

// present counts the tokens that are there: a correction by its message, an
// import by its published rows.
func present(t testing.TB, d *sql.DB) map[string]int {
	t.Helper()
	found := map[string]int{}
	for _, message := range texts(t, d, `select message from plan_erratum where message like 'soak %'`) {
		found[strings.Fields(message)[1]]++
	}
	rows := map[string]int{}
	for _, note := range texts(t, d, `select f.note from plan_figure f join plan_report r on r.id = f.report
		where f.note like 'soak %' and f.since <= r.revision`) {
		rows[strings.Fields(note)[1]]++
	}
	for token, n := range rows {
		found[token] += (n + rowsOfReport - 1) / rowsOfReport
		if n%rowsOfReport != 0 {
			t.Errorf("import %s is half there: %d rows", token, n)
		}
	}
	return found
}

// halves are pairs that one act writes: each query finds half of one.
var halves = map[string]string{
	"corrections without their diary entry": `select cast(e.id as text) from plan_erratum e where not exists
		(select 1 from diary_entry x where x.kind = 'plan_erratum' and x.subject = e.id and x.fact = 'plan.erratum_told')`,
	"diary entries without their correction": `select cast(x.id as text) from diary_entry x where x.kind = 'plan_erratum'
		and not exists (select 1 from plan_erratum e where e.id = x.subject)`,
	"corrections told twice in the diary": `select cast(subject as text) from diary_entry where fact = 'plan.erratum_told'
		group by subject having count(*) > 1`,
	"answers that were claimed and never given": `select key from web_answer where answer = ''`,
	"published imports without a revision": `select cast(i.id as text) from plan_import i where i.state = 'published'
		and not exists (select 1 from plan_revision r where r.import = i.id)`,
	"revisions that are shown before they were published": `select cast(v.import as text) from plan_revision v
		join plan_report r on r.id = v.report join plan_import i on i.id = v.import where v.number <= r.revision and i.state <> 'published'`,
}

// unsound lists what is wrong inside the database.
func (c *city) unsound(t testing.TB, d *sql.DB) (wrong []string) {
	t.Helper()
	for what, query := range halves {
		if found := texts(t, d, query); len(found) > 0 {
			wrong = append(wrong, fmt.Sprintf("%d %s: %v", len(found), what, found[:min(len(found), 3)]))
		}
	}
	if !c.postgres() {
		if said := strings.Join(texts(t, d, `pragma integrity_check`), "; "); said != "ok" {
			wrong = append(wrong, "integrity_check: "+said)
		}
		if said := texts(t, d, `select "table" || ' ' || rowid from pragma_foreign_key_check`); len(said) > 0 {
			wrong = append(wrong, fmt.Sprintf("foreign_key_check: %v", said))
		}
	}
	return wrong
}

// papers lists documents that are not on disk as their deed and their row say.
func (c *city) papers(t testing.TB, d *sql.DB, b *book) (wrong []string) {
	t.Helper()
	for _, hash := range texts(t, d, `select hash from blob_file where uses > 0`) {
		if why := c.paper(hash); why != "" {
			wrong = append(wrong, why)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, x := range b.order {
		if x.sum != "" && x.known == acknowledged {
			if why := c.paper(x.sum); why != "" {
				wrong = append(wrong, "acknowledged "+x.token+": "+why)
			}
		}
	}
	return wrong
}

// paper reads a document where the folder store keeps it.
func (c *city) paper(hash string) string {
	raw, err := os.ReadFile(filepath.Join(c.files(), hash[:2], hash[2:4], hash))
	if err != nil {
		return "document " + hash + " is not on disk: " + err.Error()
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != hash {
		return fmt.Sprintf("document %s is damaged: %d bytes", hash, len(raw))
	}
	return ""
}

// verify runs alun verify: chain, digests and files.
func (c *city) verify(t testing.TB) {
	t.Helper()
	if said, err := combined(context.Background(), c.command(t, "verify")); err != nil {
		t.Errorf("alun verify: %v: %s", err, said)
	}
}
