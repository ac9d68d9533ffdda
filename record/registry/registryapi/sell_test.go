package registryapi_test

import (
	"strings"
	"testing"

	"alun/record/registry/registryapi"
)

func TestAProgramLooksAfterProducts(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code
		own := at + "/record/products"
		bad := w.ask("maker", "POST", own, map[string]any{"name": "N", "price": "kira-kira segitu"}, 422)
		told := map[string]bool{}
		for _, e := range bad.items("errors") {
			told[e["pointer"].(string)] = e["detail"] != ""
		}
		if !told["/name"] || !told["/price"] {
			t.Errorf("%s", bad.body)
		}
		made := w.ask("helper", "POST", own, map[string]any{"name": "Nasi kuning", "price": "15rb/bungkus"}, 201)
		id := made.text("id")
		if price, _ := made.v["price"].(map[string]any); price["low"] != 15000.0 || price["kind"] != "fixed" || made.text("unit") != "bungkus" || made.v["shown"] != true {
			t.Errorf("%s", made.body)
		}
		hidden := w.ask("maker", "POST", own, map[string]any{"name": "Rencana baru", "hidden": true}, 201).text("id")
		public := w.get("", at+"/products", 200)
		if all := public.items("items"); len(all) != 1 || all[0]["name"] != "Nasi kuning" || strings.Contains(public.body, hidden) || strings.Contains(public.body, "version") {
			t.Errorf("%s", public.body)
		}
		if all := w.get("maker", own, 200).items("items"); len(all) != 2 {
			t.Errorf("%v", all)
		}
		seen := w.get("maker", own+"/"+id, 200).header.Get("Etag")
		if gone := w.ask("maker", "PATCH", own+"/"+id, map[string]any{"stock": "habis"}, 200, "If-Match: "+seen); gone.text("stock") != "habis" || gone.text("name") != "Nasi kuning" {
			t.Errorf("%s", gone.body)
		}
		w.ask("maker", "PATCH", own+"/"+id, map[string]any{"stock": "ada"}, 412, "If-Match: "+seen)
		if all := w.get("", at+"/products", 200).items("items"); all[0]["stock"] != "habis" {
			t.Errorf("%v", all)
		}
		other := w.published()
		w.get("maker", "/businesses/"+other+"/record/products/"+id, 404)
		w.ask("maker", "POST", own+"/"+id+"/remove", map[string]any{"version": 1}, 409)
		if left := w.ask("maker", "POST", own+"/"+id+"/remove", map[string]any{"version": 2}, 200).items("items"); len(left) != 1 {
			t.Errorf("%v", left)
		}
	})
}

func TestAProgramSendsPhotos(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.drafted("maker")
		at := "/businesses/" + code + "/record/photos"
		product := w.ask("maker", "POST", "/businesses/"+code+"/record/products", map[string]any{"name": "Nasi kuning"}, 201).text("id")
		const jpeg = "Content-Type: image/jpeg"
		w.ask("maker", "POST", at, []byte("\xff\xd8\xffno picture"), 422, jpeg)
		w.ask("maker", "POST", at, aJPEG(1), 415, "Content-Type: image/gif")
		w.ask("other", "POST", at, aJPEG(1), 404, jpeg)
		sent := w.ask("maker", "POST", at+"?alt=Dapur", aJPEG(1), 201, jpeg)
		if all := sent.items("items"); len(all) != 1 || all[0]["alt"] != "Dapur" || !strings.HasPrefix(all[0]["large"].(string), "/berkas/") {
			t.Fatalf("%s", sent.body)
		}
		ofProduct := w.ask("maker", "POST", at+"?product="+product, aJPEG(2), 201, jpeg).items("items")
		if len(ofProduct) != 1 || ofProduct[0]["id"] == sent.items("items")[0]["id"] {
			t.Errorf("%v", ofProduct)
		}
		again := "Idempotency-Key: " + strings.Repeat("k", 20)
		w.ask("maker", "POST", at, aJPEG(3), 201, jpeg, again)
		w.ask("maker", "POST", at, aJPEG(3), 201, jpeg, again)
		for n := range 4 {
			w.ask("maker", "POST", at, aJPEG(10+n), 201, jpeg)
		}
		w.ask("maker", "POST", at, aJPEG(20), 409, jpeg) // six are there
		first := w.get("helper", at, 200).items("items")[0]["id"].(string)
		mine := w.drafted("other")
		w.ask("other", "POST", "/businesses/"+mine+"/record/photos/"+first+"/remove", `{}`, 404)
		w.ask("other", "POST", at+"/"+first+"/remove", `{}`, 404)
		if left := w.ask("helper", "POST", at+"/"+first+"/remove", `{}`, 200).items("items"); len(left) != 5 {
			t.Errorf("%d photos", len(left))
		}
	})
}

// What was taken off opens nowhere, is listed for its people, comes back once, and goes
// for good when they say so.
func TestAProgramGivesPhotosBack(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record/photos"
		const jpeg = "Content-Type: image/jpeg"
		product := w.ask("maker", "POST", "/businesses/"+code+"/record/products", map[string]any{"name": "Nasi kuning"}, 201).text("id")
		one := w.ask("maker", "POST", at+"?alt=Dapur", aJPEG(1), 201, jpeg).items("items")[0]["id"].(string)
		two := w.ask("maker", "POST", at+"?product="+product, aJPEG(2), 201, jpeg).items("items")[0]["id"].(string)
		for _, photo := range []string{one, two} {
			w.ask("helper", "POST", at+"/"+photo+"/remove", `{}`, 200)
		}
		w.get("other", at+"/off", 404)
		off := w.get("maker", at+"/off", 200)
		if all := off.items("items"); len(all) != 2 || all[0]["id"] != two || all[0]["product"] != product || all[1]["alt"] != "Dapur" || all[1]["product"] != nil || all[1]["until"] == nil || strings.Contains(off.body, "/berkas/") {
			t.Errorf("%s", off.body)
		}
		mine := w.drafted("other")
		w.ask("other", "POST", "/businesses/"+mine+"/record/photos/"+one+"/return", `{}`, 403)
		w.ask("other", "POST", at+"/"+one+"/erase", `{}`, 404)
		for range 2 {
			if all := w.ask("maker", "POST", at+"/"+one+"/return", `{}`, 200).items("items"); len(all) != 1 || all[0]["id"] != one {
				t.Errorf("%v", all)
			}
		}
		w.ask("maker", "POST", at+"/"+one+"/erase", `{}`, 404) // it is not off
		if left := w.ask("maker", "POST", at+"/"+two+"/erase", `{}`, 200).items("items"); len(left) != 0 {
			t.Errorf("%v", left)
		}
		w.ask("maker", "POST", at+"/"+two+"/return", `{}`, 404)
	})
}

func TestPermitsAndPeople(t *testing.T) {
	eachTown(t, func(w *town) {
		at := "/businesses/" + w.published() + "/record"
		w.ask("maker", "POST", at+"/permits", map[string]any{"kind": "halal", "number": "ID1", "issued": "kemarin"}, 422)
		w.ask("maker", "POST", at+"/permits", map[string]any{"kind": "surat sakti", "number": "ID1"}, 422)
		held := w.ask("maker", "POST", at+"/permits", map[string]any{"kind": "halal", "number": "ID64110000123450123", "issuer": "BPJPH", "issued": "2026-02-11"}, 201).items("items")
		if len(held) != 1 || held[0]["level"] != "told" || held[0]["until"] != nil {
			t.Fatalf("%v", held)
		}
		permit := held[0]["id"].(string)
		w.ask("maker", "POST", at+"/permits", map[string]any{"kind": "halal", "number": "ID64110000123450123"}, 409)
		w.ask("maker", "POST", "/businesses/"+w.published()+"/record/permits/"+permit+"/remove", map[string]any{"reason": "diganti"}, 404)
		if left := w.ask("maker", "POST", at+"/permits/"+permit+"/remove", map[string]any{"reason": "diganti"}, 200).items("items"); len(left) != 0 {
			t.Errorf("%v", left)
		}
		in := w.ask("maker", "POST", at+"/people", map[string]any{"name": "Siti Aminah", "role": "worker"}, 201).items("items")
		if len(in) != 2 {
			t.Fatalf("%v", in)
		}
		if seen := w.get("counter", at+"/people", 200); strings.Contains(seen.body, "Aminah") {
			t.Errorf("an officer reads names: %s", seen.body)
		}
		var row string
		for _, p := range in {
			if p["name"] == "Siti Aminah" {
				row = p["id"].(string)
			}
		}
		w.ask("helper", "POST", at+"/people", map[string]any{"name": "Budi", "role": "worker"}, 403)
		w.ask("maker", "POST", at+"/people/"+row+"/end", map[string]any{"until": "2099-01-01"}, 422)
		today := in[0]["since"].(string)
		w.ask("maker", "POST", at+"/people/"+row+"/end", map[string]any{"until": today}, 200)
	})
}

// TestWhatAProgramMayNotRead: sealed facts are for their people; an officer's program
// neither reads them nor learns whether they are there.
func TestWhatAProgramMayNotRead(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record"
		w.ask("maker", "PATCH", at, map[string]any{"sales": "omzet_300jt", "phone": "0813-9999-8888"}, 200, "If-Match: "+w.get("maker", at, 200).header.Get("Etag"))
		reads := w.count(`select count(*) from registry_read`)
		for _, who := range []string{"counter", "planner", "inspector"} {
			for _, path := range []string{at, at + "/history", at + "/proposals", at + "/people", "/businesses/queue?area=64.71.05"} {
				h := w.get(who, path, 200)
				for _, private := range []string{"99998888", "34567890", "omzet_300jt", "Melati"} {
					if strings.Contains(h.body, private) {
						t.Errorf("%s reads %q at %s: %s", who, private, path, h.body)
					}
				}
			}
		}
		helper := w.get("helper", at, 200)
		if helper.fact("sales") != "" || helper.fact("phone") == "" {
			t.Errorf("%s", helper.body)
		}
		if n := w.count(`select count(*) from registry_read`); n != reads {
			t.Error("a read of private facts through a program")
		}
		// What an officer decides takes a second factor, which no program has.
		change := w.get("maker", at+"/history", 200).items("items")[0]["id"].(string)
		w.ask("counter", "POST", at+"/history/"+change+"/take-back", `{}`, 403)
		w.ask("counter", "POST", "/businesses/"+code+"/close", map[string]any{"reason": "tutup", "sentence": "Tempatnya sudah kosong sejak lama."}, 403)
		undo := registryapi.LeaveOut("officer decides")
		w.ask("counter", "POST", at+"/history/"+change+"/take-back", map[string]any{"facts": []string{"sales"}}, 200)
		undo()
	})
}
