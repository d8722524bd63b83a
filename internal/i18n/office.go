package i18n

import "example.org/casebook/internal/cases"

// What the office says of itself, under the names that this room gave it
// first.
type (
	Office        = cases.Contact
	Notice        = cases.Notice
	NoticeSection = cases.NoticeSection
)
