package api

import (
	"cmp"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/pace"
)

// MaxBody and MaxFile are the most bytes that a JSON body and a file may have.
const (
	MaxBody = 64 << 10
	MaxFile = 20 << 20
)

// Op is one operation.
type Op struct {
	ID    string // its name in the document: "list-offices"
	Path  string // below Prefix: "/nodes/{id}"
	Tag   string // its group in the document: "plan"
	Say   string // sentence: what it does
	More  string // sentence: what to know about it; may be empty
	Scope string // what a key must be allowed; "" is for everybody
	// Example finds a call that works on this database. It is shown on the
	// readable page and runs as a test.
	Example func(tx *db.Tx) (Call, error)
	// File says that the body is a file, not JSON; these are its media types.
	File []string
	// Made says that something new is made: the answer is 201.
	Made   bool
	Faults []int // statuses beyond those that every such operation has
	// Pace is how often one sender may, with web's forms of the same name; zero:
	// as often as he may call. What was done already and is sent again is free, and
	// so is what Check refuses. The document and the page tell it.
	Pace pace.Rate

	method string
}

// Call is a call of an operation.
type Call struct {
	Path   string // below Prefix, with its query
	Body   any    // sent as JSON; a []byte as it is
	Header map[string]string
	// Form says that what it names is nobody's to show: the page shows the form
	// of the call, and it is answered 404.
	Form bool
}

// Ask is an example that needs no look into the database.
func Ask(path string) func(*db.Tx) (Call, error) {
	return func(*db.Tx) (Call, error) { return Call{Path: path}, nil }
}

// Method is the HTTP method.
func (o *Op) Method() string { return o.method }

func (o *Op) compare(p *Op) int {
	return cmp.Or(cmp.Compare(o.Path, p.Path), cmp.Compare(o.method, p.method))
}

// more is what to know about it, with its pace.
func (o *Op) more(l lang.Lang) string {
	var all []string
	if o.More != "" {
		all = append(all, l.T(o.More))
	}
	if o.Pace.Many > 0 {
		all = append(all, l.T("api.pace", o.Pace.Many, int(o.Pace.In/time.Minute)))
	}
	return strings.Join(all, "\n\n")
}

func (o *Op) reads() bool { return o.method == http.MethodGet }

// bytes is the most that the body may hold.
func (o *Op) bytes() int64 {
	if o.File != nil {
		return MaxFile
	}
	return MaxBody
}

// takes reports whether a body of this media type may come.
func (o *Op) takes(media string) bool {
	if o.File == nil {
		return media == "application/json"
	}
	for _, m := range o.File {
		if m == media {
			return true
		}
	}
	return false
}

// status is what a call that worked is answered.
func (o *Op) status() int {
	if o.Made {
		return http.StatusCreated
	}
	return http.StatusOK
}

// operation describes it to the library; texts are keys until the document is
// written.
func (o *Op) operation(in reflect.Type) huma.Operation {
	op := huma.Operation{OperationID: o.ID, Method: o.method, Path: o.Path, Summary: o.Say, Description: o.More, Tags: []string{o.Tag},
		DefaultStatus: o.status(), MaxBodyBytes: -1, BodyReadTimeout: -1, RejectUnknownQueryParameters: true,
		Errors: o.faults(), Responses: map[string]*huma.Response{}}
	good := &huma.Response{Headers: map[string]*huma.Param{}}
	if o.reads() {
		good.Headers["ETag"] = header("api.h_etag")
		op.Responses["304"] = &huma.Response{}
	}
	if _, paged := in.FieldByName("Cursor"); paged {
		good.Headers["Link"] = header("api.h_link")
	}
	op.Responses[statusText(o.status())] = good
	if o.Scope != "" {
		op.Security = []map[string][]string{{"key": {o.Scope}}}
	} else {
		op.Security = []map[string][]string{{}, {"key": {}}} // nobody, or anybody with a key
	}
	if o.File != nil {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
		for _, m := range o.File {
			op.RequestBody.Content[m] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Format: "binary"}}
		}
	}
	return op
}

func header(say string) *huma.Param {
	return &huma.Param{Description: say, Schema: &huma.Schema{Type: "string"}}
}

// faults lists the statuses of all that may go wrong.
func (o *Op) faults() []int {
	all := append([]int{401, 403, 422, 429, 500, 503}, o.Faults...)
	if strings.Contains(o.Path, "{") {
		all = append(all, 404)
	}
	if !o.reads() {
		all = append(all, 400, 413, 415, 507)
	}
	return all
}
