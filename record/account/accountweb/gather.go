package accountweb

import (
	"slices"

	"alun/ground/fault"
	"alun/ground/wa"
	"alun/record/account"
)

// gathered is what is wrong with a form, all of it, in the order in which the page
// asks: who mends one thing is not sent back for the next. A field is told the first
// thing that was found, and fields that the form has not are left out. Any other
// error comes before.
func gathered(asked []string, errs ...error) error {
	bad := fault.New(fault.Invalid, "web.check_fields")
	for _, err := range errs {
		if err == nil {
			continue
		}
		f := fault.Of(err)
		if f == nil || f.Kind != fault.Invalid || len(f.Fields) == 0 && f.Key != bad.Key {
			return err
		}
		for _, x := range f.Fields {
			if _, told := bad.Field(x.Name); !told && slices.Contains(asked, x.Name) {
				bad.Fields = append(bad.Fields, x)
			}
		}
	}
	if len(bad.Fields) == 0 {
		return nil
	}
	slices.SortStableFunc(bad.Fields, func(a, b fault.Field) int { return slices.Index(asked, a.Name) - slices.Index(asked, b.Name) })
	return bad
}

// readPhone reads a number where a number is asked for: of makers, who have no
// other way in.
func readPhone(typed string) (account.Login, error) {
	n, err := wa.Number(typed)
	switch {
	case typed == "":
		err = fault.New(fault.Invalid, "web.check_fields").At("login", "account.phone_missing")
	case err != nil:
		err = fault.New(fault.Invalid, "web.check_fields").At("login", "account.phone_wrong")
	}
	return account.Login{Way: "phone", Text: n}, err
}
