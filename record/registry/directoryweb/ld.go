package directoryweb

import (
	"strings"

	"alun/ground/lang"
	"alun/record/registry"
)

// What the page says to programs, in the vocabulary of schema.org. Only what stands on
// the page stands here.

// ldBusiness is a LocalBusiness or one of its kinds.
type ldBusiness struct {
	Context     string       `json:"@context"`
	Type        string       `json:"@type"`
	ID          string       `json:"@id"`
	URL         string       `json:"url"`
	Name        string       `json:"name"`
	Other       []string     `json:"alternateName,omitempty"`
	Description string       `json:"description,omitempty"`
	Remark      string       `json:"disambiguatingDescription,omitempty"`
	Image       []string     `json:"image"`
	Phone       string       `json:"telephone,omitempty"`
	Mail        string       `json:"email,omitempty"`
	SameAs      []string     `json:"sameAs,omitempty"`
	Address     ldAddress    `json:"address"`
	Geo         *ldGeo       `json:"geo,omitempty"`
	Hours       []ldHours    `json:"openingHoursSpecification,omitempty"`
	Offers      *ldCatalogue `json:"hasOfferCatalog,omitempty"`
	Founded     string       `json:"foundingDate,omitempty"`
	Codes       []ldCode     `json:"identifier,omitempty"`
}

type ldAddress struct {
	Type     string `json:"@type"`
	Street   string `json:"streetAddress,omitempty"`
	Locality string `json:"addressLocality"`
	Region   string `json:"addressRegion,omitempty"`
	Postal   string `json:"postalCode,omitempty"`
	Country  string `json:"addressCountry"`
}

type ldGeo struct {
	Type string  `json:"@type"`
	Lat  float64 `json:"latitude"`
	Lng  float64 `json:"longitude"`
}

type ldHours struct {
	Type   string   `json:"@type"`
	Days   []string `json:"dayOfWeek"`
	Opens  string   `json:"opens"`
	Closes string   `json:"closes"`
}

type ldCatalogue struct {
	Type  string    `json:"@type"`
	Name  string    `json:"name"`
	Items []ldOffer `json:"itemListElement"`
}

type ldOffer struct {
	Type string    `json:"@type"`
	Item ldProduct `json:"itemOffered"`
}

type ldProduct struct {
	Type  string `json:"@type"`
	Name  string `json:"name"`
	About string `json:"description,omitempty"`
	Image string `json:"image,omitempty"`
}

type ldCode struct {
	Type  string `json:"@type"`
	Kind  string `json:"propertyID"`
	Value string `json:"value"`
}

// ldTypes are the kinds of LocalBusiness by the beginning of a KBLI code, the longest
// first. What has no line is a LocalBusiness.
var ldTypes = []struct{ code, kind string }{
	{"56303", "CafeOrCoffeeShop"}, {"5610", "Restaurant"}, {"561", "FoodEstablishment"}, {"562", "FoodEstablishment"}, {"563", "FoodEstablishment"}, {"1071", "Bakery"},
	{"4771", "ClothingStore"}, {"4520", "AutoRepair"}, {"4540", "AutoRepair"}, {"4541", "AutoRepair"}, {"4752", "HardwareStore"}, {"4761", "BookStore"}, {"4711", "GroceryStore"},
	{"47", "Store"}, {"9620", "DryCleaningOrLaundry"}, {"96111", "HairSalon"}, {"9611", "BeautySalon"}, {"55", "LodgingBusiness"}, {"79", "TravelAgency"},
}

func ldType(b registry.Business) string {
	for _, c := range b.Codes() {
		for _, t := range ldTypes {
			if c.Main && strings.HasPrefix(c.Code, t.code) {
				return t.kind
			}
		}
	}
	return "LocalBusiness"
}

// ldDays are the days of the week as the vocabulary names them, Monday first.
var ldDays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

const ldContext = "https://schema.org"

func (p businessPage) data() ldBusiness {
	f := p.b.Facts
	here := p.absolute(p.Tag(), "/usaha/"+p.code)
	out := ldBusiness{Context: ldContext, Type: ldType(p.b), ID: p.absolute(lang.ID, "/usaha/"+p.code), URL: here, Name: p.name(), Other: p.b.OtherNames(), Description: p.description(),
		Mail: f[registry.Mail], Address: p.ldAddress(), Hours: p.ldHours(), Founded: f[registry.Started]}
	for _, photo := range p.photos {
		out.Image = append(out.Image, p.absolute(lang.ID, photo.Address))
	}
	if len(out.Image) == 0 {
		out.Image = []string{p.absolute(lang.ID, p.picture)}
	}
	if p.b.Demo {
		out.Remark = p.T("directoryweb.demo_business")
	}
	if phone := f[registry.Phone]; phone != "" {
		out.Phone = "+" + phone
	}
	if site := f[registry.Web]; site != "" {
		out.SameAs = []string{site}
	}
	if at, there := p.b.Point(); there {
		out.Geo = &ldGeo{"GeoCoordinates", float64(at.Lat) / 1e6, float64(at.Lng) / 1e6}
	}
	for _, c := range p.b.Codes() {
		out.Codes = append(out.Codes, ldCode{"PropertyValue", "KBLI " + c.Version, c.Code})
	}
	if goods := p.works(false); len(goods) > 0 { // a work is shown, and not said to be for sale
		out.Offers = &ldCatalogue{Type: "OfferCatalog", Name: p.T("directoryweb.products")}
		for _, x := range goods {
			item := ldProduct{Type: "Product", Name: x.Name, About: x.About}
			if x.Photo.Address != "" {
				item.Image = p.absolute(lang.ID, x.Photo.Address)
			}
			out.Offers.Items = append(out.Offers.Items, ldOffer{"Offer", item})
		}
	}
	return out
}

func (p businessPage) ldAddress() ldAddress {
	area := p.atlas.Names[p.b.Facts[registry.Kelurahan]]
	out := ldAddress{Type: "PostalAddress", Street: p.b.Facts[registry.Address], Locality: p.atlas.City.Called(), Region: p.atlas.Province.Called(), Postal: area.Postal, Country: "ID"}
	if name := area.Called(); name != "" {
		out.Locality = name + ", " + out.Locality
	}
	return out
}

func (p businessPage) ldHours() (out []ldHours) {
	hours, known := p.b.Hours()
	if !known {
		return nil
	}
	byTime := map[registry.Span]int{}
	for day, spans := range hours {
		for _, s := range spans {
			at, there := byTime[s]
			if !there {
				at = len(out)
				byTime[s] = at
				out = append(out, ldHours{Type: "OpeningHoursSpecification", Opens: minuteISO(s.From, false), Closes: minuteISO(s.To, true)})
			}
			out[at].Days = append(out[at].Days, ldDays[day])
		}
	}
	return out
}
