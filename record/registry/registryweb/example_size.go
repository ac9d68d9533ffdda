package registryweb

import (
	"github.com/a-h/templ"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/web/parts"
	"alun/record/registry/size"
)

// SizeExamples draws the page of the size classes in all its states, by invented
// rules.
func SizeExamples() []parts.Sample {
	with := func(asked sizeAsked, bad *fault.Fault, answered bool) func(lang.Lang) templ.Component {
		return func(l lang.Lang) templ.Component {
			today := date.Day{Year: 2026, Month: 1, Date: 31}
			if asked.facts.On.IsZero() {
				asked.facts.On = today
			}
			return sizeBody(sizePage{Lang: l, href: func(path string) string { return path }, today: today, rules: sampleRules(), asked: asked, bad: bad, answered: answered})
		}
	}
	runs := func(n money.Rupiah) size.Facts { return size.Facts{Running: true, Sales: size.Rupiah(n)} }
	maker := runs(70 * money.Juta)
	maker.Workers = size.People(3)
	early := runs(1)
	early.On = date.Day{Year: 1999, Month: 1, Date: 1}
	return []parts.Sample{
		{Name: "kelas-usaha", Draw: with(sizeAsked{stage: running}, nil, false)},
		{Name: "kelas-usaha (terjawab)", Draw: with(sizeAsked{stage: running, sales: "70 juta", facts: runs(70 * money.Juta)}, nil, true)},
		{Name: "kelas-usaha (pembuat barang)", Draw: with(sizeAsked{stage: running, sales: "70 juta", workers: "3", facts: maker}, nil, true)},
		{Name: "kelas-usaha (tepat di batas)", Draw: with(sizeAsked{stage: running, sales: "100 juta", facts: runs(100 * money.Juta)}, nil, true)},
		{Name: "kelas-usaha (paling atas)", Draw: with(sizeAsked{stage: running, sales: "900 juta", facts: runs(900 * money.Juta)}, nil, true)},
		{Name: "kelas-usaha (belum didirikan)", Draw: with(sizeAsked{stage: starting, capital: "1 juta", facts: size.Facts{Capital: size.Rupiah(1_000_000)}}, nil, true)},
		{Name: "kelas-usaha (sebelum ada aturan)", Draw: with(sizeAsked{stage: running, sales: "1", day: "1999-01-01", facts: early}, nil, true)},
		{Name: "kelas-usaha (salah isi)", Draw: with(sizeAsked{stage: running, sales: "banyak", workers: "0"},
			fault.New(fault.Invalid, "web.check_fields").At("sales", "size.typed_not_amount").At("workers", "size.typed_nobody"), false)},
	}
}

// sampleRules are invented: two classes by sales, and two of makers.
func sampleRules() *size.Rules {
	from := date.Day{Year: 2020, Month: 1, Date: 1}
	class := func(code, id, en, ja string, rank int) size.Class {
		return size.Class{Code: code, Name: size.Name{ID: id, EN: en, JA: ja}, Rank: rank}
	}
	small, large := class("mikro", "Usaha Mikro", "Micro", "零細企業", 0), class("besar", "Usaha Besar", "Large", "大企業", 1)
	rule := func(c size.Class, how size.Combine, b ...size.Bound) size.Rule {
		return size.Rule{Code: c.Code, Class: c, Combine: how, Bounds: b, Basis: "Peraturan contoh Pasal 1", Source: "contoh", Grade: "C",
			Note: size.Name{ID: "Contoh.", EN: "An example.", JA: "例。"}}
	}
	end := func(at money.Rupiah, held bool) size.End { return size.End{At: int64(at), Held: held, Set: true} }
	under, over := size.Bound{Fact: size.Sales, High: end(100*money.Juta, true)}, size.Bound{Fact: size.Sales, Low: end(100*money.Juta, false)}
	few, many := size.Bound{Fact: size.Workers, High: end(19, true)}, size.Bound{Fact: size.Workers, Low: end(20, true)}
	dear := size.Bound{Fact: size.Investment, Low: end(money.Miliar, true)}
	later := date.Day{Year: 2024, Month: 1, Date: 1}
	return size.Gather(
		size.Version{ID: 1, Scheme: size.UMKM, From: from, Rules: []size.Rule{rule(small, size.ByStage, under), rule(large, size.ByStage, over)}},
		size.Version{ID: 2, Scheme: size.UMKM, From: later, Rules: []size.Rule{rule(small, size.ByStage, under), rule(large, size.ByStage, over)}},
		size.Version{ID: 3, Scheme: size.Industri, From: from, Rules: []size.Rule{rule(small, size.All, few), rule(large, size.All, many)}},
		size.Version{ID: 4, Scheme: size.BPS, From: from, Rules: []size.Rule{rule(small, size.All, few), rule(large, size.Any, many, dear)}},
		size.Version{ID: 5, Scheme: size.Steps, From: from, Rules: []size.Rule{rule(small, size.All, under), rule(large, size.All, over)}},
	)
}
