package jobs

import (
	"log/slog"
	"sync"
)

// teller logs each kind of trouble once: when it comes, when it changes and when
// it is over.
type teller struct {
	log  *slog.Logger
	name string

	mu   sync.Mutex
	last map[string]string
}

// tell logs err if it is another one than the last of this step.
func (t *teller) tell(step string, err error) {
	text := ""
	if err != nil {
		text = err.Error()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last[step] == text {
		return
	}
	if t.last == nil {
		t.last = map[string]string{}
	}
	t.last[step] = text
	if text == "" {
		t.log.Info("works again", "work", t.name, "step", step)
		return
	}
	t.log.Error("work failed", "work", t.name, "step", step, "err", text)
}
