package demo

import (
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo/provider"
)

// The invented people, by the subject of their accounts.
const (
	Noor   = "noor"
	Luc    = "luc"
	Priya  = "priya"
	Marion = "marion"
	Daniel = "daniel"
	Helene = "helene"
	Tobias = "tobias"
)

// RoleMap gives the demonstration's claims their roles.
const RoleMap = "Casebook.Advisor=advisor,Casebook.Administrator=administrator,Casebook.Auditor=auditor"

// People are those who can sign in: three employees, one of them francophone,
// two advisors, an administrator and an auditor.
func People() []provider.Person {
	return []provider.Person{
		person(Noor, "Noor Haddad-Whitfield", "en", "", "Employee, policy analyst", "Membre du personnel, analyste des politiques"),
		person(Luc, "Luc Beausoleil-Marchand", "fr", "", "Employee, francophone, paralegal", "Membre du personnel, francophone, technicien juridique"),
		person(Priya, "Priya Lindqvist", "en", "", "Employee, court services", "Membre du personnel, services judiciaires"),
		person(Marion, "Marion Castelblanc", "fr", "Casebook.Advisor", "Values and Ethics advisor", "Conseillère en valeurs et éthique"),
		person(Daniel, "Daniel Okonjo-Reyes", "en", "Casebook.Advisor", "Values and Ethics advisor", "Conseiller en valeurs et éthique"),
		person(Helene, "Hélène Vadnais-Price", "fr", "Casebook.Administrator", "Administrator: sees no case", "Administratrice : ne voit aucun dossier"),
		person(Tobias, "Tobias Amsel", "en", "Casebook.Auditor", "Auditor: reads the ledger", "Vérificateur : lit le registre"),
	}
}

func person(id, name, lang, role, en, fr string) provider.Person {
	p := provider.Person{ID: id, Name: name, Email: id + "@example.org", Locale: lang + "-CA",
		About: map[cases.Lang]string{cases.English: en, cases.French: fr}}
	if role != "" {
		p.Roles = []string{role}
	}
	return p
}

// RolesOf gives a person's roles as sign-in will.
func RolesOf(p provider.Person) cases.Roles {
	roles := map[string]cases.Role{"Casebook.Advisor": cases.Advisor, "Casebook.Administrator": cases.Administrator,
		"Casebook.Auditor": cases.Auditor}
	set := cases.NewRoles()
	for _, claim := range p.Roles {
		set |= cases.NewRoles(roles[claim])
	}
	return set
}
