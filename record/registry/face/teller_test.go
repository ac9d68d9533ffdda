package face_test

import (
	"testing"

	"alun/record/registry/face"
)

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	for kept, want := range map[string]string{"6281234567890": "0812-3456-7890", "62542123456": "0542-123456", "": "", "x": "x", "62": "62"} {
		if got := face.Number(kept); got != want {
			t.Errorf("%s is written %s, want %s", kept, got, want)
		}
	}
}
