package registryapi

// LeaveOut leaves a guard out until undo is called. No other test may run.
func LeaveOut(guard string) (undo func()) {
	was := omitted
	omitted = guard
	return func() { omitted = was }
}
