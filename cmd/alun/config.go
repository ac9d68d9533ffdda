package main

import (
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"

	"alun/ground/db"
	"alun/ground/lang"

	"github.com/alecthomas/kong"
)

// Config is every choice of the operator, with its default. Each is a flag and
// an ALUN_… variable; "alun config" prints what is in force.
type Config struct {
	Database string `help:"${cli_database}" default:"var/alun.db" env:"ALUN_DATABASE" placeholder:"PATH|URL"`
	Key      string `help:"${cli_key}" default:"" env:"ALUN_KEY" placeholder:"PATH"`
	Listen   string `help:"${cli_listen}" default:"localhost:8080" env:"ALUN_LISTEN" placeholder:"ADDR"`
	Metrics  string `help:"${cli_metrics}" default:"" env:"ALUN_METRICS" placeholder:"ADDR"`
	City     string `help:"${cli_city}" default:"balikpapan" env:"ALUN_CITY" placeholder:"NAME"`
	Lang     string `help:"${cli_lang}" default:"" enum:",id,en,ja" env:"ALUN_LANG" placeholder:"id|en|ja"`
	Proxy    bool   `help:"${cli_proxy}" default:"false" env:"ALUN_PROXY"`
	Dev      bool   `help:"${cli_dev}" default:"false" env:"ALUN_DEV"`
}

// keyPath is the key file in force: beside the SQLite file, with the ending
// .key, unless another is named.
func (c *Config) keyPath() string {
	switch {
	case c.Key != "":
		return c.Key
	case db.IsPostgres(c.Database):
		return filepath.Join("var", "alun.key")
	}
	return strings.TrimSuffix(c.Database, filepath.Ext(c.Database)) + ".key"
}

// commands is the command line.
type commands struct {
	Config `embed:""`

	Serve   serveCmd   `cmd:"" help:"${cli_serve}"`
	Demo    demoCmd    `cmd:"" help:"${cli_demo}"`
	Migrate migrateCmd `cmd:"" help:"${cli_migrate}"`
	Import  importCmd  `cmd:"" help:"${cli_import}"`
	Export  exportCmd  `cmd:"" help:"${cli_export}"`
	Check   checkCmd   `cmd:"" help:"${cli_check}"`
	Conf    configCmd  `cmd:"" name:"config" help:"${cli_config}"`
	Version versionCmd `cmd:"" help:"${cli_version}"`
}

// streams are where a command writes: results and words.
type streams struct{ out, err io.Writer }

// desk is what a command has at hand.
type desk struct {
	lang.Lang
	words *lang.Catalogue
	streams
}

// helpWords hands the help texts of one language to the parser.
func helpWords(l lang.Lang) kong.Vars {
	v := kong.Vars{}
	for _, key := range helpKeys {
		v["cli_"+key] = l.T("cli.help_" + key)
	}
	return v
}

var helpKeys = []string{"database", "key", "listen", "metrics", "city", "lang", "proxy", "dev",
	"serve", "demo", "migrate", "import", "export", "check", "config", "version",
	"load_only", "import_renja", "file", "partial", "json", "export_renja", "year", "format", "output",
	"check_plan", "status"}

// configCmd prints the choices in force.
type configCmd struct {
	JSON bool `help:"${cli_json}"`
}

// Run prints one line a choice: its variable, then its value.
func (c *configCmd) Run(cfg *Config, d *desk) error {
	shown := *cfg
	shown.Database, shown.Key = db.Redact(shown.Database), cfg.keyPath()
	if c.JSON {
		return writeJSON(d.out, shown)
	}
	v := reflect.ValueOf(shown)
	for i := range v.NumField() {
		f := v.Type().Field(i)
		fmt.Fprintf(d.out, "%-14s %v\n", f.Tag.Get("env"), v.Field(i).Interface())
	}
	return nil
}
