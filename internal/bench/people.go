package main

import (
	"fmt"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo"
	"example.org/casebook/internal/demo/provider"
)

// How many people the load signs in.
const (
	loadPeople   = 16
	loadAdvisors = 4
)

// account is an invented person.
type account struct {
	subject, name string
	lang          cases.Lang
	roles         cases.Roles
	claim         string // of her role; empty for an employee
}

func employee(i int) account {
	return account{subject: fmt.Sprintf("employee-%d", i), name: fmt.Sprintf("%s %s", capital(tail(uint64(i*7+31))), capital(tail(uint64(i*3+5)))),
		lang: cases.Langs()[i%2], roles: cases.NewRoles()}
}

func advisor(i int) account {
	a := employee(90000 + i)
	a.subject, a.roles, a.claim = fmt.Sprintf("advisor-%d", i), cases.NewRoles(cases.Advisor), "Casebook.Advisor"
	return a
}

// people are those whom the provider knows: the load's.
func people() []provider.Person {
	var all []provider.Person
	for i := range loadPeople {
		all = append(all, employee(i).person())
	}
	for i := range loadAdvisors {
		all = append(all, advisor(i).person())
	}
	return all
}

func (a account) person() provider.Person {
	p := provider.Person{ID: a.subject, Name: a.name, Email: a.subject + "@example.org", Locale: string(a.lang) + "-CA"}
	if a.claim != "" {
		p.Roles = []string{a.claim}
	}
	return p
}

const roleMap = demo.RoleMap
