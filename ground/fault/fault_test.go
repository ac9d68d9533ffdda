package fault

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAFaultSurvivesWrapping(t *testing.T) {
	inner := errors.New("disk says no")
	f := New(Full, "db.full", 3).At("name", "form.empty").Because(inner)
	wrapped := fmt.Errorf("plan: import: %w", f)
	if Of(wrapped) != f || !Is(wrapped, Full) || Is(wrapped, Busy) {
		t.Fatalf("lost on the way up: %v", Of(wrapped))
	}
	if !errors.Is(wrapped, inner) {
		t.Error("the cause is not reachable")
	}
	if x, ok := Of(wrapped).Field("name"); !ok || x.Key != "form.empty" {
		t.Errorf("field = %+v %v", x, ok)
	}
	if _, ok := Of(wrapped).Field("other"); ok {
		t.Error("a field nobody named was found")
	}
}

func TestAnOrdinaryErrorIsNoFault(t *testing.T) {
	if Of(errors.New("x")) != nil || Of(nil) != nil {
		t.Error("found a fault where there is none")
	}
}

func TestOpNamesTheOperationOnlyOnError(t *testing.T) {
	run := func(fail error) (err error) {
		defer Op(&err, "open %s", "file")
		return fail
	}
	if err := run(nil); err != nil {
		t.Errorf("nil became %v", err)
	}
	if err := run(errors.New("gone")); err == nil || !strings.HasPrefix(err.Error(), "open file: gone") {
		t.Errorf("err = %v", err)
	}
}
