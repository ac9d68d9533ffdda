package registry

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"alun/ground/money"
)

// lists are data, with the law that they come from: the legal forms, and the bands
// in which sales and capital are told. A code keeps its meaning for ever; another
// cut of the bands gets codes of its own.
//
//go:embed lists.json
var listsJSON []byte

// Form is a legal form. Its word is the law's own, in every language.
type Form struct {
	Code   string `json:"code"`
	Word   string `json:"word"`
	Entity bool   `json:"entity"` // a legal entity or partnership, not a natural person
	Law    string `json:"law"`
}

// Band is a range of rupiah a business tells of itself: more than Over, up to and
// with Most; Most 0 has no end.
type Band struct {
	Code string       `json:"code"`
	Over money.Rupiah `json:"over"`
	Most money.Rupiah `json:"most"`
}

var lists = func() (l struct {
	Forms   []Form `json:"legal_forms"`
	Sales   []Band `json:"sales"`
	Capital []Band `json:"capital"`
}) {
	if err := json.Unmarshal(listsJSON, &l); err != nil {
		panic(fmt.Errorf("registry: lists.json: %w", err)) // it is part of the program
	}
	return l
}()

// The lists, in the order of forms.
var (
	LegalForms   = lists.Forms
	SalesBands   = lists.Sales
	CapitalBands = lists.Capital
)

// FormOf finds a legal form.
func FormOf(code string) (Form, bool) {
	i := slices.IndexFunc(LegalForms, func(f Form) bool { return f.Code == code })
	if i < 0 {
		return Form{}, false
	}
	return LegalForms[i], true
}

// BandOf finds a band of sales or capital by its code.
func BandOf(code string) (Band, bool) {
	for _, all := range [][]Band{SalesBands, CapitalBands} {
		if i := slices.IndexFunc(all, func(b Band) bool { return b.Code == code }); i >= 0 {
			return all[i], true
		}
	}
	return Band{}, false
}

// natural reports a business that is a person, or may be one: then its name, number
// and texts say who somebody is.
func (v Values) natural() bool {
	form, _ := FormOf(v[LegalForm])
	return v[Kind] == Perorangan || !form.Entity
}

// home reports that the business may be somebody's home.
func (v Values) home() bool { return v[AtHome] != No }

func readLegalForm(typed string) (string, *wrong) {
	code := slug(typed)
	if _, known := FormOf(code); known {
		return code, nil
	}
	for _, f := range LegalForms {
		if slug(f.Word) == code {
			return f.Code, nil
		}
	}
	return "", no("registry.legal_form_unknown", shown(typed))
}

func readBand(all []Band) func(string) (string, *wrong) {
	return func(typed string) (string, *wrong) {
		code := slug(typed)
		if !slices.ContainsFunc(all, func(b Band) bool { return b.Code == code }) {
			return "", no("registry.band_unknown", shown(typed))
		}
		return code, nil
	}
}
