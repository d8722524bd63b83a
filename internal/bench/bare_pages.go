package main

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// who are the reads that every page makes: session, account, the Code's newest
// version and the settings' last.
func (b *bare) who() (person string, d bareData, err error) {
	s := b.sessions[int(b.turn.Add(1))%len(b.sessions)]
	if _, err = b.read("SELECT hash, person, csrf, id_token, sid, created, seen, expires FROM sessions WHERE hash = ?", s.hash); err != nil {
		return "", d, err
	}
	rows, err := b.read("SELECT id, name, email, lang, roles, disabled FROM users WHERE id = ?", s.person)
	if err != nil {
		return "", d, err
	}
	d.Name = rows[0][1]
	for _, latest := range []string{"SELECT coalesce(max(version), 0) FROM codes", "SELECT coalesce(max(revision), 0) FROM settings"} {
		if _, err = b.read(latest); err != nil {
			return "", d, err
		}
	}
	return s.person, d, nil
}

const summary = "SELECT id, reference, subject, lang, status, channel, platform, priority, advisor, outcome, promised, needed_by, submitted, due FROM cases "

// home: session, account, Code, settings, her cases, their obligations, her
// drafts, the invitations to her.
func (b *bare) home(*fiber.Ctx) (bareData, error) {
	person, d, err := b.who()
	if err != nil {
		return d, err
	}
	if d.Rows, err = b.read(summary+"WHERE filer = ? ORDER BY submitted DESC, id DESC", person); err != nil {
		return d, err
	}
	if _, err = b.of("case_obligations", d.Rows); err != nil {
		return d, err
	}
	if _, err = b.read("SELECT key, form, version, fields, saved FROM drafts WHERE owner = ?", person); err != nil {
		return d, err
	}
	_, err = b.read("SELECT id, case_id FROM invitations WHERE email = ? AND state = 'pending'", person)
	return d, err
}

// of reads what belongs to the rows: one read.
func (b *bare) of(table string, rows [][]string) ([][]string, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]any, len(rows))
	for i, r := range rows {
		ids[i] = r[0]
	}
	return b.read("SELECT * FROM "+table+" WHERE case_id IN (?"+strings.Repeat(", ?", len(ids)-1)+")", ids...)
}

// queue: session, account, Code, settings, two counts, 51 cases, their
// obligations, how far they were seen, the advisors twice (by the filter, by
// their ids).
func (b *bare) queue(*fiber.Ctx) (bareData, error) {
	person, d, err := b.who()
	if err != nil {
		return d, err
	}
	for _, status := range []string{"new", "in_review"} {
		if _, err = b.read("SELECT count(*) FROM (SELECT 1 FROM cases WHERE status = ? LIMIT 1001) AS them", status); err != nil {
			return d, err
		}
	}
	if d.Rows, err = b.read(summary + "WHERE status = 'in_review' ORDER BY due, submitted, id LIMIT 51"); err != nil {
		return d, err
	}
	if _, err = b.of("case_obligations", d.Rows); err != nil {
		return d, err
	}
	if _, err = b.looked(person, d.Rows); err != nil {
		return d, err
	}
	return d, b.advisorsTwice()
}

func (b *bare) looked(person string, rows [][]string) ([][]string, error) {
	args := []any{person}
	for _, r := range rows {
		args = append(args, r[0])
	}
	return b.read("SELECT case_id, version FROM looks WHERE person = ? AND case_id IN (NULL"+strings.Repeat(", ?", len(rows))+")", args...)
}

func (b *bare) advisorsTwice() error {
	for range 2 {
		if _, err := b.advisors(); err != nil {
			return err
		}
	}
	return nil
}

func (b *bare) advisors() ([][]string, error) {
	var all [][]string
	for i := range loadAdvisors {
		all = append(all, []string{"", b.sessions[i%len(b.sessions)].person})
	}
	return b.read("SELECT id, name, email, lang, roles, disabled FROM users WHERE id IN (?, ?, ?, ?)", all[0][1], all[1][1], all[2][1], all[3][1])
}

// one: session, account, Code, settings, the case, its messages, annotations,
// notes and exclusions, how far it was seen, what is tied to it, its acts and
// its readings, the advisors, the people; and one durable row.
func (b *bare) one(c *fiber.Ctx) (bareData, error) {
	person, d, err := b.who()
	if err != nil {
		return d, err
	}
	if d.Text, err = b.read("SELECT c.*, s.salt FROM cases AS c LEFT JOIN case_salts AS s ON s.case_id = c.id WHERE c.id = ?", c.Query("id")); err != nil {
		return d, err
	}
	whole := d.Text
	for _, table := range []string{"messages", "annotations", "notes", "exclusions"} {
		more, err := b.of(table, whole)
		if err != nil {
			return d, err
		}
		d.Text = append(d.Text, more...)
	}
	if _, err := b.looked(person, whole); err != nil {
		return d, err
	}
	if err := b.past(c.Query("id")); err != nil {
		return d, err
	}
	if err := b.advisorsTwice(); err != nil {
		return d, err
	}
	kept := make(chan error, 1)
	b.durable <- kept
	return d, <-kept
}

// past is what was done to a case, who read it, and what is tied to it.
func (b *bare) past(id string) error {
	for _, query := range []string{
		"SELECT seq, at, actor, capacity, act, target FROM ledger WHERE case_id = ? AND act <> 'read' ORDER BY seq DESC LIMIT 301",
		"SELECT actor, capacity, at FROM ledger WHERE case_id = ? AND act = 'read' ORDER BY seq DESC",
		"SELECT id FROM cases WHERE follows = ? AND follows <> ''"} {
		if _, err := b.read(query, id); err != nil {
			return err
		}
	}
	return nil
}

// search: session, account, twenty cases, their messages.
func (b *bare) search(*fiber.Ctx) (bareData, error) {
	_, d, err := b.who()
	if err != nil {
		return d, err
	}
	if d.Rows, err = b.read(summary + "WHERE status = 'closed' ORDER BY due, submitted, id LIMIT 20"); err != nil {
		return d, err
	}
	_, err = b.of("messages", d.Rows)
	return d, err
}
