// Package demo knows the invented people and cases of the demonstration and
// plays the last weeks of their casework. It refuses to know where they are kept: it
// files, takes up and answers through the Book, as people do.
package demo
