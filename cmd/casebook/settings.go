package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/store"
)

// database says where the casebook is kept.
type database struct {
	Data     string `help:"Folder of the SQLite file, on a local disk. / Dossier du fichier SQLite, sur un disque local." default:"casebook-data" env:"CASEBOOK_DATA" type:"path"`
	Database string `help:"postgres://… to keep the casebook in PostgreSQL instead. / postgres://… pour conserver les dossiers dans PostgreSQL plutôt." env:"CASEBOOK_DATABASE"`
	Zone     string `help:"Time zone of the office. / Fuseau horaire du bureau." default:"America/Toronto" env:"CASEBOOK_ZONE"`
}

func (d database) options(serving bool) (store.Options, error) {
	zone, err := time.LoadLocation(d.Zone)
	if err != nil {
		return store.Options{}, fmt.Errorf("zone of the office: %w", err)
	}
	if d.Database != "" && !store.IsPostgres(d.Database) {
		return store.Options{}, errors.New("the database must be postgres://…; for SQLite, set the data folder instead")
	}
	return store.Options{Path: filepath.Join(d.Data, "casebook.db"), DatabaseURL: d.Database, Serving: serving,
		Now: now, Zone: zone}, nil
}

// open opens the casebook and brings it to this version.
func (d database) open(ctx context.Context, serving bool) (*store.Store, *time.Location, error) {
	o, err := d.options(serving)
	if err != nil {
		return nil, nil, err
	}
	kept, err := store.Open(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	if err := kept.Migrate(ctx); err != nil {
		return nil, nil, errors.Join(err, kept.Close())
	}
	return kept, o.Zone, nil
}

// existing opens a casebook that must be there: a question about a misspelt
// folder must not be answered from a new and empty one.
func (d database) existing(ctx context.Context, w *i18n.Words) (*store.Store, *time.Location, error) {
	o, err := d.options(false)
	if err != nil {
		return nil, nil, err
	}
	if _, err := os.Stat(o.Path); o.DatabaseURL == "" && err != nil {
		return nil, nil, errors.New(w.T("command.no_casebook", "Folder", d.Data))
	}
	return d.open(ctx, false)
}

// clock is the system's. The test of a month of casework puts its own in place,
// since every command and every task of the program reads it.
var clock = time.Now

// now is the clock of the program: UTC, in whole microseconds, which both
// databases keep exactly.
func now() time.Time { return clock().UTC().Truncate(time.Microsecond) }

// office says how to reach the office and what it promises.
type office struct {
	OfficeNameEn  string   `help:"Name of the office in English. / Nom du bureau en anglais." default:"Values and Ethics Office" env:"CASEBOOK_OFFICE_NAME_EN"`
	OfficeNameFr  string   `help:"Name of the office in French. / Nom du bureau en français." default:"Bureau des valeurs et de l’éthique" env:"CASEBOOK_OFFICE_NAME_FR"`
	OfficePhone   string   `help:"Telephone of the office. / Téléphone du bureau." env:"CASEBOOK_OFFICE_PHONE"`
	OfficeEmail   string   `help:"E-mail address of the office. / Adresse électronique du bureau." env:"CASEBOOK_OFFICE_EMAIL"`
	OfficeHoursEn string   `help:"Hours of the office in English. / Heures du bureau en anglais." env:"CASEBOOK_OFFICE_HOURS_EN"`
	OfficeHoursFr string   `help:"Hours of the office in French. / Heures du bureau en français." env:"CASEBOOK_OFFICE_HOURS_FR"`
	Notice        string   `help:"File of the privacy notice (JSON, both languages). / Fichier de l’énoncé de confidentialité (JSON, dans les deux langues)." env:"CASEBOOK_NOTICE" type:"existingfile"`
	MarkingEn     string   `help:"Protective marking of letters, printed and exported lists in English; none to leave it out. / Marque de protection des lettres et des listes imprimées et exportées, en anglais; none pour l’omettre." default:"Protected B" env:"CASEBOOK_MARKING_EN"`
	MarkingFr     string   `help:"Protective marking of letters, printed and exported lists in French; none to leave it out. / Marque de protection des lettres et des listes imprimées et exportées, en français; none pour l’omettre." default:"Protégé B" env:"CASEBOOK_MARKING_FR"`
	PromiseDays   int      `help:"Business days in which the employee will hear. / Jours ouvrables dans lesquels la personne aura une réponse." default:"5" env:"CASEBOOK_PROMISE_DAYS"`
	FollowUpDays  int      `help:"Days in which a follow-up reopens a case. / Jours pendant lesquels une question de suivi rouvre un dossier." default:"30" env:"CASEBOOK_FOLLOW_UP_DAYS"`
	Closures      []string `help:"Days on which the office is closed, beside weekends and federal holidays (2026-12-24,…). / Jours de fermeture du bureau, outre les fins de semaine et les jours fériés fédéraux (2026-12-24,…)." env:"CASEBOOK_CLOSURES"`
}

func (o office) words() cases.Contact {
	return cases.Contact{Name: cases.Text{En: o.OfficeNameEn, Fr: o.OfficeNameFr}, Phone: o.OfficePhone,
		Email: o.OfficeEmail, Hours: cases.Text{En: o.OfficeHoursEn, Fr: o.OfficeHoursFr}}
}

// marking is the protective marking that letters carry in each language.
func (o office) marking() cases.Text {
	said := func(s string) string {
		if strings.EqualFold(s, "none") {
			return ""
		}
		return s
	}
	return cases.Text{En: said(o.MarkingEn), Fr: said(o.MarkingFr)}
}

func (o office) notice() (cases.Notice, error) {
	if o.Notice == "" {
		return i18n.DefaultNotice(), nil
	}
	f, err := os.Open(o.Notice)
	if err != nil {
		return cases.Notice{}, err
	}
	defer f.Close()
	return i18n.ParseNotice(f)
}

// settings is what holds until an administrator changes it on the pages; from
// then on, the pages win over flags, environment and file.
func (o office) settings() (cases.Settings, error) {
	notice, err := o.notice()
	if err != nil {
		return cases.Settings{}, err
	}
	s := cases.Settings{Contact: o.words(), Notice: notice,
		Standard: cases.Standard{Days: max(1, o.PromiseDays), FollowUpDays: max(1, o.FollowUpDays)}}
	closed := cases.Text{En: i18n.For(cases.English).T("settings.closed_name"), Fr: i18n.For(cases.French).T("settings.closed_name")}
	for _, c := range o.Closures {
		d, err := cases.ParseDate(c)
		if err != nil {
			return cases.Settings{}, fmt.Errorf("closures: %w", err)
		}
		s.Days = append(s.Days, cases.OfficeDay{Date: d, Name: closed})
	}
	return s, nil
}

// secret reads a setting that may be in a file instead (a mounted secret).
func secret(value, file string) (string, error) {
	if file == "" {
		return value, nil
	}
	if value != "" {
		return "", errors.New("a secret is given both as itself and as a file: choose one")
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}

// parseBaseURL reads the address at which people reach the program.
func parseBaseURL(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSuffix(s, "/"))
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || u.Path != "" || u.RawQuery != "" {
		return nil, fmt.Errorf("the base address %q must be https://host, without a path", s)
	}
	return u, nil
}
