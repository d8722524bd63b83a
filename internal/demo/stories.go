package demo

// The dozen situations that the demonstration leaves open, one or more at each
// step of the life of a case.

// story is one of them: whose it is, when it was filed, and what happened
// since.
type story struct {
	situation string  // its external id
	filer     string  // whose case it is
	ago       float64 // days before now
	needed    int     // days from now until she needs an answer; 0 when no hurry
	then      []deed
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
	{"s70", Priya, 11, 0, []deed{{9, Marion, takeUp}, {8.9, Marion, mark(0, "R-SPOKESPERSON")}}},
	{"s64", Luc, 10, 0, []deed{{9, Marion, takeUp}, {8, Marion, mark(0, "NEUTRALITY")}, {7, Marion, advise}}},
	{"s79", Priya, 9, 0, []deed{{8, Daniel, takeUp}, {7, Daniel, advise}, {1, Priya, followUp}}},
	{"s63", Luc, 8, 0, []deed{{7, Daniel, takeUp}, {6, Daniel, advise}, {2, Daniel, correct}}},
	{"s61", Noor, 7, 0, []deed{{6.5, Marion, takeUp}, {6, Marion, ask}, {3, Noor, answer}}},
	{"s74", Priya, 6, 0, []deed{{5, Daniel, takeUp}, {4.5, Daniel, note}, {4, Daniel, release}}},
	{"s72", Noor, 5, 0, []deed{{4, Marion, takeUp}, {3, Marion, ask}}},
	{"s73", Luc, 5, 2, []deed{{4, Marion, takeUp}, {2.5, Marion, ask}}},
	{"s68", Noor, 4, 3, []deed{{3, Marion, takeUp}, {2, Marion, mark(0, "NEUTRALITY")}, {1.9, Marion, mark(1, "LOYALTY")}}},
	{"s71", Luc, 3, 0, []deed{{1, Daniel, takeUp}, {0.9, Daniel, urgent}}},
	{"s78", Luc, 1, 1, nil},
	{"s75", Priya, 0.2, 0, nil},
}

// electionEntered is how many days ago the administrator entered the election
// period of the demonstration.
const electionEntered = 1.5

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
	electionName = text{"Federal by-election (invented)", "Élection partielle fédérale (inventée)"}
	whyText      = text{"This is what others would read first.", "C’est ce que les autres liraient d’abord."}
)
