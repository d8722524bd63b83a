package web

import (
	"fmt"
	"html/template"
	"strings"
	"sync"
)

// drawn holds parts of a page in one language as they were drawn before: a row
// of a queue is drawn once and shown all day. What a part is drawn from is all
// that it says, so it is the key, whole: nobody can be shown what was drawn
// from anything else.
type drawn struct {
	page *template.Template
	mu   sync.Mutex
	of   map[drawnFrom]template.HTML
}

type drawnFrom struct {
	part string
	from any // comparable
}

// maxDrawn bounds what is held, of some kilobytes each; then all is let go.
const maxDrawn = 1000

// part gives a part of the page, escaped by html/template as it is drawn.
func (d *drawn) part(name string, from any) (template.HTML, error) {
	key := drawnFrom{name, from}
	d.mu.Lock()
	html, known := d.of[key]
	d.mu.Unlock()
	if known {
		return html, nil
	}
	var b strings.Builder
	if err := d.page.ExecuteTemplate(&b, name, from); err != nil {
		return "", fmt.Errorf("draw %s: %w", name, err)
	}
	html = template.HTML(b.String()) // #nosec G203 -- html/template wrote it
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.of == nil || len(d.of) >= maxDrawn {
		d.of = map[drawnFrom]template.HTML{}
	}
	d.of[key] = html
	return html, nil
}
