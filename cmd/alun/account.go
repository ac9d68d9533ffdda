package main

import (
	"context"
	"fmt"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accountweb"
)

// accountCmd is about people, for whoever has the machine.
type accountCmd struct {
	Link accountLink `cmd:"" help:"${cli_account_link}"`
	List accountList `cmd:"" help:"${cli_account_list}"`
}

// accountLink makes a link that is good once.
type accountLink struct {
	Login  string `arg:"" optional:"" help:"${cli_account_login}"`
	Reason string `help:"${cli_account_reason}" placeholder:"TEXT"`
	Second bool   `help:"${cli_account_second}"`
}

// reasonLength is the least of a reason that says anything.
const reasonLength = 10

// Run makes the link and shows it, once.
func (c *accountLink) Run(ctx context.Context, cfg *Config, d *desk) error {
	if c.Login != "" && len(strings.TrimSpace(c.Reason)) < reasonLength {
		return fault.New(fault.Invalid, "cli.account_reason", reasonLength)
	}
	return carryOut(ctx, cfg, d, "account link", &accountLinked{*c, cfg.publicURL()})
}

// accountLinked is the errand: the process that serves makes the link, and where
// people reach the house is what the asker has.
type accountLinked struct {
	accountLink
	Base string
}

func (c *accountLinked) do(ctx context.Context, h *house, d *desk) error {
	if c.Login == "" {
		return h.offerSetUp(ctx, d, c.Base, true)
	}
	l, err := account.ReadLogin(c.Login)
	if err != nil {
		return err
	}
	token, purpose := account.NewToken(), ""
	err = h.db.Write(ctx, func(tx *db.Tx) error {
		var err error
		if purpose, err = h.people.ResetByHand(tx, l, token, strings.TrimSpace(c.Reason)); err != nil || !c.Second {
			return err
		}
		person, err := h.people.Person(tx, l)
		if err != nil {
			return err
		}
		return account.LoseSecond(tx, person)
	})
	if err != nil {
		return err
	}
	d.say(d.T("cli.account_link_" + purpose))
	_, err = fmt.Fprintln(d.out, c.Base+accountweb.LinkPath(purpose, token))
	return err
}

// offerSetUp shows the link of an empty house. asked tells who asked for it when
// there is nothing to set up.
func (h *house) offerSetUp(ctx context.Context, d *desk, base string, asked bool) error {
	token, made := account.NewToken(), false
	err := h.db.Write(ctx, func(tx *db.Tx) error {
		var err error
		made, err = account.OfferSetUp(tx, token)
		return err
	})
	if err != nil {
		return err
	}
	if !made && asked {
		return fault.New(fault.Conflict, "account.set_up_already")
	}
	if made {
		d.say(d.T("cli.account_link_setup"))
		d.say(base + accountweb.LinkPath(account.SetUp, token))
	}
	return nil
}

// accountList lists staff.
type accountList struct {
	JSON bool `help:"${cli_json}"`
}

// shownPeople is how many people a list shows.
const shownPeople = 1000

// Run prints one line a person: code, state and roles, and nothing personal.
func (c *accountList) Run(ctx context.Context, cfg *Config, d *desk) error {
	store, codec, err := openToShow(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	n := 0
	err = store.Read(ctx, func(tx *db.Tx) error {
		all, err := account.List(tx, account.Filter{}, 0, shownPeople)
		n = len(all)
		for _, p := range all {
			if err == nil {
				err = c.print(tx, d, codec.Encode(int64(p.ID)), p)
			}
		}
		return err
	})
	if err == nil {
		d.say(d.T("cli.account_count", n))
	}
	return err
}

func (c *accountList) print(tx *db.Tx, d *desk, code string, p account.Person) error {
	second, err := account.HasSecond(tx, p.ID)
	if err != nil {
		return err
	}
	grants, err := account.Grants(tx, p.ID)
	if err != nil {
		return err
	}
	var roles []string
	for _, g := range grants {
		if g.InForce(tx.Now()) {
			roles = append(roles, string(g.Role))
		}
	}
	if c.JSON {
		return writeJSON(d.out, map[string]any{"id": code, "state": p.State, "roles": roles, "second_factor": second, "made": date.DayOf(p.Made).String()})
	}
	factor := "cli.account_weak"
	if second {
		factor = "cli.account_strong"
	}
	_, err = fmt.Fprintf(d.out, "%s  %-8s  %s  %-14s  %s\n", code, p.State, date.DayOf(p.Made), d.T(factor), strings.Join(roles, ","))
	return err
}
