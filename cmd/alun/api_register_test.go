package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"maps"
	"net/http"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

// alsoAtCounter lets somebody of an office work at the counter of an area too.
func alsoAtCounter(tx *db.Tx, person db.ID, area string) error {
	return alsoHolds(tx, person, account.Counter, area)
}

// alsoHolds gives somebody one role more; area is "" of a role of the whole city.
func alsoHolds(tx *db.Tx, person db.ID, role account.Role, area string) error {
	decree := tx.NewID()
	if _, err := tx.Exec(`insert into account_decree (id, number, about, signed_on, made_at, made_by) values ($1, $2, '', '2025-01-02', $3, 'command')`, decree, fmt.Sprint("sk/", int64(decree)), tx.Now()); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
		values ($1, $2, $3, $4, null, $5, null, $6, $7, null, $7, 'command', '', null)`, tx.NewID(), person, string(role), string(account.Definitif), db.Null(area, area != ""), decree, tx.Now())
	return err
}

// register is the register as a program of somebody of the cast acts in it.
type register struct {
	w      *twoFaces
	secret string
}

// as makes a key for somebody of the cast.
func (w *twoFaces) as(ctx context.Context, who string) (register, error) {
	r := register{w, api.Secret()}
	return r, w.house.db.Write(ctx, func(tx *db.Tx) error {
		_, err := keysForPeople.Make(tx, byCommand, r.secret, api.Key{Name: who, Scopes: keysForPeople.Scopes, For: w.people[who].Session})
		return err
	})
}

// send sends a call that makes or changes something, and reads the answer.
func (r register) send(ctx context.Context, method, path string, body []byte, want int, headers ...string) (map[string]any, http.Header, error) {
	header := map[string]string{"Authorization": "Bearer " + r.secret}
	if method != http.MethodGet {
		header["Content-Type"], header["Idempotency-Key"] = "application/json", web.NewKey()
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		header[name] = value
	}
	got, err := r.w.knock(ctx, r.w.site.Handler(), aCall(method, api.Prefix+path, string(body), header), want)
	out := map[string]any{}
	if err == nil {
		err = json.Unmarshal(got.Body.Bytes(), &out)
	}
	return out, got.Header(), err
}

// registerActs are what programs do in the register for people: each with a business or a
// sheet of its own.
func (w *twoFaces) registerActs() map[string]act {
	const business = "/businesses/{code}"
	out := map[string]act{}
	add := func(method, path, who string, do func(ctx context.Context, r register, code string) error) {
		out[method+" "+api.Prefix+path] = func(ctx context.Context, _ int) error {
			r, err := w.as(ctx, who)
			if err != nil {
				return err
			}
			begun, _, err := r.send(ctx, "POST", "/businesses", wholeDraft(), http.StatusCreated)
			if err != nil {
				return err
			}
			code, _ := begun["code"].(string)
			return do(ctx, r, code)
		}
	}
	add("POST", "/businesses", "maker", func(context.Context, register, string) error { return nil })
	add("POST", "/batch/businesses", "maker", func(ctx context.Context, r register, _ string) error {
		_, _, err := r.send(ctx, "POST", "/batch/businesses", []byte(`{"businesses":[{"key":"`+web.NewKey()+`","kind":"usaha","name":"Kue Lapis"}]}`), 200)
		return err
	})
	add("PATCH", business+"/record", "maker", func(ctx context.Context, r register, code string) error {
		_, err := r.changed(ctx, code)
		return err
	})
	add("POST", business+"/record/history/{id}/take-back", "maker", func(ctx context.Context, r register, code string) error {
		change, err := r.changed(ctx, code)
		if err == nil {
			_, _, err = r.send(ctx, "POST", "/businesses/"+code+"/record/history/"+change+"/take-back", []byte(`{}`), 200)
		}
		return err
	})
	add("POST", business+"/record/proposals/{id}/decide", "maker", func(ctx context.Context, r register, code string) error { return r.decides(ctx, code) })
	stepActs(add)
	add("PATCH", business+"/record/products/{id}", "maker", func(ctx context.Context, r register, code string) error {
		id, err := r.begins(ctx, code, "/record/products", `{"name":"Nasi kuning"}`)
		if err != nil {
			return err
		}
		return r.patches(ctx, "/businesses/"+code+"/record/products/"+id, `{"stock":"habis"}`)
	})
	maps.Copy(out, w.paperActs())
	maps.Copy(out, w.decideActs())
	maps.Copy(out, w.sharedActs())
	maps.Copy(out, w.furtherActs())
	return out
}

// stepActs are those that one step makes, and those that end what it made.
func stepActs(add func(method, path, who string, do func(ctx context.Context, r register, code string) error)) {
	const business = "/businesses/{code}"
	for _, x := range []struct{ path, body, after, more string }{
		{"/submit", `{}`, "", ""}, {"/close", `{"reason":"tutup"}`, "", ""}, {"/close", `{"reason":"tutup"}`, "/reopen", `{}`},
		{"/record/permits", `{"kind":"halal","number":"ID 1"}`, "/record/permits/{id}/remove", `{"reason":"diganti"}`},
		{"/record/people", `{"name":"Siti Aminah","role":"worker"}`, "/record/people/{id}/end", `{"until":"` + date.DayOf(atNoon()()).String() + `"}`},
		{"/record/products", `{"name":"Nasi kuning"}`, "/record/products/{id}/remove", `{"version":1}`},
		{"/record/photos", "jpeg", "/record/photos/{id}/remove", `{}`},
	} {
		first := func(ctx context.Context, r register, code string) (string, error) {
			return r.begins(ctx, code, x.path, x.body)
		}
		add("POST", business+x.path, "maker", func(ctx context.Context, r register, code string) error { _, err := first(ctx, r, code); return err })
		if x.after != "" {
			add("POST", business+x.after, "maker", func(ctx context.Context, r register, code string) error {
				id, err := first(ctx, r, code)
				if err == nil {
					_, _, err = r.send(ctx, "POST", "/businesses/"+code+strings.Replace(x.after, "{id}", id, 1), []byte(x.more), 200)
				}
				return err
			})
		}
	}
}

// paperActs are those with sheets.
func (w *twoFaces) paperActs() map[string]act {
	enter := func(behind, body string, want int) act {
		return func(ctx context.Context, _ int) error {
			rt := 100 + int(sheetRT.Add(1))%190
			s, err := w.sheetOf(ctx, rt, lembar.None, "Depot Ana", "Depot Ani")
			if err != nil {
				return err
			}
			r, err := w.as(ctx, "counter")
			if err != nil {
				return err
			}
			at := "/sheets/" + w.code(s.ID)
			if behind == "" {
				at, body = "/sheets", fmt.Sprintf(`{"kelurahan":%q,"rt":%d,"instead":%q}`, draftArea, rt, w.code(s.ID))
			}
			if behind == "/finish" {
				if _, _, err := r.send(ctx, "POST", at+"/ticks", []byte(`{"rows":[{"n":1,"saw":0,"tick":1}]}`), 200); err != nil {
					return err
				}
			}
			_, _, err = r.send(ctx, "POST", at+behind, []byte(body), want)
			return err
		}
	}
	const at = "POST " + api.Prefix + "/sheets"
	return map[string]act{
		at: enter("", "", 201), at + "/{id}/ticks": enter("/ticks", `{"rows":[{"n":1,"saw":0,"tick":1}]}`, 200),
		at + "/{id}/hands": enter("/hands", `{"line":1,"name":"Warung Bu Tini"}`, 201), at + "/{id}/finish": enter("/finish", `{}`, 200),
	}
}

// wholeDraft is a business with all that it needs.
func wholeDraft() []byte {
	raw, _ := json.Marshal(wholeStall()) // texts
	return raw
}

// begins does something first to a business, and gives the code of what it made.
func (r register) begins(ctx context.Context, code, path, body string) (string, error) {
	want, headers := 200, []string(nil)
	if strings.HasPrefix(path, "/record/") {
		want = 201
	}
	raw := []byte(body)
	if body == "jpeg" {
		raw, headers = aPicture(), []string{"Content-Type: image/jpeg"}
	}
	made, _, err := r.send(ctx, "POST", "/businesses/"+code+path, raw, want, headers...)
	if err != nil {
		return "", err
	}
	if id, one := made["id"].(string); one {
		return id, nil
	}
	for _, x := range list(made["items"]) {
		if id := object(x)["id"]; object(x)["role"] != "owner" {
			return fmt.Sprint(id), nil
		}
	}
	return "", nil
}

// patches changes what stands at an address.
func (r register) patches(ctx context.Context, path, body string) error {
	_, h, err := r.send(ctx, "GET", path, nil, 200)
	if err == nil {
		_, _, err = r.send(ctx, "PATCH", path, []byte(body), 200, "If-Match: "+h.Get("Etag"))
	}
	return err
}

// changed changes a fact of a business, and gives the code of the change.
func (r register) changed(ctx context.Context, code string) (string, error) {
	at := "/businesses/" + code + "/record"
	if err := r.patches(ctx, at, `{"started":"2019"}`); err != nil {
		return "", err
	}
	past, _, err := r.send(ctx, "GET", at+"/history?limit=1", nil, 200)
	if err != nil {
		return "", err
	}
	return fmt.Sprint(object(list(past["items"])[0])["id"]), nil
}

// decides answers what a list says against the maker's own word.
func (r register) decides(ctx context.Context, code string) error {
	id, _ := r.w.house.keys.Codec().Decode(code)
	err := r.w.house.db.Write(ctx, func(tx *db.Tx) error {
		_, err := r.w.house.book().PutAs(tx, "command", registry.List{Source: "uji-" + code, Level: registry.Told}, []registry.Incoming{{Key: code, Business: db.ID(id), Set: registry.Values{registry.Opens: "Setiap hari 24 jam"}}})
		return err
	})
	if err != nil {
		return err
	}
	at := "/businesses/" + code + "/record/proposals"
	waits, _, err := r.send(ctx, "GET", at, nil, 200)
	if err == nil {
		_, _, err = r.send(ctx, "POST", at+"/"+fmt.Sprint(object(list(waits["items"])[0])["id"])+"/decide", []byte(`{"accept":true}`), 200)
	}
	return err
}

// aPicture is a small photo.
func aPicture() []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 300)), nil) // into memory
	return b.Bytes()
}

// TestAProgramOfAnOfficerDecidesNothing: its officer made the key on their own page, with
// a second factor; the program reads and fills in, and what decides stays with them.
func TestAProgramOfAnOfficerDecidesNothing(t *testing.T) {
	p := visitPrograms(t)
	bearer := "Authorization: Bearer " + p.keyOf("counter")
	made, _ := p.ask("POST", "/businesses", string(wholeDraft()), http.StatusCreated, bearer)
	at := "/businesses/" + made["code"].(string)
	if made["seen_as"] != "officer" || made["state"] != "draft" {
		t.Errorf("%v", made)
	}
	p.ask("POST", at+"/submit", `{}`, http.StatusOK, bearer)
	waiting, _ := p.ask("GET", "/businesses/queue?area=64.71.02&state=submitted&q=bu+sari", "", http.StatusOK, bearer)
	if len(list(waiting["items"])) == 0 {
		t.Errorf("%v", waiting)
	}
	change, _ := p.ask("GET", at+"/record/history?limit=1", "", http.StatusOK, bearer)
	p.ask("POST", at+"/record/history/"+object(list(change["items"])[0])["id"].(string)+"/take-back", `{}`, http.StatusForbidden, bearer)
	p.ask("POST", at+"/close", `{"reason":"tutup","sentence":"Tempatnya sudah kosong sejak lama."}`, http.StatusForbidden, bearer)
	p.ask("GET", "/businesses/queue?area=64.71.05", "", http.StatusForbidden, bearer)
	other := "Authorization: Bearer " + p.keyOf("operator")
	p.ask("GET", at+"/record", "", http.StatusNotFound, other)
	p.ask("GET", "/businesses/queue?area=64.71.02", "", http.StatusForbidden, other)
}
