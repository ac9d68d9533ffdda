package blob

import (
	"context"
	"io"
	"path"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
)

// Route serves the blobs that are public: one that any of the doors says a
// public record refers to. To everybody else a blob is not there, whether it is
// kept or not, so that nobody can ask for hashes to learn what we hold. There is
// no list of blobs anywhere.
func (k *Keeper) Route(public ...func(tx *db.Tx, hash string) (bool, error)) web.Route {
	return web.Show("/berkas/{hash}", func(tx *db.Tx, r *web.Request) (web.Reply, error) {
		hash := r.PathValue("hash")
		f, known, err := FileOf(tx, hash)
		if err != nil {
			return web.Reply{}, err
		}
		for _, open := range public {
			if !known {
				break
			}
			seen, err := open(tx, hash)
			if err != nil {
				return web.Reply{}, err
			}
			if seen {
				return web.Reply{Content: k.content(f)}, nil
			}
		}
		return web.Reply{}, fault.New(fault.NotFound, "blob.not_here")
	})
}

// content is a blob as it is served: a picture may be looked at in the browser,
// because we have written every byte of it; all else is saved. The record that it
// belongs to may be withdrawn, and then no cache may go on showing it.
func (k *Keeper) content(f File) *web.Content {
	return &web.Content{
		Name: "alun-" + f.Hash[:12] + f.Kind.End(), Type: f.Kind.Type(), Tag: f.Hash, Inline: f.Kind.Picture(), Fleeting: true,
		Open: func(ctx context.Context) (io.ReadSeekCloser, error) { return k.Store.Get(ctx, f.Hash) },
	}
}

// Address is where a public blob is served, without a language.
func Address(hash string) string { return path.Join("/berkas", hash) }
