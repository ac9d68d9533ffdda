package registryapi

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
	"alun/record/registry/field"
)

// FieldCheck is that an officer was there. Where they stood is told to nobody: of a home
// it is its address.
type FieldCheck struct {
	ID       string    `json:"id" doc:"registryapi.f_check_id"`
	Found    string    `json:"found" enum:"buka,pindah,tutup,tidak_ada" doc:"registryapi.f_found"`
	State    string    `json:"state" enum:"done,waiting,closed,left" doc:"registryapi.f_check_state"`
	Facts    []string  `json:"facts" doc:"registryapi.f_check_facts"`
	Accuracy *int      `json:"accuracy" minimum:"0" doc:"registryapi.f_accuracy"`
	Note     string    `json:"note,omitempty" doc:"registryapi.f_note"`
	Photo    bool      `json:"photo" doc:"registryapi.f_check_photo"`
	Made     time.Time `json:"made_at" doc:"registryapi.f_made"`
	At       time.Time `json:"at" doc:"registryapi.f_came"`
}

// FieldChecked is a check that was kept, with what became of its corrections.
type FieldChecked struct {
	FieldCheck
	Number   int64    `json:"version" minimum:"1" doc:"registryapi.f_version"`
	Changed  []string `json:"changed" doc:"registryapi.f_seen_facts"`
	Proposed []string `json:"proposed" doc:"registryapi.f_proposed"`
}

// StoodAt is where the officer stood, as the device says.
type StoodAt struct {
	GeoPoint
	Accuracy int `json:"accuracy" minimum:"0" maximum:"100000" doc:"registryapi.f_accuracy"`
}

// checkKept is a check as it is kept for a day: names, no values.
type checkKept struct {
	Check             db.ID
	Number            int64
	Changed, Proposed []string
}

type checkIn struct {
	api.Keyed
	CodePath
	Body struct {
		Looked
		Found string   `json:"found" enum:"buka,pindah,tutup,tidak_ada" doc:"registryapi.f_found"`
		Name  *string  `json:"name,omitempty" maxLength:"400" doc:"directory.f_name"`
		About *string  `json:"about_id,omitempty" maxLength:"8000" doc:"registryapi.f_product_about"`
		RT    *string  `json:"rt,omitempty" maxLength:"20" doc:"registry.fact_rt"`
		Hours *string  `json:"hours,omitempty" maxLength:"1000" example:"Sen-Sab 06.00-11.00" doc:"registryapi.t_hours"`
		Stood *StoodAt `json:"stood,omitempty" doc:"registryapi.f_stood"`
		Here  bool     `json:"here,omitempty" doc:"registryapi.f_here"`
		Note  string   `json:"note,omitempty" maxLength:"2000" doc:"registryapi.f_note"`
		Made  string   `json:"made_at,omitempty" maxLength:"40" format:"date-time" doc:"registryapi.f_made"`
	}
}

type settleIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Decided
		Closing
	}
}

type checkPhotoIn struct {
	api.Keyed
	CodePath
	IDPath
	RawBody []byte

	check db.ID
	file  blob.File
}

// outdoors declares what officers do in front of a business.
func (d Desk) outdoors() {
	const at = "/businesses/{code}/record/checks"
	list := more(withExample(op("list-checks", at, "registryapi.checks"), aForm(at, nil)), "registryapi.checks_more")
	list.Scope = ScopeDecide
	api.Get(d.api, list, d.listChecks)
	check := withExample(opDecides("check-business", at, "registryapi.check"), aForm(at, map[string]any{"found": "buka", "hours": "Sen-Sab 06.00-11.00",
		"stood": map[string]any{"lat": "-1.23906", "lng": "116.88071", "accuracy": 12}}))
	check.Made = true
	api.Post(d.api, more(check, "registryapi.check_more"), api.Act[checkIn, checkKept, FieldChecked]{Act: d.check, Draw: func(tx *db.Tx, r *api.Request, in *checkIn, k checkKept) (FieldChecked, error) {
		one, err := d.checkOf(tx, r.Caller.For, in.Code, k.Check)
		return FieldChecked{one, k.Number, k.Changed, k.Proposed}, err
	}})
	settle := withExample(opDecides("settle-check", at+"/{id}/settle", "registryapi.settle"), aForm(at+"/{id}/settle", map[string]any{"version": 3, "close": false}))
	api.Post(d.api, more(settle, "registryapi.settle_more"), api.Act[settleIn, db.ID, FieldCheck]{Act: d.settle, Draw: func(tx *db.Tx, r *api.Request, in *settleIn, id db.ID) (FieldCheck, error) {
		return d.checkOf(tx, r.Caller.For, in.Code, id)
	}})
	photo := withExample(opDecides("photograph-check", at+"/{id}/photo", "registryapi.check_picture"), aPicture(at+"/{id}/photo", blob.JPEG.Type()))
	for _, k := range checkPhotos.Kinds {
		photo.File = append(photo.File, k.Type())
	}
	api.Post(d.api, more(photo, "registryapi.check_picture_more"), api.Act[checkPhotoIn, db.ID, FieldCheck]{Prepare: d.takeCheckPhoto, Act: d.addCheckPhoto,
		Draw: func(tx *db.Tx, r *api.Request, in *checkPhotoIn, id db.ID) (FieldCheck, error) {
			return d.checkOf(tx, r.Caller.For, in.Code, id)
		}})
}

// checkPhotos takes a photo, and nothing else.
var checkPhotos = blob.Policy{Kinds: []blob.Kind{blob.JPEG, blob.PNG, blob.WebP}}

// mostChecks is how many checks of a business are told, the newest.
const mostChecks = 100

func (d Desk) listChecks(tx *db.Tx, r *api.Request, in *recordIn) (api.List[FieldCheck], error) {
	out := api.List[FieldCheck]{Items: []FieldCheck{}}
	all, err := d.checksOf(tx, r.Caller.For, in.Code)
	for _, p := range all {
		out.Items = append(out.Items, d.fieldCheck(p))
	}
	return out, err
}

func (d Desk) checksOf(tx *db.Tx, session, code string) ([]field.Past, error) {
	v, err := d.within(tx, session, code)
	if err != nil {
		return nil, err
	}
	return d.Field.Checks(tx, session, v.ID, mostChecks)
}

// checkOf is one check of a business, for who may still check it.
func (d Desk) checkOf(tx *db.Tx, session, code string, id db.ID) (FieldCheck, error) {
	all, err := d.checksOf(tx, session, code)
	i := slices.IndexFunc(all, func(p field.Past) bool { return p.ID == id })
	if err == nil && i < 0 {
		err = fault.New(fault.NotFound, "field.no_check")
	}
	if err != nil {
		return FieldCheck{}, err
	}
	return d.fieldCheck(all[i]), nil
}

// checkStates are the states of a check, as they are called here.
var checkStates = map[string]string{"selesai": "done", "menunggu": "waiting", "ditutup": "closed", "tetap": "left"}

func (d Desk) fieldCheck(p field.Past) FieldCheck {
	out := FieldCheck{ID: d.api.Code(p.ID), Found: string(p.Found), State: checkStates[p.State], Facts: factNames(p.Facts), Note: p.Note, Photo: p.Photo != "", Made: p.Made.UTC(), At: p.At.UTC()}
	if p.Stood {
		out.Accuracy = &p.Accuracy
	}
	return out
}

// checkFields are the names of fields of a check, as they are called here.
var checkFields = map[string]string{"catatan": "note"}

// check keeps what an officer found. The key of the call is the device's: sent again,
// however late, it is the same check.
func (d Desk) check(tx *db.Tx, who api.Caller, in *checkIn) (checkKept, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return checkKept{}, err
	}
	say, err := in.checking()
	if err != nil {
		return checkKept{}, err
	}
	say.Business = v.ID
	done, err := d.Field.Check(tx, who.For, say)
	if err == nil && len(done.Clashes) > 0 {
		err = clashing(done.Clashes)
	}
	if err == nil && !done.Again {
		err = d.trace(tx, who, v.ID, "check")
	}
	return checkKept{done.Check, done.Version, factNames(done.Changed), factNames(done.Proposed)}, renamed(err, checkFields)
}

// checking is a check as the room takes it. What was left empty is left as it is: an
// officer takes no fact away by not writing it.
func (in *checkIn) checking() (field.Checking, error) {
	b := in.Body
	out := field.Checking{Key: in.Key, Version: b.Number, Found: field.Found(b.Found), Here: b.Here, Note: b.Note, Set: registry.Values{}}
	for f, text := range map[registry.Fact]*string{registry.Name: b.Name, registry.AboutID: b.About, registry.RT: b.RT, registry.Opens: b.Hours} {
		if text != nil && strings.TrimSpace(*text) != "" {
			out.Set[f] = *text
		}
	}
	if b.Stood != nil {
		at, err := pointIn(b.Stood.Lat, b.Stood.Lng)
		if err != nil {
			return out, fault.New(fault.Invalid, "registryapi.bad_stood").At("stood", "registryapi.bad_stood").Because(err)
		}
		out.Stood = &field.Stood{At: at, Accuracy: b.Stood.Accuracy}
	}
	if b.Made != "" {
		var err error
		if out.Made, err = time.Parse(time.RFC3339, b.Made); err != nil {
			return out, fault.New(fault.Invalid, "registryapi.bad_made").At("made_at", "registryapi.bad_made").Because(err)
		}
	}
	return out, nil
}

// clashing says at each fact what somebody else said meanwhile. Nothing of the check is kept.
func clashing(all []registry.Clash) error {
	f := fault.New(fault.Conflict, "registryapi.check_clash")
	for _, c := range all {
		f.At(string(c.Fact), "registryapi.check_stands", c.There)
	}
	return f
}

// checkID finds the check of a business that a code names, for who may check it.
func (d Desk) checkID(tx *db.Tx, session, code, check string) (registry.View, db.ID, error) {
	v, err := d.within(tx, session, code)
	if err != nil {
		return v, 0, err
	}
	if _, err := d.Book.MayCheckOn(tx, session, v.ID); err != nil {
		return v, 0, err
	}
	id, err := d.idOf(check, "field.no_check")
	if err != nil {
		return v, 0, err
	}
	of, err := d.Field.BusinessOf(tx, session, id)
	if err == nil && of != v.ID {
		err = fault.New(fault.NotFound, "field.no_check")
	}
	return v, id, err
}

// settle ends the waiting of a check that found a business closed, moved or not at all.
func (d Desk) settle(tx *db.Tx, who api.Caller, in *settleIn) (db.ID, error) {
	v, id, err := d.checkID(tx, who.For, in.Code, in.ID)
	if err != nil {
		return 0, err
	}
	if in.Body.Number != v.Business.Version {
		return 0, fault.New(fault.Conflict, "registry.moved")
	}
	b := in.Body
	err = d.Field.Decide(tx, who.For, field.Deciding{Check: id, Close: b.Close, Version: b.Number, Reason: b.Reason, Sentence: b.Sentence})
	if err == nil {
		err = d.trace(tx, who, v.ID, "settle_check")
	}
	return id, err
}

// takeCheckPhoto takes the photo of a check in, of who made it.
func (d Desk) takeCheckPhoto(ctx context.Context, who api.Caller, in *checkPhotoIn) error {
	err := d.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if _, in.check, err = d.checkID(tx, who.For, in.Code, in.ID); err == nil {
			_, err = d.Field.Photograph(tx, who.For, in.check)
		}
		return err
	})
	if err != nil {
		return err
	}
	in.file, err = d.Files.Receive(ctx, blob.Sent{Name: nameOf(in.RawBody), Content: bytes.NewReader(in.RawBody)}, checkPhotos)
	return err
}

func (d Desk) addCheckPhoto(tx *db.Tx, who api.Caller, in *checkPhotoIn) (db.ID, error) {
	business, err := d.Field.AddPhoto(tx, who.For, in.check, in.file.Hash)
	if err == nil {
		err = d.trace(tx, who, business, "photograph_check")
	}
	return in.check, err
}
