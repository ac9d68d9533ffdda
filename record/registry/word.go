package registry

import "strconv"

// Keys of the words for what stands in the tables as a code.

// Word is the key of its name.
func (m Move) Word() string { return "registry.move_" + string(m) }

// Word is the key of its name.
func (b Band) Word() string { return "registry.band_" + b.Code }

// Word is the key of its name.
func (h Eye) Word() string { return "registry.eye_" + string(h) }

// ChangeWord is the key of what a change set was: registered, changed, accepted,
// taken back.
func ChangeWord(kind string) string { return "registry.change_" + kind }

// PermitWord is the key of the name of a kind of permit.
func PermitWord(kind string) string { return "registry.permit_kind_" + kind }

// ReasonWord is the key of a reason of a list: to suspend, to close, to take a permit
// out.
func ReasonWord(code string) string { return "registry.reason_" + code }

// PurposeWord is the key of a purpose of Purposes.
func PurposeWord(code string) string { return "registry.purpose_" + code }

// RoleWord is the key of a role of Roles.
func RoleWord(role string) string { return "registry.role_" + role }

// DayWord is the key of a day of Hours, 0 is Monday.
func DayWord(d int) string { return "registry.day_" + strconv.Itoa(d+1) }

// PerWord is the key of the time of an Output.
func PerWord(per string) string { return "registry.per_" + per }

// PointWord is the key of where a point comes from.
func PointWord(source string) string { return "registry.point_from_" + source }

// ValueWord is the key of a value that is a code; "" where the value is a text of its
// own.
func ValueWord(f Fact, text string) string {
	switch {
	case text == "":
		return ""
	case f == Sales || f == Capital:
		b, _ := BandOf(text)
		return b.Word()
	case f == Kind:
		return "registry.kind_" + text
	case text == Yes || text == No:
		return "registry.answer_" + text
	}
	return ""
}
