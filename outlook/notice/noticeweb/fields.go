package noticeweb

import (
	"strconv"

	"alun/ground/web/parts"
)

func number(n int) string { return strconv.Itoa(n) }

func (p askPage) what() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "apa", Label: p.T("notice.what"), Value: p.topic, Fault: p.bad}, Options: p.topics}
}

func (p askPage) where() parts.Field {
	return parts.Field{Name: "alamat", Label: p.T("notice.address"), Help: p.T("notice.address_help"), Value: p.address, Max: 254,
		Auto: "email", Mode: "email", Fault: p.bad}
}

func (p askPage) often() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "kerap", Label: p.T("notice.pace"), Value: p.pace, Fault: p.bad},
		Options: []parts.Option{{Value: "day", Label: p.T("notice.pace_day")}, {Value: "hour", Label: p.T("notice.pace_hour")}}}
}
