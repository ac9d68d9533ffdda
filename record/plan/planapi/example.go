package planapi

import (
	"bytes"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/plan"
)

// anImport sends an office's rows again, as the house gives them out: nothing
// changes by it.
func anImport(tx *db.Tx) (api.Call, error) {
	call := api.Call{Path: "/imports?name=renja.csv&partial=true", Header: map[string]string{"Content-Type": "text/csv"}, Body: []byte{}}
	v, err := When{}.view(tx)
	if err != nil {
		return call, err
	}
	offices, err := plan.OPDs(tx, v.Quarter.Year)
	if err != nil || len(offices) == 0 {
		return call, err
	}
	rows, err := plan.OfficeFigures(tx, v, offices[0].ID)
	if err != nil {
		return call, err
	}
	var file bytes.Buffer
	err = plan.WriteFigures(&file, "csv", lang.Lang{}, rows)
	call.Body = file.Bytes()
	return call, err
}
