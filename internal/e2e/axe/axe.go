//go:build e2e

// Package axe carries the accessibility checker axe-core, as its authors
// publish it (Mozilla Public License 2.0, beside this file). It knows nothing
// else.
package axe

import _ "embed"

// Script is axe.min.js 4.14.1.
//
//go:embed axe.min.js
var Script string
