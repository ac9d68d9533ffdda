package main

import (
	"context"

	"alun/ground/db"
	"alun/record/registry/ganda"
	"alun/record/registry/naikkelas"
	"alun/record/registry/registryapi"
)

// registerForPrograms is how programs act in the register for people.
func (h *house) registerForPrograms(ctx context.Context) (registryapi.Desk, error) {
	book, err := h.register(ctx)
	if err != nil {
		return registryapi.Desk{}, err
	}
	desk, err := h.fieldDesk(book)
	ready := &naikkelas.Desk{Book: book, Offers: offersOf(func(id db.ID) string { return h.keys.Codec().Encode(int64(id)) })}
	return registryapi.Desk{DB: h.db, Book: book, Files: h.files, Twins: &ganda.Desk{Book: book}, Field: desk, Passports: h.passports(), Curation: h.kurasiDesk(), Associations: h.asosiasiDesk(),
		Readiness: ready, SignsIn: h.personOf, NameOf: h.nameOf}, err
}
