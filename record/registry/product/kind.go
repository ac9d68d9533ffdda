package product

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"alun/record/registry"
)

// Kind is a kind of products. KBLI are the beginnings of codes that it goes with.
type Kind struct {
	Code string
	KBLI []string
}

// Word is the key of its name.
func (k Kind) Word() string { return KindWord(k.Code) }

// KindWord is the key of the name of a kind.
func KindWord(code string) string { return "product.kind_" + code }

//go:embed kinds.json
var kindsFile []byte

// Kinds lists the kinds, in the order of forms; Source and Grade tell whose list it is.
var Kinds, Source, Grade = readKinds(kindsFile)

func readKinds(raw []byte) ([]Kind, string, string) {
	var file struct {
		Source, Grade string
		Kinds         []Kind
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		panic(fmt.Sprintf("product: kinds.json: %v", err)) // a file inside the program; a test reads it
	}
	return file.Kinds, file.Source, file.Grade
}

func knownKind(code string) bool {
	return slices.ContainsFunc(Kinds, func(k Kind) bool { return k.Code == code })
}

// KindOf is the kind that goes with the main code of a business, by the longest
// beginning; "" where none does.
func KindOf(codes []registry.Code) string {
	best, out := 0, ""
	for _, c := range codes {
		for _, k := range Kinds {
			for _, start := range k.KBLI {
				if c.Main && strings.HasPrefix(c.Code, start) && len(start) > best {
					best, out = len(start), k.Code
				}
			}
		}
	}
	return out
}
