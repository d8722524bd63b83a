package demo

import "example.org/casebook/internal/cases"

// The situations that the demonstration leaves open, one or more at each step
// of the life of a case.

// story is one of them: whose it is, when it was filed, and what happened
// since.
type story struct {
	situation string  // its external id
	filer     string  // whose case it is
	ago       float64 // days before now
	needed    int     // days from now until she needs an answer; 0 when no hurry
	then      []deed
	call      call // how it came, when she did not write it herself
}

// call is a conversation that an advisor recorded.
type call struct {
	channel cases.Channel // empty when there was none
	by      string
	record  string // of the conversation, in the advisor's words
	invites bool   // her, instead of naming her account
}

// deed is one act of a story.
type deed struct {
	ago float64 // days before now
	who string
	do  func(*scene) error
}

// stories are told newest last; the days are chosen so that promises of every
// kind are seen: far, near, today and past.
var stories = []story{
	{situation: "s60", filer: Noor, ago: 45, then: []deed{{44, Daniel, takeUp}, {41, Daniel, advise}}},
	{"s70", Priya, 11, 0, []deed{{9, Marion, takeUp}, {8.9, Marion, mark(0, "R-SPOKESPERSON")}}, call{}},
	{"s64", Luc, 10, 0, []deed{{9, Marion, takeUp}, {8, Marion, mark(0, "NEUTRALITY")}, {7, Marion, advise}, {6.8, Daniel, precedent}}, call{}},
	{"s79", Priya, 9, 0, []deed{{8, Daniel, takeUp}, {7, Daniel, advise}, {1, Priya, followUp}}, call{}},
	{"s63", Luc, 8, 0, []deed{{7, Daniel, takeUp}, {6, Daniel, advise}, {2, Daniel, correct}}, call{}},
	{"s61", Noor, 7, 0, []deed{{6.5, Marion, takeUp}, {6, Marion, ask}, {3, Noor, answer}}, call{}},
	{"s74", Priya, 6, 0, []deed{{5, Daniel, takeUp}, {4.5, Daniel, note}, {4, Daniel, release}}, call{}},
	{"s72", Noor, 5, 0, []deed{{4, Marion, takeUp}, {3, Marion, ask}}, call{}},
	{"s73", Luc, 5, 2, []deed{{4, Marion, takeUp}, {2.5, Marion, ask}}, call{}},
	{"s68", Noor, 4, 3, []deed{{3, Marion, takeUp}, {2, Marion, mark(0, "NEUTRALITY")}, {1.9, Marion, mark(1, "LOYALTY")}, {1.8, Marion, cite("s64")}}, call{}},
	{"s71", Luc, 3, 0, []deed{{1, Daniel, takeUp}, {0.9, Daniel, urgent}}, call{}},
	{"s78", Luc, 1, 1, nil, call{}},
	{"s75", Priya, 0.2, 0, nil, call{}},
	{situation: "s57", filer: Noor, ago: 1.2, call: call{channel: cases.Phone, by: Daniel, record: recordOfCall}},
	{situation: "s66", filer: Priya, ago: justNow, call: call{channel: cases.InPerson, by: Marion, record: recordOfVisit, invites: true}},
}

// justNow is the twenty minutes, in days, since the last conversation: who
// recorded it can still read the code that was told in it.
const justNow = 20.0 / (24 * 60)

// pastImported is how many days ago the past cases were imported.
const pastImported = 12

// electionEntered is how many days ago the administrator entered the election
// period of the demonstration.
const electionEntered = 1.5

// What was said in the conversations, as the advisors recorded it.
const (
	recordOfCall = "She starts her sixth week with us on Monday, in communications. Before, she volunteered and then worked for a " +
		"member of Parliament, and her old posts from the campaign are still public. She asks whether she has to take them down."
	recordOfVisit = "She made a video of thirty seconds about coming back to the office. Her lanyard can be seen in it. It was " +
		"meant as a joke for friends and has been seen four thousand times. She asks whether to leave it up."
)

// words of the stories that the situations do not give.
var (
	questionText = text{"Thank you for writing. Who can see it at the moment, and does your profile name the department?",
		"Merci de nous avoir écrit. Qui peut le voir en ce moment, et votre profil mentionne-t-il le ministère ?"}
	answerText = text{"About two hundred people, and yes, my profile says where I work.",
		"Environ deux cents personnes, et oui, mon profil indique où je travaille."}
	followUpText = text{"Thank you. I removed it, but a colleague had already shared it. Is there anything else I should do?",
		"Merci. Je l’ai retiré, mais une collègue l’avait déjà partagé. Devrais-je faire autre chose ?"}
	correctionText = text{"One point needs correcting: the precaution also applies after your last day.",
		"Un point est à corriger : la précaution vaut aussi après votre dernier jour."}
	noteText = text{"Similar questions came up last year; check what was advised before answering.",
		"Des questions semblables sont venues l’an dernier; vérifier ce qui a été conseillé avant de répondre."}
	precedentText = text{"It weighs loyalty against expression in a few words that can be used again.",
		"En peu de mots, cet avis pèse la loyauté et l’expression, et il peut resservir."}
	electionName = text{"Federal by-election (invented)", "Élection partielle fédérale (inventée)"}
	whyText      = text{"This is what others would read first.", "C’est ce que les autres liraient d’abord."}
)
