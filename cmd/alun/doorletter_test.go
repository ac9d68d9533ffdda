package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	letters "alun/ground/letter"
	"alun/record/plan"
)

// formLetter stands for the code of the city's letter, which is signed and public.
// dpu's form of the same quarter is locked and has not gone out.
const (
	formLetter = "SURATKOTA"
	cityPath   = "/putaran/2024/2/surat"
	lockedPath = "/putaran/2024/2/dpu/surat"
)

// letterDoors are those of form E.81 as a letter.
var letterDoors = []door{
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/surat", as: "operator", may: sheetSeen, examples: []string{sheetPath + "/surat", lockedPath, lockedPath + "?kabar=batal"},
		refused: []refusal{{"/putaran/2024/2/disdag/surat", 403}, {"/putaran/2024/9/dpu/surat", 404}, {"/putaran/2024/3/tiada/surat", 404}, {lockedPath + "?unduh=exe", 422},
			{lockedPath + "?unduh=asli", 404}, {lockedPath + "?surat=x", 404}, {lockedPath + "?surat=" + formLetter, 404}, {lockedPath + "?kabar=%00", 422}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/surat", as: "head", may: []string{"head", "acting head", "planner"}, forms: []sent{
		{lockedPath, "langkah=terbit&paper=f4", 303, 2},
		{lockedPath, "langkah=unggah&how=pindai", 422, 0},
		{lockedPath, "langkah=batal&reason=Salah+ketik+di+sini.", 404, 0},
		{lockedPath, "langkah=ganti&surat=" + formLetter + "&reason=Bukan+surat+kantor+ini.", 404, 0},
		{lockedPath, "langkah=publik", 403, 0}, {lockedPath, "langkah=x", 422, 0},
		{sheetPath + "/surat", "langkah=terbit&paper=f4", 409, 0},
		{"/putaran/2024/2/disdag/surat", "langkah=terbit&paper=f4", 403, 0}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/surat", as: "planner", may: roundCity,
		examples: []string{cityPath, "/putaran/2024/3/surat", cityPath + "?kabar=teks", cityPath + "?unduh=asli&surat=" + formLetter, cityPath + "?unduh=bertanda&surat=" + formLetter,
			cityPath + "?unduh=xlsx&surat=" + formLetter, cityPath + "?unduh=disposisi&surat=" + formLetter},
		refused: []refusal{{"/putaran/2024/9/surat", 404}, {"/putaran/x/3/surat", 404}, {cityPath + "?unduh=a4", 422}, {cityPath + "?surat=" + long, 404}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/surat", as: "planner", may: roundDesk, forms: []sent{
		{"/putaran/2024/3/surat", "langkah=teks&version=0&driving=Kerja+sama.", 303, 0},
		{"/putaran/2024/3/surat", "langkah=teks&version=0&driving=Tanpa+melihat.", 409, 0},
		{"/putaran/2024/3/surat", "langkah=terbit&paper=f4", 409, 0},
		{cityPath, "langkah=tarik&surat=" + formLetter, 303, 0}, {cityPath, "langkah=publik&surat=" + formLetter, 303, 0},
		{cityPath, "langkah=batal&surat=" + formLetter + "&reason=pendek", 422, 0}, {cityPath, "langkah=", 422, 0}}},
}

// signedPaper is a small whole PDF.
const signedPaper = "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n" +
	"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"

func (v *visit) paper(text string) string {
	v.Helper()
	f, err := v.house.files.Receive(v.Context(), blob.Sent{Name: "a.pdf", Content: strings.NewReader(text)}, blob.Policy{Kinds: []blob.Kind{blob.PDF}})
	if err != nil {
		v.Fatal(err)
	}
	return f.Hash
}

// sendForms locks dpu's rows of a quarter that is published, and sends the city's
// form of that quarter out, which comes back signed and is public.
func (v *visit) sendForms() {
	v.Helper()
	out, back := v.paper(strings.Replace(signedPaper, "200 200", "200 300", 1)), v.paper(signedPaper)
	q := date.Quarter{Year: 2024, N: 2}
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		planner, operator := v.people["planner"].Session, v.people["operator"]
		deadline, err := date.ParseDay("2030-01-31")
		if err != nil {
			return err
		}
		round, err := plan.OpenRound(tx, planner, plan.Opening{Quarter: q, Deadline: deadline, BudgetVersion: "murni"})
		if err != nil {
			return err
		}
		s, err := plan.StartSubmission(tx, operator.Session, plan.Start{Round: round, Office: operator.Grant.Office})
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`update plan_submission set state = 'terkunci', sent_at = 1, sent_by = 1, verified_at = 1, verified_by = 2, locked_at = 1, locked_by = 2, revision = 1
			where id = $1`, s.ID); err != nil {
			return err
		}
		l, err := plan.IssueForm(tx, planner, plan.FormIssue{Quarter: q, Paper: "f4", Series: "e81", Format: "{n}/E.81/2024"})
		if err != nil {
			return err
		}
		v.codes[formLetter] = v.house.keys.Codec().Encode(int64(l.ID))
		if err := plan.FixForm(tx, planner, l.ID, out); err != nil {
			return err
		}
		if err := plan.SignForm(tx, planner, l.ID, back, letters.Scanned); err != nil {
			return err
		}
		return plan.ReleaseForm(tx, planner, l.ID, true)
	})
	if err != nil {
		v.Fatal(err)
	}
}

// letterActs send dpu's form out and make it void, in turns, and write the city's
// texts anew.
func (w *twoFaces) letterActs() map[string]act {
	return map[string]act{
		"POST /putaran/{year}/{quarter}/{opd}/surat": w.alone(func(ctx context.Context, _ int) error {
			standing, err := w.one(ctx, `select coalesce(max(letter), 0) from plan_form_letter where opd is not null and void_at is null`)
			if err != nil {
				return err
			}
			form := "langkah=terbit&paper=a3"
			if standing != 0 {
				form = "langkah=batal&reason=Diterbitkan+lagi.&surat=" + w.code(standing)
			}
			return w.formAs(ctx, "head", w.site.Handler(), lockedPath, form, http.StatusSeeOther)
		}),
		"POST /putaran/{year}/{quarter}/surat": w.alone(func(ctx context.Context, n int) error {
			version, err := w.one(ctx, `select coalesce(max(version), 0) from plan_form_text where year = 2024 and quarter = 3 and opd is null`)
			if err != nil {
				return err
			}
			return w.formAs(ctx, "planner", w.site.Handler(), "/putaran/2024/3/surat", fmt.Sprintf("langkah=teks&version=%d&driving=Sebab+kota+ke-%d.", version, n), http.StatusSeeOther)
		}),
	}
}

// one reads one number.
func (w *twoFaces) one(ctx context.Context, query string) (n db.ID, err error) {
	err = w.house.db.Read(ctx, func(tx *db.Tx) error { n, _, err = db.One(tx, (*db.Row).ID, query); return err })
	return n, err
}
