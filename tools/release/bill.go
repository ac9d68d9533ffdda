package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"os"
	"time"
)

// The parts of CycloneDX that are used here.
type (
	bom struct {
		Format       string       `json:"bomFormat"`
		Spec         string       `json:"specVersion"`
		Serial       string       `json:"serialNumber"`
		Version      int          `json:"version"`
		Metadata     metadata     `json:"metadata"`
		Components   []component  `json:"components"`
		Dependencies []dependency `json:"dependencies"`
	}
	metadata struct {
		Timestamp string    `json:"timestamp"`
		Component component `json:"component"`
	}
	component struct {
		Type       string     `json:"type"`
		Ref        string     `json:"bom-ref"`
		Name       string     `json:"name"`
		Version    string     `json:"version"`
		PURL       string     `json:"purl,omitempty"`
		Hashes     []hash     `json:"hashes,omitempty"`
		Properties []property `json:"properties,omitempty"`
	}
	hash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	dependency struct {
		Ref string   `json:"ref"`
		On  []string `json:"dependsOn"`
	}
)

// bill lists what the program is made of, as the program itself says: what the
// linker took in, not what go.mod names.
func bill(program, version string, at time.Time) ([]byte, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	all := []component{{Type: "library", Ref: "pkg:golang/std@" + info.GoVersion[2:], Name: "std", Version: info.GoVersion[2:],
		PURL: "pkg:golang/std@" + info.GoVersion[2:]}}
	for _, d := range info.Deps {
		if d.Replace != nil {
			d = d.Replace
		}
		purl := "pkg:golang/" + d.Path + "@" + d.Version
		all = append(all, component{Type: "library", Ref: purl, Name: d.Path, Version: d.Version, PURL: purl,
			Properties: []property{{"go:sum", d.Sum}}})
	}
	own := component{Type: "application", Ref: "alun", Name: "alun", Version: version,
		Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}}}
	for _, s := range info.Settings {
		own.Properties = append(own.Properties, property{"go:" + s.Key, s.Value})
	}
	on := dependency{Ref: "alun"}
	for _, c := range all {
		on.On = append(on.On, c.Ref)
	}
	return json.MarshalIndent(bom{Format: "CycloneDX", Spec: "1.6", Serial: serial(sum), Version: 1,
		Metadata:   metadata{at.Format(time.RFC3339), own},
		Components: all, Dependencies: []dependency{on}}, "", "  ")
}

// serial is a UUID (version 8: made of a hash) that is the same for the same
// program.
func serial(sum [32]byte) string {
	u := sum
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	h := hex.EncodeToString(u[:16])
	return "urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
