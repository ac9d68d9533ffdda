package check

import "testing"

func BenchmarkAllRules(b *testing.B) {
	rows := reports(b)
	for b.Loop() {
		Run(Default(), rows)
	}
}

func BenchmarkCases(b *testing.B) {
	rows := reports(b)
	flags := Run(Default(), rows)
	for b.Loop() {
		Cases(rows, flags)
	}
}
