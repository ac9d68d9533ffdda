package main

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/product"
	"alun/record/registry/productweb"
)

// productRoutes are the pages on which makers look after products and photos.
func (h *house) productRoutes(book *registry.Book, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return productweb.Desk{Desk: product.Desk{Book: book}, DB: h.db, Files: h.files, Code: code, ID: id}.Routes()
}
