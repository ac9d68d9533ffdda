package main

import (
	"context"
	"slices"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/diary"
	"alun/record/diary/diaryapi"
	"alun/record/place/placeapi"
	"alun/record/plan"
	"alun/record/plan/planapi"
	"alun/record/registry/registryapi"
)

// programs opens every room's door for other programs.
func (h *house) programs(ctx context.Context, cfg *Config, weigher *plan.Weigher, finder *plan.Finder) (*api.API, error) {
	a, err := api.New(api.Config{DB: h.db, Ring: h.keys, Words: h.words, Log: h.log, TrustProxy: cfg.Proxy})
	if err != nil {
		return nil, err
	}
	planapi.Desk{Rules: h.rules, Weigher: weigher, Finder: finder, Import: h.importFor}.Declare(a)
	new(placeapi.Desk).Declare(a)
	registryapi.Sizes{}.Declare(a)
	registryapi.KBLI{Shelf: h.codes}.Declare(a)
	registryapi.Businesses{Directory: h.directory, Book: h.book()}.Declare(a)
	registryapi.NaikKelas{}.Declare(a)
	registryapi.Numbers{}.Declare(a)
	diaryapi.Desk{}.Declare(a)
	desk, err := h.registerForPrograms(ctx)
	if err != nil {
		return nil, err
	}
	desk.Declare(a)
	return a, nil
}

// importFor brings a file in for a program, as the command does.
func (h *house) importFor(ctx context.Context, actor string, in plan.Incoming, partial bool) (plan.Result, error) {
	return h.bringIn(ctx, in, plan.ImportOptions{Actor: actor, Partial: partial})
}

// keysForPeople are the keys of programs that act for people of the staff, who
// make and end them themselves.
var keysForPeople = api.Keys{Scopes: []string{planapi.ScopeRound, registryapi.ScopeAct}, Tell: tellOfKey}

// keysThatDecide are those by which a program also decides for an officer, for half a day.
var keysThatDecide = api.Keys{Scopes: []string{registryapi.ScopeAct, registryapi.ScopeDecide}, Tell: tellOfKey}

// keysOfPrograms makes and revokes the keys of other programs.
var keysOfPrograms = api.Keys{
	Scopes: slices.Sorted(slices.Values([]string{planapi.ScopeImport, planapi.ScopeErrata})),
	Tell:   tellOfKey,
}

func tellOfKey(tx *db.Tx, fact, actor string, key db.ID, data map[string]any) error {
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: fact, Kind: "api_key", Subject: key, Data: data})
}
