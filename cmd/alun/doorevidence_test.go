package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/quantity"
	"alun/record/plan"
)

// Words that stand for what supports an indicator of dpu: evidence with a file,
// more of it for each form, and a list of names that nobody has counted.
const (
	proofFiled    = "BERBERKAS"
	proofFile     = "LAMPIRAN"
	proofTaken    = "DITARIK"
	proofAsked    = "DITANYA" // disputed
	stagedNames   = "DAFTARNAMA"
	evidencePath  = sheetPath + "/dukung"
	evidencedCode = "4.1.1.1"
	evidenceRow   = evidencePath + "/" + evidencedCode + "-0"
)

var (
	evidenceSeen = []string{"planner", "planner without second factor", "inspector", "operator", "head", "acting head"}
	by           = "langkah=lampir&kind=dokumen&quantity=1&happened=2024-05-06&title=Dokumen+serah+terima"
	reason       = "Kalimat+yang+cukup+panjang."
)

// evidenceDoors are those of data dukung.
var evidenceDoors = []door{
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/dukung", as: "operator", may: evidenceSeen, examples: []string{evidencePath, evidencePath + "?semua=1"},
		refused: []refusal{{"/putaran/2024/3/tiada/dukung", 404}, {"/putaran/2024/9/dpu/dukung", 404}, {"/putaran/2024/4/dpu/dukung", 404}, {"/putaran/2024/3/disdag/dukung", 403}, {evidencePath + "?semua=%00", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/dukung/{row}", as: "operator", may: evidenceSeen, examples: []string{evidenceRow, evidenceRow + "?kabar=lampir"},
		refused: []refusal{{evidencePath + "/9.9-0", 404}, {evidencePath + "/" + evidencedCode, 404}, {evidencePath + "/x-99999999999", 404}, {evidenceRow + "?kabar=x", 422}, {"/putaran/2024/3/disdag/dukung/1.1.1.1-0", 403}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/dukung/{row}", as: "operator", may: ofDPU, forms: []sent{ // files: record/plan/planweb
		{evidenceRow, "langkah=pilih&feed=foto", 303, 0},
		{evidenceRow, "langkah=lepas&feed=foto", 303, 0},
		{evidenceRow, "langkah=lepas&feed=dokumen", 409, 0},
		{evidenceRow, "langkah=pilih&feed=emas", 422, 0},
		{evidenceRow, by, 303, 0},
		{evidenceRow, "langkah=lampir", 422, 0},
		{evidenceRow, by + "&quantity=banyak", 303, 0}, // the first one counts
		{evidenceRow, "langkah=lampir&kind=dokumen&quantity=banyak&happened=2024-05-06&title=Dokumen", 422, 0},
		{evidenceRow, "langkah=lampir&kind=dokumen&quantity=1&happened=2025-05-06&title=Dokumen", 422, 0},
		{evidenceRow, "langkah=daftar&list_kind=orang&list_happened=2024-05-06&list_title=Pelatihan&names=Siti%0ABudi", 303, 0},
		{evidenceRow, "langkah=daftar&list_kind=orang&list_happened=2024-05-06&list_title=Pelatihan&names=", 422, 0},
		{evidenceRow, "langkah=daftar&list_kind=orang&list_happened=2024-05-06&list_title=Pelatihan&names=%ff%00", 422, 0},
		{evidenceRow, "langkah=berkas&evidence=" + proofFiled, 422, 0},
		{evidenceRow, "langkah=tarik&evidence=" + proofTaken, 422, 0},
		{evidenceRow, "langkah=tarik&evidence=" + proofTaken + "&sentence-tarik-" + proofTaken + "=" + reason, 303, 0},
		{evidenceRow, "langkah=tarik&evidence=" + proofTaken + "&sentence-tarik-" + proofTaken + "=" + reason, 409, 0},
		{evidenceRow, "langkah=sanggah&evidence=" + proofFiled, 403, 0},
		{evidenceRow, "langkah=hapus", 422, 0},
		{evidencePath + "/9.9-0", by, 404, 0},
		{"/putaran/2024/3/disdag/dukung/1.1.1.1-0", by, 403, 0}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/dukung/{row}/daftar/{list}", as: "operator", may: evidenceSeen,
		examples: []string{evidenceRow + "/daftar/" + stagedNames, evidenceRow + "/daftar/" + stagedNames + "?dari=9999"},
		refused:  []refusal{{evidenceRow + "/daftar/x", 404}, {evidenceRow + "/daftar/%00", 404}, {evidenceRow + "/daftar/" + stagedNames + "?dari=-1", 422}, {evidencePath + "/9.9-0/daftar/" + stagedNames, 404}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/dukung/{row}/daftar/{list}", as: "operator", may: ofDPU, forms: []sent{
		{evidenceRow + "/daftar/" + stagedNames, "", 303, 0},
		{evidenceRow + "/daftar/" + stagedNames, "", 409, 0},
		{evidenceRow + "/daftar/x", "", 404, 0}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/dukung/{row}/berkas/{evidence}/{hash}", as: "inspector", may: evidenceSeen,
		examples: []string{evidenceRow + "/berkas/" + proofFiled + "/" + proofFile},
		refused:  []refusal{{evidenceRow + "/berkas/" + proofAsked + "/" + proofFile, 404}, {evidenceRow + "/berkas/x/x", 404}, {evidenceRow + "/berkas/" + proofFiled + "/%00", 404}, {"/berkas/" + proofFile, 404}}},
}

// attachSome attaches what the doors need, in the round that openSheets opened.
func (v *visit) attachSome() {
	v.Helper()
	f, err := v.house.files.Receive(v.Context(), blob.Sent{Name: "hadir.jpg", Content: bytes.NewReader(aPhoto(v.T, 70, 50))}, blob.Printed)
	if err != nil {
		v.Fatal(err)
	}
	v.codes[proofFile] = f.Hash
	code := func(id db.ID) string { return v.house.keys.Codec().Encode(int64(id)) }
	session := v.people["operator"].Session
	in := plan.Attaching{Until: date.Quarter{Year: 2024, N: 3}, Kind: "dokumen", Micro: quantity.One, Happened: date.Day{Year: 2024, Month: time.March, Date: 4}, Title: "Dokumen serah terima"}
	v.act(func(tx *db.Tx) (err error) {
		if in.Node, err = plan.NodeID(tx, 2024, "dpu", evidencedCode); err != nil {
			return err
		}
		for _, kind := range []string{"dokumen", "orang"} {
			if err := plan.Support(tx, session, plan.Feed{Node: in.Node, Kind: kind}); err != nil {
				return err
			}
		}
		for word, file := range map[string]string{proofFiled: f.Hash, proofTaken: "", proofAsked: ""} {
			in.File = file
			id, err := plan.Attach(tx, session, in)
			if err != nil {
				return err
			}
			v.codes[word] = code(id)
			if word == proofAsked {
				if err := plan.Dispute(tx, v.people["inspector"].Session, id, "Tanggalnya sesudah acara selesai."); err != nil {
					return err
				}
			}
		}
		return nil
	})
	v.codes[stagedNames] = code(v.stageNames(in.Node, "Siti Aminah", "Budi"))
}

// stageNames stages a list of participants of dpu.
func (v *visit) stageNames(node db.ID, names ...string) db.ID {
	ask := plan.ListAsk{Node: node, Until: date.Quarter{Year: 2024, N: 3}, Kind: "orang", Happened: date.Day{Year: 2024, Month: time.April, Date: 3}, Title: "Pelatihan tukang"}
	var rows []plan.Named
	for i, n := range names {
		rows = append(rows, plan.Named{Number: i + 1, Name: n})
	}
	roll := plan.Roll{Box: v.house.people.Box, Ring: v.house.keys}
	id, err := roll.StageList(v.Context(), v.house.db, v.people["operator"].Session, ask, rows)
	if err != nil {
		v.Error(err)
	}
	return id
}

// evidenceActs attach something else each time, and count another list.
func (w *twoFaces) evidenceActs() map[string]act {
	const row = "POST /putaran/{year}/{quarter}/{opd}/dukung/{row}"
	return map[string]act{
		row: w.alone(func(ctx context.Context, n int) error {
			return w.formAs(ctx, "operator", w.site.Handler(), evidenceRow, fmt.Sprintf("%s+%d", by, n), http.StatusSeeOther)
		}),
		row + "/daftar/{list}": w.alone(func(ctx context.Context, n int) error {
			var node db.ID
			err := w.house.db.Read(ctx, func(tx *db.Tx) (err error) { node, err = plan.NodeID(tx, 2024, "dpu", evidencedCode); return err })
			if err != nil {
				return err
			}
			list := w.stageNames(node, fmt.Sprint("Peserta ", n))
			return w.formAs(ctx, "operator", w.site.Handler(), evidenceRow+"/daftar/"+w.code(list), "", http.StatusSeeOther)
		}),
	}
}

// TestFilesOfEvidenceAreForFew: what lies beside evidence is nobody's else, and no
// cache on the way keeps it.
func TestFilesOfEvidenceAreForFew(t *testing.T) {
	v := visitHouse(t)
	got := v.askAs("inspector", http.MethodGet, v.path(evidenceRow+"/berkas/"+proofFiled+"/"+proofFile), "")
	if got.Code != http.StatusOK || got.Header().Get("Cache-Control") != "no-store" || got.Body.Len() == 0 {
		t.Errorf("status %d, %s, %d bytes", got.Code, got.Header().Get("Cache-Control"), got.Body.Len())
	}
	if got := v.ask(http.MethodGet, v.path("/berkas/"+proofFile), ""); got.Code != http.StatusNotFound {
		t.Errorf("everybody gets it: status %d", got.Code)
	}
	page := v.ask(http.MethodGet, "/renja/2024/dpu/"+evidencedCode, "").Body.String()
	for _, private := range []string{v.codes[proofFile], "serah terima", "sesudah acara"} {
		if bytes.Contains([]byte(page), []byte(private)) {
			t.Errorf("the public page shows %q", private)
		}
	}
}
