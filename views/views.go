// Package views holds the pages: layout, partials, one template per page, and
// the assets. It holds them and no more; internal/web fills them. It is a
// package because go:embed cannot reach above its own folder.
package views

import "embed"

// FS holds the templates and, under assets, what browsers load.
//
//go:embed *.html partials/*.html cases/*.html office/*.html assets
var FS embed.FS
