package api

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"alun/ground/money"
	"alun/ground/quantity"
)

// Rupiah is an amount in whole rupiah; null when it is not known.
type Rupiah struct{ money.Printed }

// MarshalJSON writes a whole number or null.
func (r Rupiah) MarshalJSON() ([]byte, error) {
	if !r.Known {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(r.Rupiah), 10), nil
}

// Schema tells the unit.
func (Rupiah) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "integer", Format: "int64", Nullable: true, Description: "api.f_rupiah", Extensions: map[string]any{"x-unit": "IDR"}}
}

// Quantity is a number as a document printed it.
type Quantity struct {
	Published string  `json:"published" example:"39,9" doc:"api.f_published"`
	Decimal   *string `json:"decimal" example:"39.9" pattern:"^-?[0-9]+(\\.[0-9]+)?$" doc:"api.f_decimal"`
}

// QuantityOf writes a quantity; an unknown value is null.
func QuantityOf(q quantity.Quantity) Quantity {
	out := Quantity{Published: q.Text}
	if q.Known {
		text := decimal(q.Micro)
		out.Decimal = &text
	}
	return out
}

// decimal writes millionths with a point and no more digits than needed.
func decimal(micro int64) string {
	sign, n := "", uint64(micro)
	if micro < 0 {
		sign, n = "-", -uint64(micro)
	}
	frac := strings.TrimRight(strconv.FormatUint(1_000_000+n%1_000_000, 10)[1:], "0")
	if frac != "" {
		frac = "." + frac
	}
	return sign + strconv.FormatUint(n/1_000_000, 10) + frac
}

// Instant is a moment in UTC.
func Instant(t time.Time) time.Time { return t.UTC() }

// Version is a short name of the state of a thing, for an ETag: the same state
// has the same name on every node.
func Version(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return hashOf(string(raw))[:24]
}
