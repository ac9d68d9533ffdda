package registry

import (
	"slices"
	"strings"
)

// onTheStreet are the codes, or the beginnings of codes, of trade on the street and on
// the way, by the version of the classification: the same number means something else in
// another one (47811 sells cars in 2025).
var onTheStreet = map[string][]string{
	"2020": {
		"478",   // perdagangan eceran kaki lima dan los pasar
		"4799",  // perdagangan eceran keliling, bukan di toko, kios, kaki lima dan los pasar
		"56104", // penyediaan makanan keliling/tempat tidak tetap
		"56306", // penyediaan minuman keliling/tempat tidak tetap
	},
	"2025": {"56306"}, // penyediaan minuman keliling/tempat tidak tetap; of 2025 the city has a part only
}

// Where a business sells, as it is asked in one question.
const (
	WhereHome = "rumah"
	WhereShop = "tempat"
	WhereRove = "keliling"
)

// SellsAt says in facts where a business sells. Of who goes about it says nothing of a home:
// whether they live where they begin, nobody asks in the street. Another answer says nothing.
func (v Values) SellsAt(where string) {
	switch where {
	case WhereHome:
		v[AtHome], v[StreetVendor] = Yes, No
	case WhereShop:
		v[AtHome], v[StreetVendor] = No, No
	case WhereRove:
		v[StreetVendor] = Yes
	}
}

// Vendor reports a street vendor: who is said to be one, or who has a code of trade on
// the street while nobody has said that the place is fixed. Where they stand is never
// public: a list of stalls helps a raid.
func (v Values) Vendor() bool {
	if v[StreetVendor] != "" || leftOut("vendor's code") {
		return v[StreetVendor] == Yes
	}
	return StreetCode(v[KBLI])
}

// StreetCode reports whether any code of a text as ReadCodes reads it is of trade on the
// street.
func StreetCode(kbli string) bool {
	if kbli == "" {
		return false
	}
	all, _ := ReadCodes(kbli) // kept in form
	return slices.ContainsFunc(all, func(c Code) bool {
		return slices.ContainsFunc(onTheStreet[c.Version], func(start string) bool { return strings.HasPrefix(c.Code, start) })
	})
}
