package registryweb

import (
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// Say tells facts in the reader's language, for the register's other doors.
type Say struct{ s factSay }

// NewSay reads what is needed to tell facts.
func NewSay(tx *db.Tx, shelf *kbli.Shelf, l lang.Lang) (Say, error) {
	s, err := Makers{Shelf: shelf}.sayer(tx, l)
	return Say{s}, err
}

// Fact is a fact as it is read; "" is unknown.
func (s Say) Fact(f registry.Fact, value string) string { return s.s.text(f, value) }

// Area names a kelurahan with its kecamatan.
func (s Say) Area(code string) string { return s.s.area(code) }
