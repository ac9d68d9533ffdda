package registryweb

import (
	"slices"

	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/registry"
)

// mostPicked is how many codes somebody may choose on the page. A list of the state may
// bring more: those stay.
const mostPicked = 10

// mostListed bounds what a page may send; the register keeps so many at most.
const mostListed = 310

// codesSaid is what a page said of codes. Only what it showed can be taken away by
// leaving it without a tick: what stands and was not on the page stays.
type codesSaid struct {
	shown  []string // that stood on the page, "2020:56102"
	ticked []string
	main   string // "" leaves it as it is
}

func readCodes(v *web.Values) codesSaid {
	return codesSaid{shown: v.All("ada", mostListed, 20), ticked: v.All(string(registry.KBLI), mostListed, 20), main: v.Line("utama", 20)}
}

// into puts the codes that stand after a page was sent into facts. A page that showed and
// ticked none says nothing of them.
func (s codesSaid) into(set registry.Values, standing []registry.Code) error {
	if len(s.shown)+len(s.ticked)+len(s.main) == 0 {
		return nil
	}
	all := s.merged(standing)
	set[registry.KBLI] = joined(all)
	f := fault.New(fault.Invalid, "registry.facts_invalid")
	if len(all) > max(mostPicked, len(standing)) {
		f.At(string(registry.KBLI), "registryweb.codes_many", mostPicked)
	}
	if s.main != "" && !slices.Contains(all, s.main+"*") && !s.dropped() {
		f.At("utama", "registryweb.main_unticked", s.main)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// merged lists the codes that stand then, each version with its main one: the one that
// was chosen, the one that was it before, or the first.
func (s codesSaid) merged(standing []registry.Code) []string {
	var all []string
	mains := map[string]string{}
	for _, c := range standing {
		code := c.Version + ":" + c.Code
		if slices.Contains(s.shown, code) && !slices.Contains(s.ticked, code) {
			continue
		}
		all = append(all, code)
		if c.Main {
			mains[c.Version] = code
		}
	}
	for _, code := range s.ticked {
		if !slices.Contains(all, code) {
			all = append(all, code)
		}
	}
	if slices.Contains(all, s.main) {
		mains[version(s.main)] = s.main
	}
	for i, code := range all {
		if mains[version(code)] == "" {
			mains[version(code)] = code
		}
		if mains[version(code)] == code {
			all[i] = code + "*"
		}
	}
	return all
}

// dropped reports that the main one was taken away, and no other one was chosen.
func (s codesSaid) dropped() bool {
	return slices.Contains(s.shown, s.main) && !slices.Contains(s.ticked, s.main)
}

// version is the version of "2020:56102".
func version(code string) string { return code[:min(4, len(code))] }
