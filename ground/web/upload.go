package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"syscall"

	"alun/ground/fault"
)

// Upload is a file that came with a form. It lies in a temporary file until the
// request ends, and nothing of it has been checked.
type Upload struct {
	Name  string // as the sender calls it
	Type  string // media type as the sender says
	Bytes int64  // one more than the form allows, when there was more
	Sum   string // SHA-256 of these bytes, hex

	file *os.File
}

// Content reads the upload from its beginning.
func (u *Upload) Content() io.Reader { return io.NewSectionReader(u.file, 0, u.Bytes) }

// Upload is the file that was chosen in a field, which Form.Files must name;
// false: none was.
func (r *Request) Upload(field string) (*Upload, bool) {
	u, ok := r.uploads[field]
	return u, ok
}

// mostParts bounds how many fields a form of parts may have.
const mostParts = 200

// uploadSpare is how much more than it may hold a form is read, so that a person
// who chose too large a file is told so beside the field: a browser that is
// still sending when we hang up shows its own error page.
const uploadSpare = 32 << 20

// room is the most that the body of a form with files may hold.
func room(form int64, files map[string]int64) int64 {
	if len(files) == 0 {
		return form
	}
	if form == 0 {
		form = defaults.Body
	}
	for _, most := range files {
		form += most
	}
	return form + uploadSpare
}

// readParts reads a form of parts. Fields go to Form; a file that the form
// declares goes to the disk, any other is passed over.
func (r *Request) readParts(files map[string]int64, most int64) error {
	from, err := r.MultipartReader()
	if err != nil {
		return err
	}
	r.uploads, r.PostForm = map[string]*Upload{}, url.Values{}
	for n := 0; ; n++ {
		part, err := from.NextPart()
		if err == io.EOF {
			break
		}
		if err == nil && n == mostParts {
			err = errors.New("web: too many parts")
		}
		if err != nil {
			return err
		}
		cut, err := r.readPart(part, files, &most)
		if err != nil {
			return err
		}
		if cut {
			break // the rest is behind a file that is refused anyway
		}
	}
	for name, all := range r.PostForm {
		r.Form[name] = append(all[:len(all):len(all)], r.Form[name]...)
	}
	return nil
}

func (r *Request) readPart(part *multipart.Part, files map[string]int64, left *int64) (cut bool, err error) {
	kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil || kind != "form-data" {
		return false, errors.Join(errors.New("web: a part that is no field"), err)
	}
	name := params["name"]
	if file, ok := params["filename"]; ok {
		limit, declared := files[name]
		if !declared || file == "" {
			_, err = io.Copy(io.Discard, part)
			return false, err
		}
		if r.uploads[name] != nil {
			return false, fault.New(fault.Invalid, "web.check_fields").At(name, "web.one_file")
		}
		return r.spool(name, &Upload{Name: file, Type: part.Header.Get("Content-Type")}, part, limit)
	}
	value, err := io.ReadAll(io.LimitReader(part, *left+1))
	if *left -= int64(len(value)); *left < 0 {
		return false, &http.MaxBytesError{Limit: r.site.limits.Body}
	}
	r.PostForm[name] = append(r.PostForm[name], string(value))
	return false, err
}

// spool writes a file to the disk, a byte more than its limit at most, and reads
// past what is too much. When that does not end, the form ends here.
func (r *Request) spool(name string, u *Upload, from io.Reader, limit int64) (cut bool, err error) {
	if u.file, err = os.CreateTemp("", "alun-upload-*"); err != nil {
		return false, crowded(err)
	}
	r.uploads[name] = u
	sum := sha256.New()
	u.Bytes, err = io.Copy(io.MultiWriter(u.file, sum), io.LimitReader(from, limit+1))
	u.Sum = hex.EncodeToString(sum.Sum(nil))
	if err == nil {
		_, err = io.Copy(io.Discard, from)
	}
	if err != nil && u.Bytes > limit {
		return true, nil
	}
	return false, crowded(err)
}

// crowded makes a full disk a fault that a person understands.
func crowded(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New(fault.Full, "web.no_room").Because(err)
	}
	return err
}

// marked puts the hash of each upload where the form's values are: a form with
// another file is another form.
func (r *Request) marked() {
	for name, u := range r.uploads {
		r.Form[name] = []string{u.Sum}
	}
}

// discard removes the temporary files.
func (r *Request) discard() {
	for _, u := range r.uploads {
		_, _ = u.file.Close(), os.Remove(u.file.Name()) // a leftover in the temporary folder harms nobody
	}
}
