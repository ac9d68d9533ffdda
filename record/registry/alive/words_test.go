package alive_test

import (
	"encoding/json"
	"os"
	"testing"

	"alun/record/registry/alive"
)

// Every kind of signal and of base that the profile knows has its sentence: the
// profile is data, and a new kind must not stand there dumb.
func TestEveryReasonHasItsSentence(t *testing.T) {
	r := rules(t)
	for _, language := range []string{"id", "en", "ja"} {
		raw, err := os.ReadFile("../words/" + language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(raw, &words); err != nil {
			t.Fatal(err)
		}
		var all []alive.Signal
		for _, rule := range r.Signals {
			all = append(all, alive.Signal{Kind: rule.Kind, At: ago(1)})
		}
		for _, division := range []string{"03", "10", "47", "56", "96", ""} {
			for _, s := range all {
				for _, p := range r.Score(alive.Business{Division: division}, []alive.Signal{s}, noon).Parts {
					if words[string(p.Say)] == "" {
						t.Errorf("%s has no sentence in %s", p.Say, language)
					}
				}
			}
		}
	}
}
