package blob

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"alun/ground/fault"
)

// How long the scanner may take for one file, and how it is spoken to.
const (
	scanTime  = 20 * time.Second
	scanChunk = 64 << 10
	scanReply = 1024
)

// Clamd is a scanner that asks ClamAV's daemon at unix:/PATH or tcp:HOST:PORT
// (command INSTREAM, man clamd). The content goes over the socket, so the daemon
// needs no right to read our files. An answer other than "OK" keeps nothing.
func Clamd(at string) (Scanner, error) {
	network, addr, ok := strings.Cut(at, ":")
	if !ok || addr == "" || network != "unix" && network != "tcp" {
		return nil, fault.New(fault.Invalid, "blob.bad_clamd", at)
	}
	return func(ctx context.Context, content io.Reader) error {
		ctx, cancel := context.WithTimeout(ctx, scanTime)
		defer cancel()
		answer, err := askClamd(ctx, network, addr, content)
		if err != nil {
			return unscanned(err)
		}
		return judged(answer)
	}, nil
}

func unscanned(err error) error {
	return fault.New(fault.Busy, "blob.no_scanner").Because(fmt.Errorf("blob: clamd: %w", err))
}

// judged reads clamd's answer: "stream: OK", "stream: NAME FOUND", or an error.
func judged(answer string) error {
	switch text, ok := strings.CutPrefix(answer, "stream: "); {
	case ok && text == "OK":
		return nil
	case ok && strings.HasSuffix(text, " FOUND"):
		return fault.New(fault.Invalid, "blob.infected").Because(errors.New("blob: clamd: " + text))
	}
	return unscanned(fmt.Errorf("it said %q", answer))
}

func askClamd(ctx context.Context, network, addr string, content io.Reader) (string, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	sent := stream(conn, content)
	// It may have answered and hung up before the end, on finding something.
	answer, err := bufio.NewReaderSize(io.LimitReader(conn, scanReply), scanReply).ReadString(0)
	if err == nil {
		return strings.TrimRight(answer, "\x00"), nil
	}
	return "", errors.Join(sent, err, ctx.Err())
}

// stream sends chunks, each after its length, and an empty one at the end.
func stream(w io.Writer, content io.Reader) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	chunk := make([]byte, 4+scanChunk)
	for {
		n, err := io.ReadFull(content, chunk[4:])
		if n > 0 {
			binary.BigEndian.PutUint32(chunk, uint32(n))
			if _, err := w.Write(chunk[:4+n]); err != nil {
				return err
			}
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			_, err = w.Write([]byte{0, 0, 0, 0})
			return err
		}
		if err != nil {
			return err
		}
	}
}
