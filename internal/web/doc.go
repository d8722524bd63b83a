// Package web knows routes, forms, cookies, status codes and pages. It reads a
// form, asks the Book, and answers. It refuses to know how a case is kept or
// who may see it: it holds no store, so it cannot show what the Book did not.
package web
