package saring

import (
	"reflect"
	"strconv"
	"testing"
)

// More texts than are remembered, each in two places, in two rounds: what is remembered
// of one is never told of another.
func TestWhatIsRememberedIsWhatWouldBeFound(t *testing.T) {
	found := 0
	for range 2 {
		for i := range 800 {
			text := "Nasi kuning " + strconv.Itoa(i)
			switch i % 3 {
			case 1:
				text = "HUBUNGI KAMI DI 0812345678" + strconv.Itoa(10+i)
			case 2:
				text = "murah murah murah murah murah murah " + strconv.Itoa(i)
			}
			for _, place := range []Place{Name, About} {
				for range 2 {
					want := look(place, text)
					found += len(want)
					if got := lookedThrough.Of(placed{place, text}); !reflect.DeepEqual(got, want) {
						t.Fatalf("%s %q: %v, and %v would be found", place, text, got, want)
					}
				}
			}
		}
	}
	if found == 0 {
		t.Fatal("nothing was found in any text: this shows nothing")
	}
}

// Never leaves findings out; they must still be there for whoever looks next.
func TestLeavingFindingsOutTakesThemFromNobody(t *testing.T) {
	const text = "MURAH MURAH MURAH MURAH MURAH MURAH SEKALI, hubungi 081234567890"
	want := look(About, text)
	Never(About, text)
	if got := Look(About, text); !reflect.DeepEqual(got, want) || len(want) < 2 {
		t.Fatalf("%v; before it was %v", got, want)
	}
}
