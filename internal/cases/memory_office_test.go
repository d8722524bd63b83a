package cases

import (
	"context"
	"slices"
	"time"
)

func (m *memory) Codes(context.Context) ([]Code, error) { return slices.Clone(m.codes), nil }

func (m *memory) KeepCode(_ context.Context, c Code, _ time.Time, e Event) error {
	m.codes = append(m.codes, c)
	m.seal(e)
	return nil
}

func (m *memory) Settings(_ context.Context, known int) (int, []SettingVersion, error) {
	if known == len(m.settings) {
		return known, nil, nil
	}
	return len(m.settings), m.settings, nil // later ones win
}

// ChangeSetting calls decide twice, as a database that retries would.
func (m *memory) ChangeSetting(_ context.Context, r Receipt, k Setting, decide func(SettingVersion) ([]SettingVersion, Event, error)) error {
	if first, repeated := m.receiptOf(r); repeated {
		if first != (taken{"", r.Content}) {
			return ErrFormUsed()
		}
		return nil
	}
	var latest SettingVersion
	for _, v := range m.settings {
		if v.Setting == k {
			latest = v
		}
	}
	_, _, _ = decide(latest)
	kept, e, err := decide(latest)
	if err != nil || len(kept) == 0 {
		return err
	}
	m.settings = append(m.settings, kept...)
	m.seal(e)
	if r != (Receipt{}) {
		m.receipts[Receipt{Owner: r.Owner, Key: r.Key}] = taken{"", r.Content}
	}
	return nil
}

func (m *memory) SettingVersions(_ context.Context, k Setting) ([]SettingVersion, error) {
	var out []SettingVersion
	for _, v := range slices.Backward(m.settings) {
		if k == "" || v.Setting == k {
			out = append(out, v)
		}
	}
	return out, nil
}
