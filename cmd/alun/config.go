package main

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/mail"

	"github.com/alecthomas/kong"
)

// Config is every choice of the operator, with its default. Each is a flag and
// an ALUN_… variable; "alun config" prints what is in force.
type Config struct {
	Database string `help:"${cli_database}" default:"var/alun.db" env:"ALUN_DATABASE" placeholder:"PATH|URL"`
	Key      string `help:"${cli_key}" default:"" env:"ALUN_KEY" placeholder:"PATH"`
	Files    string `help:"${cli_files}" default:"" env:"ALUN_FILES" placeholder:"PATH|s3://HOST/BUCKET"`
	Clamd    string `help:"${cli_clamd}" default:"" env:"ALUN_CLAMD" placeholder:"unix:PATH|tcp:ADDR"`
	Listen   string `help:"${cli_listen}" default:"localhost:8080" env:"ALUN_LISTEN" placeholder:"ADDR"`
	Operate  string `help:"${cli_operate}" default:"" env:"ALUN_OPERATE" placeholder:"ADDR"`
	City     string `help:"${cli_city}" default:"balikpapan" env:"ALUN_CITY" placeholder:"NAME"`
	Lang     string `help:"${cli_lang}" default:"" enum:",id,en,ja" env:"ALUN_LANG" placeholder:"id|en|ja"`
	Proxy    bool   `help:"${cli_proxy}" default:"false" env:"ALUN_PROXY"`
	CacheMiB int64  `name:"cache-mib" help:"${cli_cache_mib}" default:"32" env:"ALUN_CACHE_MIB" placeholder:"MIB"`

	TLSCert    string   `name:"tls-cert" help:"${cli_tls_cert}" default:"" env:"ALUN_TLS_CERT" placeholder:"PATH"`
	TLSKey     string   `name:"tls-key" help:"${cli_tls_key}" default:"" env:"ALUN_TLS_KEY" placeholder:"PATH"`
	ACMEDomain []string `name:"acme-domain" help:"${cli_acme_domain}" env:"ALUN_ACME_DOMAIN" placeholder:"NAME"`
	ACMEFolder string   `name:"acme-folder" help:"${cli_acme_folder}" default:"var/acme" env:"ALUN_ACME_FOLDER" placeholder:"PATH"`
	ACMEServer string   `name:"acme-server" help:"${cli_acme_server}" default:"" env:"ALUN_ACME_SERVER" placeholder:"URL"`
	Redirect   string   `help:"${cli_redirect}" default:"" env:"ALUN_REDIRECT" placeholder:"ADDR"`

	BackupTo    string        `name:"backup-to" help:"${cli_backup_to}" default:"" env:"ALUN_BACKUP_TO" placeholder:"FOLDER"`
	BackupEvery time.Duration `name:"backup-every" help:"${cli_backup_every}" default:"24h" env:"ALUN_BACKUP_EVERY"`
	BackupKeep  string        `name:"backup-keep" help:"${cli_backup_keep}" default:"7d,4w,12m" env:"ALUN_BACKUP_KEEP"`

	OTLP        string `name:"otlp" help:"${cli_otlp}" default:"" env:"ALUN_OTLP" placeholder:"URL"`
	OperateName string `name:"operate-name" help:"${cli_operate_name}" default:"" env:"ALUN_OPERATE_NAME" placeholder:"HOST"`

	Public   string `name:"public-url" help:"${cli_public}" default:"" env:"ALUN_PUBLIC_URL" placeholder:"URL"`
	MailURL  string `name:"mail-url" help:"${cli_mail_url}" default:"" env:"ALUN_MAIL_URL" placeholder:"smtps://USER:PASSWORD@HOST"`
	MailFrom string `name:"mail-from" help:"${cli_mail_from}" default:"" env:"ALUN_MAIL_FROM" placeholder:"NAME <ADDRESS>"`

	Dev bool `help:"${cli_dev}" default:"false" env:"ALUN_DEV"`
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

// makeFolder makes the folder of a house on PostgreSQL that was not told where to keep its
// key; SQLite makes that of its file. A folder that somebody named is theirs to make.
func (c *Config) makeFolder() error {
	if c.Key != "" || !db.IsPostgres(c.Database) {
		return nil
	}
	return os.MkdirAll(filepath.Dir(c.keyPath()), 0o700)
}

// publicURL is where people reach the house: for links in messages, previews and search
// engines, and for the codes on paper. It is what the house listens on, unless another is
// named; see reached.
func (c *Config) publicURL() string {
	if c.Public != "" {
		return strings.TrimRight(c.Public, "/")
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return "http://" + c.Listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost" // it listens on every address: this one opens here
	}
	return "http://" + net.JoinHostPort(host, port)
}

// reached tells whether the operator named an address that other machines may open: what
// goes on paper for good is made for such a one only.
func (c *Config) reached() bool {
	u, err := url.Parse(c.Public)
	if err != nil || u.Hostname() == "" {
		return false
	}
	host, ip := strings.ToLower(u.Hostname()), net.ParseIP(u.Hostname())
	return host != "localhost" && !strings.HasSuffix(host, ".localhost") && (ip == nil || !ip.IsLoopback() && !ip.IsUnspecified())
}

// bound names the port that the system chose, where the operator left it to it.
func (c *Config) bound(l net.Listener) {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil || port != "0" || l == nil {
		return
	}
	if _, chosen, err := net.SplitHostPort(l.Addr().String()); err == nil {
		c.Listen = net.JoinHostPort(host, chosen)
	}
}

// commands is the command line.
type commands struct {
	Config `embed:""`

	Serve   serveCmd     `cmd:"" help:"${cli_serve}"`
	Demo    demoCmd      `cmd:"" help:"${cli_demo}"`
	Migrate migrateCmd   `cmd:"" help:"${cli_migrate}"`
	Import  importCmd    `cmd:"" help:"${cli_import}"`
	Export  exportCmd    `cmd:"" help:"${cli_export}"`
	Check   checkCmd     `cmd:"" help:"${cli_check}"`
	KBLI    kbliCmd      `cmd:"" name:"kbli" help:"${cli_kbli}"`
	Size    sizeCmd      `cmd:"" help:"${cli_size}"`
	Find    findCmd      `cmd:"" help:"${cli_find}"`
	Direct  directoryCmd `cmd:"" name:"directory" help:"${cli_directory}"`
	Ganda   gandaCmd     `cmd:"" help:"${cli_ganda}"`
	Errata  errataCmd    `cmd:"" help:"${cli_errata}"`
	Jobs    jobsCmd      `cmd:"" help:"${cli_jobs}"`
	Account accountCmd   `cmd:"" help:"${cli_account}"`
	Keys    keyCmd       `cmd:"" name:"key" help:"${cli_keys}"`
	Backup  backupCmd    `cmd:"" help:"${cli_backup}"`
	Restore restoreCmd   `cmd:"" help:"${cli_restore}"`
	Copy    copyCmd      `cmd:"" help:"${cli_copy}"`
	Verify  verifyCmd    `cmd:"" help:"${cli_verify}"`
	Diary   diaryCmd     `cmd:"" help:"${cli_diary}"`
	Conf    configCmd    `cmd:"" name:"config" help:"${cli_config}"`
	Version versionCmd   `cmd:"" help:"${cli_version}"`
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

var helpKeys = []string{"export_e81", "form_quarter", "form_opd", "form_format", "tls_cert", "tls_key", "acme_domain", "acme_folder", "acme_server", "redirect",
	"backup_to", "backup_every", "backup_keep", "backup", "backup_to_file", "backup_check",
	"restore", "restore_file", "copy", "copy_from", "copy_to",
	"database", "key", "files", "clamd", "errata", "errata_list", "errata_page", "errata_answer", "errata_release",
	"errata_state", "errata_id", "errata_output", "errata_as", "errata_sentence", "errata_version", "listen", "operate", "operate_name", "otlp", "city", "lang", "proxy", "cache_mib", "dev",
	"serve", "demo", "migrate", "import", "export", "check", "config", "version",
	"import_businesses", "businesses_file", "businesses_mapping", "businesses_sheet", "businesses_source", "businesses_level", "businesses_publish", "businesses_dry", "businesses_report",
	"load_only", "demo_businesses", "demo_remove", "import_renja", "file", "partial", "json", "export_renja", "year", "format", "output",
	"public", "mail_url", "mail_from", "verify", "head", "diary", "diary_verify",
	"check_plan", "status", "jobs", "jobs_list", "jobs_retry", "jobs_dead", "jobs_id", "jobs_all",
	"keys", "keys_add", "keys_name", "keys_scope", "keys_expires", "keys_list", "keys_revoke", "keys_prefix",
	"ganda",
	"find", "find_words", "find_kecamatan", "find_limit", "find_explain", "directory", "directory_rebuild",
	"kbli", "kbli_words", "kbli_edition", "kbli_limit",
	"size", "size_sales", "size_capital", "size_workers", "size_investment", "size_starting", "size_on",
	"account", "account_link", "account_list", "account_login", "account_reason", "account_second"}

// configCmd prints the choices in force.
type configCmd struct {
	JSON bool `help:"${cli_json}"`
}

// Run prints one line a choice: its variable, then its value.
func (c *configCmd) Run(cfg *Config, d *desk) error {
	shown := *cfg
	shown.Database, shown.Key = db.Redact(shown.Database), cfg.keyPath()
	shown.Files = cfg.filesPath()
	shown.MailURL, shown.Public = mail.Redact(shown.MailURL), cfg.publicURL()
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
