package lembar

import (
	"fmt"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// HandLines is how many empty rows a sheet has; more may be written on its back.
const (
	HandLines = 6
	mostLines = 99
)

// Written is a row that the RT wrote by hand.
type Written struct {
	Line  int // as numbered on the paper
	Name  string
	What  string // what it sells
	Where string // roughly
}

// Write makes a draft of a row that was written by hand. The same row again is the same
// draft; another text for the same row, or the same business on another row, is told.
func (d Desk) Write(tx *db.Tx, session string, sheet db.ID, in Written) (db.ID, error) {
	_, s, err := seen(tx, session, MayEnter, sheet)
	if err != nil {
		return 0, err
	}
	if s.State == Void {
		return 0, fault.New(fault.Conflict, "lembar.is_void", s.Number)
	}
	if in.Line < 1 || in.Line > mostLines {
		return 0, fault.New(fault.Invalid, "lembar.hand_invalid").At("baris", "lembar.no_line", mostLines)
	}
	all, err := HandsOf(tx, sheet)
	if err != nil {
		return 0, err
	}
	for _, h := range all {
		same := fold(h.Name) == fold(in.Name) && fold(h.What) == fold(in.What)
		switch {
		case leftOut("hand"):
		case h.Line == in.Line && same:
			return h.Business, nil
		case h.Line == in.Line:
			return 0, fault.New(fault.Conflict, "lembar.hand_invalid").At("baris", "lembar.line_taken", in.Line, h.Name)
		case same:
			return 0, fault.New(fault.Conflict, "lembar.hand_invalid").At("name", "lembar.written_there", h.Line)
		}
	}
	id, err := d.register(tx, session, s, in)
	if err != nil {
		return 0, err
	}
	who, _, err := seen(tx, session, MayEnter, sheet)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`insert into registry_lembar_hand (sheet, line, business, made_at, made_by) values ($1, $2, $3, $4, $5) on conflict do nothing`, sheet, in.Line, id, tx.Now(), who.Actor())
	return id, err
}

// register writes the draft. Where it is, is sealed: nobody knows yet whether it is a
// home.
func (d Desk) register(tx *db.Tx, session string, s Sheet, in Written) (db.ID, error) {
	key := fmt.Sprintf("%d/%d", int64(s.ID), in.Line)
	id, err := d.Book.Register(tx, session, registry.Registering{Nobody: true, Level: registry.Sheet, Source: "lembar-rt", Key: key, Set: registry.Values{
		registry.Kind: registry.Usaha, registry.Name: in.Name, registry.AboutID: in.What, registry.Address: in.Where,
		registry.Kelurahan: s.Kelurahan, registry.RT: strconv.Itoa(s.RT)}})
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return id, err
	}
	// The fields of this form are three, with names of their own.
	told := fault.New(f.Kind, f.Key, f.Args...).Because(f.Unwrap())
	for _, x := range f.Fields {
		name := map[string]string{string(registry.AboutID): "what", string(registry.Address): "where"}[x.Name]
		if name == "" {
			name = "name"
		}
		told.At(name, x.Key, x.Args...)
	}
	return 0, told
}

// fold is a text by which the same words are known again.
func fold(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
