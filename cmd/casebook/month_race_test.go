//go:build e2e && race

package main

// How much is filed under the race detector, which makes all of it three times
// as slow: enough for every plan and every day of the month. It looks at how the
// parts of the program meet; that hundreds of cases add up is seen without it.
const (
	filings       = 90
	onWorkingDays = 4
	onDaysOff     = 1
)
