package main

import (
	"net/http"
	"regexp"
)

// pictureTag stands for what names the picture of a published business.
const pictureTag = "GAMBARSATU"

// shopDoors are the public pages of the register.
var shopDoors = []door{
	{method: "GET", route: "/usaha",
		examples: []string{"/usaha", "/usaha?q=soto", "/usaha?q=zzqqxx", "/usaha?q=%22%27%25_%3Cb%3E", "/usaha?q=warung+zzqqxx&kecamatan=64.71.02", "/usaha?kelurahan=" + draftArea, "/usaha?subsektor=kuliner",
			"/usaha?bidang=56", "/usaha?sertifikat=halal", "/usaha?buka=kini", "/usaha?dekat=-1.24,116.85&jarak=3000&urut=jarak", "/usaha?kotak=-1.28,116.8,-1.2,116.9", "/usaha?urut=nama&dari=20",
			"/usaha?format=csv", "/usaha?format=xlsx&q=soto", "/usaha?format=json"},
		refused: []refusal{{"/usaha?q=" + long, 422}, {"/usaha?q=%00", 422}, {"/usaha?q=%ff", 422}, {"/usaha?kecamatan=99", 422}, {"/usaha?kelurahan=64.71.02", 422}, {"/usaha?subsektor=pajak", 422}, {"/usaha?bidang=00", 422},
			{"/usaha?sertifikat=pajak", 422}, {"/usaha?dekat=x", 422}, {"/usaha?dekat=91,0", 422}, {"/usaha?jarak=-1", 422}, {"/usaha?kotak=1,1,0,0", 422}, {"/usaha?dari=-1", 422}, {"/usaha?format=exe", 422}}},
	{method: "GET", route: "/usaha/saran", examples: []string{"/usaha/saran", "/usaha/saran?q=so", "/usaha/saran?q=%3Cb%3E"}, refused: []refusal{{"/usaha/saran?q=%00", 422}, {"/usaha/saran?q=" + long, 422}}},
	{method: "GET", route: "/usaha/{code}", examples: []string{"/usaha/" + ownOne, "/usaha/" + creator},
		refused: []refusal{{"/usaha/abc", 404}, {"/usaha/%00", 404}, {"/usaha/" + long, 404}, {"/usaha/" + draftOne, 404}, {"/usaha/" + ownShut, 404}}},
	{method: "GET", route: "/kartu/{code}", examples: []string{"/kartu/" + ownOne, "/kartu/" + ownOne + "?ukuran=a5", "/kartu/" + ownOne + "?format=pdf"},
		refused: []refusal{{"/kartu/abc", 404}, {"/kartu/%00", 404}, {"/kartu/" + draftOne, 404}, {"/kartu/" + ownOne + "?ukuran=%ff", 422}}},
	{method: "GET", route: "/kartu/{code}/gambar", examples: []string{"/kartu/" + ownOne + "/gambar?v=" + pictureTag},
		refused: []refusal{{"/kartu/abc/gambar", 404}, {"/kartu/" + draftOne + "/gambar", 404}, {"/kartu/" + ownOne + "/gambar?v=%00", 422}}},
}

var pictureAddress = regexp.MustCompile(`/gambar\?v=([0-9a-f]+)`)

// looksIn notes how the picture of the published business is named.
func (v *visit) looksIn() {
	v.Helper()
	page := v.ask(http.MethodGet, v.path("/usaha/"+ownOne), "")
	found := pictureAddress.FindStringSubmatch(page.Body.String())
	if page.Code != http.StatusOK || found == nil {
		v.Fatalf("the page of a business names no picture: %d", page.Code)
	}
	v.codes[pictureTag] = found[1]
}
