package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"alun/ground/api"
	"alun/ground/date"
)

// sharedActs are what programs do with passports: each with a published business of its
// own and a link to it.
func (w *twoFaces) sharedActs() map[string]act {
	const links = "/businesses/{code}/record/passport/links"
	out := map[string]act{}
	for path, do := range map[string]func(ctx context.Context, maker register, at, token string) error{
		links: func(context.Context, register, string, string) error { return nil },
		links + "/{id}/revoke": func(ctx context.Context, maker register, at, _ string) error {
			_, _, err := maker.send(ctx, "POST", at+"/revoke", []byte(`{}`), http.StatusOK)
			return err
		},
		"/passports/open": func(ctx context.Context, maker register, _, token string) error {
			_, _, err := maker.send(ctx, "POST", "/passports/open", []byte(`{"token":"`+token+`"}`), http.StatusOK)
			return err
		},
	} {
		out["POST "+api.Prefix+path] = func(ctx context.Context, _ int) error {
			maker, at, token, err := w.shares(ctx)
			if err == nil {
				err = do(ctx, maker, at, token)
			}
			return err
		}
	}
	return out
}

// shares makes a link to a business that was just published.
func (w *twoFaces) shares(ctx context.Context) (maker register, at, token string, err error) {
	officer, err := w.deciding(ctx)
	if err != nil {
		return maker, "", "", err
	}
	code, err := w.handedIn(ctx)
	if err == nil {
		_, _, err = officer.send(ctx, "POST", "/businesses/"+code+"/publish", []byte(`{"version":2}`), http.StatusOK)
	}
	if err == nil {
		maker, err = w.as(ctx, "maker")
	}
	if err != nil {
		return maker, "", "", err
	}
	at = "/businesses/" + code + "/record/passport/links"
	body := fmt.Sprintf(`{"purpose":"bank","shows":["wa"],"until":%q}`, date.DayOf(time.Now()).Next(20))
	made, _, err := maker.send(ctx, "POST", at, []byte(body), http.StatusCreated)
	return maker, at + "/" + fmt.Sprint(made["id"]), fmt.Sprint(made["token"]), err
}
