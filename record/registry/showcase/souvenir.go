package showcase

import (
	"slices"
	"strings"

	"alun/record/registry"
	"alun/record/registry/madeup"
)

// size is how many businesses a guild has to do with. No more than so many of each of its
// codes are taken that all do not make the same.
func (t guildText) size() int { return t.Members + t.Invited + t.Asking }

// mainCode is the code that stands first, "" of a person.
func mainCode(e madeup.Entry) string {
	codes, _ := registry.ReadCodes(e.Facts[registry.KBLI]) // in form
	return mainOf(codes)
}

func mainOf(codes []registry.Code) string {
	if i := slices.IndexFunc(codes, func(c registry.Code) bool { return c.Main }); i >= 0 {
		return codes[i].Code
	}
	return ""
}

// begins tells whether a code begins with one of some.
func begins(code, some string) bool {
	return slices.ContainsFunc(strings.Fields(some), func(s string) bool { return strings.HasPrefix(code, s) })
}

// food are the beginnings of the codes of who makes something to eat.
const food = "10 11 56"
