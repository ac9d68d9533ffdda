package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// parts are the package's own files, beside the program.
//
//go:embed deb
var parts embed.FS

// piece is one file of a tar.
type piece struct {
	name    string // without a slash before it
	mode    int64
	content []byte
}

// debVersion is a version as dpkg orders it: 1.4.0-rc1 comes before 1.4.0.
func debVersion(version string) string { return strings.ReplaceAll(version, "-", "~") }

// deb makes the package of one machine.
func (r release) deb(machine, program string, bill []byte) ([]byte, error) {
	binary, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	data := []piece{{"usr/bin/alun", 0o755, binary}, {"usr/share/doc/alun/alun.cdx.json", 0o644, bill}}
	for name, p := range map[string]piece{
		"alun.service":  {name: "usr/lib/systemd/system/alun.service", mode: 0o644},
		"alunctl":       {name: "usr/sbin/alunctl", mode: 0o755},
		"sysusers.conf": {name: "usr/lib/sysusers.d/alun.conf", mode: 0o644},
		"tmpfiles.conf": {name: "usr/lib/tmpfiles.d/alun.conf", mode: 0o644},
		"alun.env":      {name: "etc/alun/alun.env", mode: 0o640},
		"copyright":     {name: "usr/share/doc/alun/copyright", mode: 0o644},
	} {
		if p.content, err = parts.ReadFile("deb/" + name); err != nil {
			return nil, err
		}
		data = append(data, p)
	}
	slices.SortFunc(data, func(a, b piece) int { return strings.Compare(a.name, b.name) }) // a map has no order
	manual, err := os.ReadFile(filepath.Join(r.root, "doc", "operate.md"))
	if err != nil {
		return nil, err
	}
	data = append(data, piece{"usr/share/doc/alun/operate.md", 0o644, manual})
	control, err := control(machine, debVersion(r.version), data)
	if err != nil {
		return nil, err
	}
	return pack(r.at, control, data)
}

// control describes the package to dpkg.
func control(machine, version string, data []piece) ([]piece, error) {
	var size int
	var sums strings.Builder
	for _, p := range data {
		size += len(p.content)
		sum := md5.Sum(p.content)
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), p.name)
	}
	about, err := parts.ReadFile("deb/control")
	if err != nil {
		return nil, err
	}
	head := fmt.Sprintf("Package: alun\nVersion: %s\nArchitecture: %s\nInstalled-Size: %d\n", version, machine, (size+1023)/1024)
	all := []piece{{"control", 0o644, append([]byte(head), about...)}, {"md5sums", 0o644, []byte(sums.String())},
		{"conffiles", 0o644, []byte("/etc/alun/alun.env\n")}}
	for _, name := range []string{"postinst", "prerm", "postrm"} {
		script, err := parts.ReadFile("deb/" + name)
		if err != nil {
			return nil, err
		}
		all = append(all, piece{name, 0o755, script})
	}
	return all, nil
}

// pack writes the ar of a Debian package: its version, then two tar files.
func pack(at time.Time, control, data []piece) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("!<arch>\n")
	member := func(name string, content []byte) {
		fmt.Fprintf(&out, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, at.Unix(), 0, 0, "100644", len(content))
		out.Write(content)
		if len(content)%2 == 1 {
			out.WriteByte('\n')
		}
	}
	member("debian-binary", []byte("2.0\n"))
	for _, m := range []struct {
		name   string
		pieces []piece
	}{{"control.tar.gz", control}, {"data.tar.gz", data}} {
		packed, err := tarred(at, m.pieces)
		if err != nil {
			return nil, err
		}
		member(m.name, packed)
	}
	return out.Bytes(), nil
}

// tarred makes a tar with the folders of its files, all of root, all of one time.
func tarred(at time.Time, pieces []piece) ([]byte, error) {
	all := map[string]piece{}
	var names []string
	add := func(p piece) {
		if _, there := all[p.name]; !there {
			names = append(names, p.name)
		}
		all[p.name] = p
	}
	for _, p := range pieces {
		add(p)
		for dir := path.Dir(p.name); dir != "."; dir = path.Dir(dir) {
			add(piece{name: dir + "/", mode: 0o755})
		}
	}
	slices.Sort(names) // a folder before what is in it
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(zip)
	for _, name := range append([]string{"./"}, names...) {
		p := all[name]
		head := &tar.Header{Name: "./" + strings.TrimPrefix(name, "./"), Mode: p.mode, Size: int64(len(p.content)), ModTime: at,
			Uname: "root", Gname: "root", Format: tar.FormatGNU, Typeflag: tar.TypeReg}
		if strings.HasSuffix(name, "/") {
			head.Typeflag = tar.TypeDir
			head.Mode = 0o755
		}
		if err := w.WriteHeader(head); err != nil {
			return nil, err
		}
		if _, err := w.Write(p.content); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(w.Close(), zip.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
