package i18n

import "example.org/casebook/internal/cases"

// Office is how to reach the office: configuration, in both languages where
// the languages differ.
type Office struct {
	Name  cases.Text // of the office
	Phone string
	Email string
	Hours cases.Text
}

// Notice is the privacy notice that stands before the form (Privacy Act,
// s. 5(2); Directive on Privacy Practices). Its version is kept with each case.
type Notice struct {
	Version  string          `json:"version"`
	Summary  cases.Text      `json:"summary"` // the short paragraph
	Sections []NoticeSection `json:"sections"`
}

// NoticeSection is one part of the notice: what is collected, why, under what
// authority, and so on.
type NoticeSection struct {
	Title cases.Text `json:"title"`
	Text  cases.Text `json:"text"`
}
