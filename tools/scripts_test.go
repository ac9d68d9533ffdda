// Package tools tests the scripts beside it: what they say where something is
// missing, which nobody sees on a machine that has everything.
package tools

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestCountCountsEachTestOnce(t *testing.T) {
	for _, c := range []struct {
		name, lines, want string
		ok                bool
	}{
		{"all well", "P a\nP b\nS c\n", "2 passed, 0 failed, 1 skipped\n", true},
		{"run twice", "P a\nP a\n", "1 passed, 0 failed\n", true},
		{"failed once", "P a\nF a\nP b\n", "1 passed, 1 failed\n", false},
		{"skipped in one stage", "S a\nP a\n", "1 passed, 0 failed\n", true},
		{"nothing ran", "S a\n", "0 passed, 0 failed, 1 skipped\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "counted")
			if err := os.WriteFile(file, []byte(c.lines), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("./count", file).Output()
			if string(out) != c.want || (err == nil) != c.ok {
				t.Errorf("%q, %v", out, err)
			}
		})
	}
}

func TestNeedGoSaysWhatIsMissing(t *testing.T) {
	for _, c := range []struct{ name, version, want string }{
		{"missing", "", "there is no Go"},
		{"old", "go version go1.22.1 linux/amd64", "is Go 1.22"},
		{"older still", "go version go1.9 linux/amd64", "is Go 1.9"},
		{"just right", "go version go1.26.0 linux/amd64", ""},
		{"candidate", "go version go1.26rc1 linux/amd64", ""},
		{"newer", "go version go1.27.1 linux/amd64", ""},
		{"next", "go version go2.0 linux/amd64", ""},
		{"from its sources", "go version devel +abc linux/amd64", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			bin := t.TempDir()
			link(t, bin, "sed", "dirname") // and no Go that this machine may have
			if c.version != "" {
				script := "#!/bin/sh\n[ \"$GOTOOLCHAIN\" = local ] && echo '" + c.version + "'\n"
				if err := os.WriteFile(filepath.Join(bin, "go"), []byte(script), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command("/bin/sh", "./need-go")
			cmd.Env = []string{"PATH=" + bin}
			out, err := cmd.CombinedOutput()
			if (err == nil) != (c.want == "") || !strings.Contains(string(out), c.want) {
				t.Errorf("%q, %v", out, err)
			}
		})
	}
}

func link(t *testing.T, bin string, names ...string) {
	t.Helper()
	for _, name := range names {
		at, err := exec.LookPath(name)
		if err == nil {
			err = os.Symlink(at, filepath.Join(bin, name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestPackagesInstallsOrSaysHow(t *testing.T) {
	const tools = "sed dirname mktemp cat rm env bash true"
	for _, c := range []struct {
		name, user, sudo string
		ok               bool
		want, did        string
	}{
		{name: "as root", user: "0", ok: true, want: "installing", did: "install --no-install-recommends"},
		{name: "through sudo", user: "1000", sudo: "exec \"${@:2}\"", ok: true, want: "installing", did: "install --no-install-recommends"},
		{name: "without sudo", user: "1000", want: "sudo apt-get update && sudo apt-get install -y"},
		{name: "sudo that asks", user: "1000", sudo: "exit 1", want: "sudo apt-get update && sudo apt-get install -y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bin := t.TempDir()
			link(t, bin, strings.Fields(tools)...)
			did := filepath.Join(bin, "did")
			fake(t, bin, "id", "echo "+c.user)
			fake(t, bin, "apt-get", "echo \"$@\" >>"+did)
			if c.sudo != "" {
				fake(t, bin, "sudo", "[ \"$1\" = -n ] || exit 9; "+c.sudo)
			}
			cmd := exec.Command("bash", "./packages")
			cmd.Env = []string{"PATH=" + bin}
			out, err := cmd.CombinedOutput()
			if (err == nil) != c.ok || !strings.Contains(string(out), c.want) || !strings.Contains(string(out), "chromium") {
				t.Errorf("%v\n%s", err, out)
			}
			log, _ := os.ReadFile(did) // absent where nothing was installed
			if !strings.Contains(string(log), c.did) || (c.did == "") != (len(log) == 0) {
				t.Errorf("apt-get did %q", log)
			}
		})
	}
}

// fake puts a small program of this name first on the path.
func fake(t *testing.T, bin, name, body string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/bash\n"+body+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// A stage that cannot run fails and says what to type; it is never left out.
func TestTheReleaseIsTriedOrSaysHow(t *testing.T) {
	for _, c := range []struct{ name, user, want string }{
		{"not as root", "1000", "sudo tools/soak release"},
		{"without debootstrap", "0", "sudo apt-get install -y dpkg debootstrap"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bin := t.TempDir()
			link(t, bin, "dirname", "mkdir")
			fake(t, bin, "id", "echo "+c.user)
			fake(t, bin, "dpkg", "exit 9")
			cmd := exec.Command("/bin/bash", "./soak", "--stage", "release")
			cmd.Env = []string{"PATH=" + bin, "work=" + t.TempDir()}
			out, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(out), c.want) {
				t.Errorf("%q, %v", out, err)
			}
		})
	}
}
