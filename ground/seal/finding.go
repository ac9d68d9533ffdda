package seal

// Finding is one thing that is not as the program wrote it.
type Finding struct {
	Record string // names the record: "diary 1204", "renja 2024 · dpu · 1.03.02"
	Key    string // the sentence that says what was found
	Args   []any  // its values; the record is not among them
}
