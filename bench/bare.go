package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
)

// bareMode starts this program as the server that the house is held against:
// net/http and a handler that writes bytes that lie ready, nothing else.
const bareMode = "bare"

// packed is a page as the house sent it.
type packed struct {
	Type     string
	Encoding string
	Body     []byte
}

// serveBare reads the pages from in, answers page n at /n and ends with in.
func serveBare(in io.Reader, out io.Writer) error {
	var pages []packed
	if err := json.NewDecoder(in).Decode(&pages); err != nil {
		return err
	}
	mux := http.NewServeMux()
	for i, p := range pages {
		mux.HandleFunc("GET /"+strconv.Itoa(i), p.write)
	}
	return serveUntil(in, out, mux)
}

func (p packed) write(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", p.Type)
	if p.Encoding != "" {
		h.Set("Content-Encoding", p.Encoding)
	}
	h.Set("Content-Length", strconv.Itoa(len(p.Body)))
	_, _ = w.Write(p.Body) // the measuring process counts what arrives
}

// serveUntil serves on loopback, says where, and ends when in ends: when the
// process that started it closes the pipe or is gone.
func serveUntil(in io.Reader, out io.Writer, h http.Handler) error {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "http://%s\n", l.Addr())
	s := &http.Server{Handler: h}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	_, _ = io.Copy(io.Discard, in) // any end is the end
	err = s.Close()
	if e := <-done; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return err
}
