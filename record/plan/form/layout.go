package form

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed e81.json
var layoutFile []byte

// layout is the words of the form, as the regulation gives them.
type layout struct {
	Title       []string            `json:"title"`
	TitleOffice string              `json:"title_office"`
	TitleCity   string              `json:"title_city"`
	TitlePeriod string              `json:"title_period"`
	Sheet       string              `json:"sheet"`
	Draft       string              `json:"draft"`
	DraftLine   string              `json:"draft_line"`
	Number      string              `json:"number"`
	Name        string              `json:"name"`
	Indicator   string              `json:"indicator"`
	Unit        string              `json:"unit"`
	Quarters    string              `json:"quarters"`
	Pairs       []string            `json:"pairs"`
	Output      string              `json:"output"`
	Money       string              `json:"money"`
	Office      string              `json:"office"`
	Note        string              `json:"note"`
	Averages    map[string][]string `json:"averages"`
	WholeCity   string              `json:"whole_city"`
	Driving     string              `json:"driving"`
	Hindering   string              `json:"hindering"`
	NextQuarter string              `json:"next_quarter"`
	NextPlan    string              `json:"next_plan"`
	Made        string              `json:"made"`
	Judged      string              `json:"judged"`
	HeadOf      string              `json:"head_of"`
	NIP         string              `json:"nip"`
	Page        string              `json:"page"`
	Revision    string              `json:"revision"`

	LetterNumber string    `json:"letter_number"`
	Slip         slipWords `json:"slip"`
}

// pairs are the groups of columns with an output and an amount; columns are all.
const (
	pairs   = 11
	columns = 4 + 2*pairs + 2
)

var words = sync.OnceValues(func() (layout, error) {
	var l layout
	if err := json.Unmarshal(layoutFile, &l); err != nil {
		return l, fmt.Errorf("form: e81.json: %w", err)
	}
	if len(l.Pairs) != pairs || len(l.Averages) != len(averageRows) {
		return l, fmt.Errorf("form: e81.json names %d column groups and %d averages", len(l.Pairs), len(l.Averages))
	}
	return l, nil
})

// fill puts values in the place of their names.
func fill(text string, values ...string) string { return strings.NewReplacer(values...).Replace(text) }
