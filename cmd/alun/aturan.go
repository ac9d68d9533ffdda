package main

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/aturanweb"
	"alun/record/registry/product"
)

// aturanRoutes are the pages of the rules of size, and of texts that were marked.
func aturanRoutes(book *registry.Book, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return aturanweb.Door{Code: code, ID: id, Products: product.Desk{Book: book}}.Routes()
}
