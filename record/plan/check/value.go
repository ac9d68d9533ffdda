package check

import (
	"math/big"
	"strconv"

	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
)

// Value is one value of a sentence in a form that can be stored and read back:
// its kind and its text without any language in it.
type Value struct {
	Kind string `json:"k"` // rupiah, number, percent, count, column, rule, text
	Text string `json:"t"`
}

// Arg gives the value as ground/lang writes it.
func (v Value) Arg() any {
	switch v.Kind {
	case "rupiah":
		if n, err := strconv.ParseInt(v.Text, 10, 64); err == nil {
			return money.Rupiah(n)
		}
	case "number", "percent":
		q, err := quantity.Parse(v.Text)
		if err == nil && v.Kind == "percent" {
			return quantity.Percent{Quantity: q}
		}
		if err == nil {
			return q
		}
	case "count":
		if n, err := strconv.Atoi(v.Text); err == nil {
			return n
		}
	case "column":
		return lang.Key("check.column." + v.Text)
	case "rule":
		return lang.Key("check.rule." + v.Text + ".name")
	}
	return v.Text
}

// Args gives the values of a sentence as ground/lang takes them.
func Args(values []Value) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v.Arg()
	}
	return out
}

func rupiah(r money.Rupiah) Value { return Value{"rupiah", whole(r)} }
func rupiahOf(n *big.Int) Value   { return Value{"rupiah", n.String()} }

func percentage(q quantity.Quantity) Value { return Value{"percent", plain(q.Micro)} }
func count(n int) Value                    { return Value{"count", strconv.Itoa(n)} }
func column(name string) Value             { return Value{"column", name} }
func words(s string) Value                 { return Value{"text", s} }

func whole(r money.Rupiah) string { return strconv.FormatInt(int64(r), 10) }

// plain is a decimal with a point, as the data files write it.
func plain(micro int64) string { return quantity.Of(micro).Text }

// number shows an unknown quantity as a dash, never as 0.
func number(q quantity.Quantity) Value {
	if !q.Known {
		return words("–")
	}
	return Value{"number", plain(q.Micro)}
}
