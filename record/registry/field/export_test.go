package field

// LeaveOut leaves a guard out until undo is called. No other test may run.
func LeaveOut(guard string) (undo func()) {
	was := omitted
	omitted = guard
	return func() { omitted = was }
}

// Hide is what is told of a row of numbers.
func Hide(count ...int) []int { hide(count); return count }
