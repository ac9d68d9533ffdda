package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
)

// keyCmd is about the keys of other programs.
type keyCmd struct {
	Add    keyAdd    `cmd:"" help:"${cli_keys_add}"`
	List   keyList   `cmd:"" help:"${cli_keys_list}"`
	Revoke keyRevoke `cmd:"" help:"${cli_keys_revoke}"`
}

// keyAdd makes a key.
type keyAdd struct {
	Name    string   `arg:"" help:"${cli_keys_name}"`
	Scope   []string `help:"${cli_keys_scope}" placeholder:"SCOPE"`
	Expires string   `help:"${cli_keys_expires}" placeholder:"YYYY-MM-DD"`
}

// Run makes the key and shows its secret, once.
func (c *keyAdd) Run(ctx context.Context, cfg *Config, d *desk) error {
	return carryOut(ctx, cfg, d, "key add", c)
}

func (c *keyAdd) do(ctx context.Context, h *house, d *desk) error {
	k := api.Key{Name: c.Name, Scopes: c.Scope}
	if c.Expires != "" {
		day, err := date.ParseDay(c.Expires)
		if err != nil {
			return fault.New(fault.Invalid, "cli.key_day", c.Expires)
		}
		k.Expires = day.End()
	}
	secret := api.Secret()
	err := h.db.Write(ctx, func(tx *db.Tx) error {
		_, err := keysOfPrograms.Make(tx, byCommand, secret, k)
		return err
	})
	if err != nil {
		return err
	}
	d.say(d.T("cli.key_made"))
	_, err = fmt.Fprintln(d.out, secret)
	return err
}

// keyList lists the keys.
type keyList struct {
	JSON bool `help:"${cli_json}"`
}

// Run prints one line a key. The secrets are not kept, so nothing shows them.
func (c *keyList) Run(ctx context.Context, cfg *Config, d *desk) error {
	store, err := openToRead(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	var all []api.Key
	if err := store.Read(ctx, func(tx *db.Tx) (err error) { all, err = keysOfPrograms.List(tx); return err }); err != nil {
		return err
	}
	for _, k := range all {
		if err := c.print(d, k); err != nil {
			return err
		}
	}
	d.say(d.T("cli.key_count", len(all)))
	return nil
}

func (c *keyList) print(d *desk, k api.Key) error {
	if c.JSON {
		return writeJSON(d.out, map[string]any{"prefix": k.Prefix, "name": k.Name, "scopes": k.Scopes, "made": day(k.Made),
			"expires": day(k.Expires), "revoked": day(k.Revoked), "used": k.UsedOn})
	}
	state := "cli.key_good"
	switch {
	case !k.Revoked.IsZero():
		state = "cli.key_ended"
	case !k.Good(time.Now()):
		state = "cli.key_past"
	}
	_, err := fmt.Fprintf(d.out, "%s  %-12s  %-10s  %-24s  %s\n", k.Hint(), d.T(state), k.UsedOn, strings.Join(k.Scopes, ","), k.Name)
	return err
}

// day is the city's day of an instant; "" when there is none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return date.DayOf(t).String()
}

// keyRevoke ends a key.
type keyRevoke struct {
	Prefix string `arg:"" help:"${cli_keys_prefix}"`
}

// Run ends the key at once.
func (c *keyRevoke) Run(ctx context.Context, cfg *Config, d *desk) error {
	return carryOut(ctx, cfg, d, "key revoke", c)
}

func (c *keyRevoke) do(ctx context.Context, h *house, d *desk) error {
	prefix := strings.TrimPrefix(c.Prefix, "alun_")
	prefix, _, _ = strings.Cut(prefix, "_")
	err := h.db.Write(ctx, func(tx *db.Tx) error { return keysOfPrograms.Revoke(tx, byCommand, prefix) })
	if err == nil {
		d.say(d.T("cli.key_revoked", prefix))
	}
	return err
}
