package main

import (
	"context"

	"alun/record/registry/ganda"
	"alun/record/registry/registryapi"
)

// registerForPrograms is how programs act in the register for people.
func (h *house) registerForPrograms(ctx context.Context) (registryapi.Desk, error) {
	book, err := h.register(ctx)
	if err != nil {
		return registryapi.Desk{}, err
	}
	desk, err := h.fieldDesk(book)
	return registryapi.Desk{DB: h.db, Book: book, Files: h.files, Twins: &ganda.Desk{Book: book}, Field: desk, Passports: h.passports()}, err
}
