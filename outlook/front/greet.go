package front

import (
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// longestName is how much of a name stands in the head of a page.
const longestName = 18

// greet draws who is signed in. Pages for strangers are kept for all of them, so
// these have one and the same link.
func (f *Front) greet(r *web.Request, frame *parts.Frame) {
	l := r.Lang
	guest, known := r.Guest().(account.Guest)
	switch {
	case !known && r.Session() != "": // a page that was drawn without asking: of a fault
		frame.Corner = []parts.Entry{{Key: "akun", Label: l.T("front.account"), Href: r.Href("/akun")}}
		return
	case guest.Name == "":
		frame.Corner = []parts.Entry{{Key: "masuk", Label: l.T("front.sign_in"), Href: r.Href("/masuk")}}
		return
	}
	if f.Tasks != "" { // makers too: what was asked of them waits there
		frame.Corner = append(frame.Corner, parts.Entry{Key: "tugas", Label: l.T("front.tasks"), Href: r.Href(f.Tasks)})
	}
	if !guest.Staff && f.Mine != "" {
		frame.Corner = append(frame.Corner, parts.Entry{Key: "usaha-saya", Label: l.T("registryweb.mine_title"), Href: r.Href(f.Mine)})
	}
	if guest.People {
		frame.Corner = append(frame.Corner, parts.Entry{Key: "orang", Label: l.T("front.people"), Href: r.Href("/orang")})
	}
	frame.Corner = append(frame.Corner, parts.Entry{Key: "akun", Label: headName(guest.Name), Href: r.Href("/akun")})
	frame.Leave = &parts.Leave{Action: r.Href("/keluar"), Label: l.T("front.leave"), Who: f.Code(guest.Person)}
	for _, s := range f.Leaving {
		frame.Scripts = append(frame.Scripts, web.Asset(s))
	}
}

// headName cuts a long name.
func headName(name string) string {
	if c := []rune(name); len(c) > longestName {
		return string(c[:longestName-1]) + "…"
	}
	return name
}
