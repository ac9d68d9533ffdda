package deskweb

import "alun/record/registry/ganda"

// twinLead says what is asked of the officer.
func (p twinPage) twinLead() string {
	switch {
	case p.done != "":
		return "" // the note below says it
	case p.pair.State == ganda.Merged:
		return p.T("deskweb.twin_lead_merged")
	case p.pair.State == ganda.Different:
		return p.T("deskweb.twin_lead_different")
	case p.pair.Sure:
		return p.T("deskweb.twin_lead_sure")
	}
	return p.T("deskweb.twin_lead")
}

func (p twinPage) sideName(i int) string {
	return p.T([2]string{"deskweb.side_a", "deskweb.side_b"}[i])
}
