//go:build e2e && race

package program

const detectsRaces = true
