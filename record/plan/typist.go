package plan

import (
	"strings"

	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// typist reads the typed cells of one line.
type typist struct {
	line    DraftLine
	remarks []CellRemark
}

func (t *typist) quantity(field string) quantity.Quantity {
	q, how := e81.TypedQuantity(t.line.Cell(field))
	t.note(field, how)
	return q
}

func (t *typist) money(field string) money.Printed {
	m, how := e81.TypedMoney(t.line.Cell(field))
	t.note(field, how)
	return m
}

func (t *typist) note(field string, how e81.Typed) {
	if !how.Good() {
		t.remarks = append(t.remarks, CellRemark{field, how.Key, how.Args, how.Choices})
	}
}

// remarkOf reads one cell alone.
func remarkOf(field, text string) *CellRemark {
	var how e81.Typed
	switch {
	case TextField(field):
		return nil
	case MoneyField(field):
		_, how = e81.TypedMoney(text)
	default:
		_, how = e81.TypedQuantity(text)
	}
	if how.Good() {
		return nil
	}
	return &CellRemark{field, how.Key, how.Args, how.Choices}
}

// typedQuantity writes a published output as people type it, in a way that can be
// read in one way alone.
func typedQuantity(q quantity.Quantity) string {
	text := strings.ReplaceAll(q.Text, ".", ",")
	if _, how := e81.TypedQuantity(text); len(how.Choices) > 0 {
		return text + "0" // three decimals look like thousands
	}
	return text
}

// typedMoney writes a published amount as people type it.
func typedMoney(m money.Printed) string {
	text := moneyText(m)
	digits, minus := strings.CutPrefix(text, "-")
	if digits == "" {
		return ""
	}
	if minus {
		return "-" + lang.Group(lang.ID, digits)
	}
	return lang.Group(lang.ID, digits)
}
