//go:build e2e && !race

package main

// How much is filed: in the month, and on a day.
const (
	filings       = 300
	onWorkingDays = 12
	onDaysOff     = 4
)
