package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// small is a release of a program that is no program.
func small(t *testing.T) (release, string) {
	t.Helper()
	root := t.TempDir()
	program := filepath.Join(root, "alun")
	for name, text := range map[string]string{"alun": "#!/bin/sh\necho it runs\n", "doc/operate.md": "# How\n"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return release{root: root, version: "1.2.0-rc1", at: time.Unix(1_700_000_000, 0)}, program
}

func TestThePackageIsTheSameTwice(t *testing.T) {
	r, program := small(t)
	one, err := r.deb("amd64", program, []byte("{}"))
	if err != nil {
		t.Fatal(err)
	}
	for range 5 { // maps come in another order each time
		two, err := r.deb("amd64", program, []byte("{}"))
		if err != nil || string(one) != string(two) {
			t.Fatalf("it differs, %v", err)
		}
	}
}

// The referee is Debian's own program.
func TestDebianReadsThePackage(t *testing.T) {
	dpkg, err := exec.LookPath("dpkg-deb")
	if err != nil {
		t.Skip("needs dpkg-deb")
	}
	r, program := small(t)
	raw, err := r.deb("arm64", program, []byte("{}"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "a.deb")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"1.2.0~rc1": {"--field", file, "Version"}, "arm64": {"--field", file, "Architecture"},
		"-rw-r----- root/root": {"--contents", file}, "-rwxr-xr-x root/root": {"--contents", file},
		"./usr/lib/systemd/system/alun.service": {"--contents", file},
		"/etc/alun/alun.env":                    {"--info", file, "conffiles"}, "systemd-sysusers": {"--info", file, "postinst"},
	} {
		out, err := exec.Command(dpkg, args...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%v lacks %q: %v\n%s", args, want, err, out)
		}
	}
	to := t.TempDir()
	if out, err := exec.Command(dpkg, "--extract", file, to).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if out, err := exec.Command(filepath.Join(to, "usr/bin/alun")).Output(); err != nil || string(out) != "it runs\n" {
		t.Errorf("%v %q", err, out)
	}
}

func TestScriptsAreSound(t *testing.T) {
	for _, name := range []string{"alunctl", "postinst", "prerm", "postrm"} {
		if out, err := exec.Command("sh", "-n", filepath.Join("deb", name)).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// A program made by Go says what is in it; this test's own is one.
func TestTheListOfParts(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := bill(self, "1.2.0", time.Unix(0, 0).UTC())
	if err != nil {
		t.Fatal(err)
	}
	var b bom
	if err := json.Unmarshal(raw, &b); err != nil {
		t.Fatal(err)
	}
	if b.Format != "CycloneDX" || len(b.Components) == 0 || b.Components[0].Name != "std" || len(b.Dependencies[0].On) != len(b.Components) {
		t.Errorf("%s", raw)
	}
	if len(b.Serial) != len("urn:uuid:")+36 || b.Serial[23] != '8' {
		t.Errorf("serial %s", b.Serial)
	}
}
