package soak

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// doors knows where deeds are sent, and notes every answer that is a fault of
// the program's own.
type doors struct {
	city    *city
	client  *http.Client
	forms   []string // addresses of the correction forms of all rows
	next    atomic.Int64
	reports atomic.Int64 // imports so far: each brings a report of its own
	faults  answers
}

// deadline bounds one request: whoever waits longer has no answer.
const deadline = 30 * time.Second

func (c *city) doors(t testing.TB) *doors {
	t.Helper()
	d := c.open(t)
	defer d.Close()
	forms := texts(t, d, `select '/renja/' || n.year || '/' || o.slug || '/' || n.code || '/koreksi'
		from plan_node n join plan_opd o on o.id = n.opd order by n.id`)
	if len(forms) < 1000 {
		t.Fatalf("the city has only %d rows", len(forms))
	}
	return &doors{city: c, forms: forms, client: &http.Client{Timeout: deadline,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// token is something that nobody else writes.
func token() string { return strings.ToLower(rand.Text()) }

// correction is a reader's word about a row, sent as a browser sends the form.
// A row takes only so many unanswered ones, so they are spread over all rows.
func (s *doors) correction() *deed {
	d := &deed{kind: "correction", token: token()}
	path := s.forms[int(s.next.Add(1))%len(s.forms)]
	form := url.Values{"_key": {token()}, "field": {"budget"}, "message": {"soak " + d.token + " On paper I read another figure."}}
	d.send = func(at string) outcome {
		return s.post(at+path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	}
	return d
}

// document is a correction with the printed page beside it. A PDF is kept as it
// came, so its hash is known before it is sent.
func (s *doors) document() *deed {
	d := &deed{kind: "document", token: token()}
	paper := fmt.Appendf(nil, pdf, d.token, strings.Repeat("0123456789abcdef\n", 512))
	sum := sha256.Sum256(paper)
	d.sum = hex.EncodeToString(sum[:])
	path := s.forms[int(s.next.Add(1))%len(s.forms)]
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range [][2]string{{"_key", token()}, {"field", "budget"}, {"message", "soak " + d.token + " Here is the page."}} {
		_ = form.WriteField(f[0], f[1]) // a buffer takes everything
	}
	part, _ := form.CreateFormFile("page", "halaman.pdf")
	_, _ = part.Write(paper)
	form.Close()
	d.send = func(at string) outcome {
		return s.post(at+path, form.FormDataContentType(), bytes.NewReader(body.Bytes()))
	}
	return d
}

// pdf is a small whole document with a mark and some weight.
const pdf = `%%PDF-1.4
%% %s
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
4 0 obj << /Length 8704 >> stream
%sendstream endobj
trailer << /Root 1 0 R >>
%%%%EOF
`

// post sends a form; only the redirect after it says that it was kept.
func (s *doors) post(at, kind string, body io.Reader) outcome {
	res, err := s.client.Post(at, kind, body)
	if err != nil {
		return unknown
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return unknown
	}
	return s.faults.note(res, string(text))
}

// rowsOfReport is how many rows an import brings.
const rowsOfReport = 3

// report is an import of a small report through the command, as an operator
// calls it while the program serves. Its quarter is in the future and, for the
// next 340 imports, its own: an import that died blocks its own report for a while.
func (s *doors) report(ctx context.Context, t testing.TB) *deed {
	n := s.reports.Add(1)
	d := &deed{kind: "import", token: token()}
	var file bytes.Buffer
	file.WriteString(reportHead)
	for row := range rowsOfReport {
		fmt.Fprintf(&file, reportRow, 2030+2*(n%85), 1+n/85%4, row+1, row, d.token)
	}
	at := filepath.Join(s.city.dir, d.token+".csv")
	d.send = func(string) outcome {
		if err := os.WriteFile(at, file.Bytes(), 0o600); err != nil {
			return unknown
		}
		defer os.Remove(at)
		cmd := s.city.command(t, "import", "renja", at)
		said, err := combined(ctx, cmd)
		if err == nil {
			return acknowledged
		}
		s.faults.say(said)
		return unknown
	}
	return d
}

// combined runs a command; the end of ctx kills it.
func combined(ctx context.Context, cmd *exec.Cmd) (string, error) {
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		return "", err
	}
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() }) // it may have ended
	defer stop()
	err := cmd.Wait()
	return said.String(), err
}

const reportHead = "year,quarter,department,form,code,level,extra_indicator,name,indicator,unit,renstra_target_k,renstra_target_rp,renstra_prev_k,renstra_prev_rp,target_k,budget_rp,q1_k,q1_rp,q2_k,q2_rp,q3_k,q3_rp,q4_k,q4_rp,real_k,real_rp,ach_k_pct,ach_rp_pct,renstra_cum_k,renstra_cum_rp,renstra_ach_k_pct,renstra_ach_rp_pct,note,source_file,page\n"
const reportRow = "%d,%d,Dinas Kesehatan,1,%d,sasaran,0,Baris %d,Indikator,%%,25,,9,,12,,,,,,,,,,0,,0,,9,,36,,soak %s,realisasi2023.pdf,1\n"
