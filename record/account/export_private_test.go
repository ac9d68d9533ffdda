package account

// LeaveOut leaves a guard out, to see that the tests would notice.
func (d *Private) LeaveOut(guard string) { d.fault = guard }

// Overdue lists what Retain knows how to delete.
func Overdue() map[string][]string { return overdue }
