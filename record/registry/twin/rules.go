package twin

import (
	"embed"
	"slices"

	"alun/ground/fault"
	"alun/ground/sheet"
)

//go:embed weights.csv
var weightsFile embed.FS

// Rules are the weights of all levels and the two bounds.
type Rules struct {
	weights           [respects][]Milli
	prior, look, sure Milli
	bestName          Milli
}

var respectNames = [respects]string{"name", "nib", "contact", "owner", "place", "trade", "start"}

// DefaultRules are the weights that ship with the program: see weights.csv.
func DefaultRules() (r Rules, err error) {
	defer fault.Op(&err, "twin: read weights")
	missing := 3
	for i := range r.weights {
		r.weights[i] = make([]Milli, len(levelNames[i]))
		missing += len(levelNames[i])
	}
	err = sheet.EachRecord(weightsFile, "weights.csv", []string{"respect", "level", "milli"}, func(l sheet.Record) error {
		n, err := l.Whole("milli")
		if err != nil {
			return err
		}
		missing--
		switch l.Text("respect") {
		case "prior":
			r.prior = Milli(n)
		case "look":
			r.look = Milli(n)
		case "sure":
			r.sure = Milli(n)
		default:
			i := slices.Index(respectNames[:], l.Text("respect"))
			if i < 0 {
				return l.Refuse("respect")
			}
			at := slices.Index(levelNames[i], l.Text("level"))
			if at < 0 {
				return l.Refuse("level")
			}
			r.weights[i][at] = Milli(n)
		}
		return nil
	})
	r.bestName = slices.Max(r.weights[byName])
	if err == nil && missing != 0 {
		err = fault.New(fault.Invalid, "sheet.record_file", "weights.csv")
	}
	return r, err
}
