package main

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"example.org/casebook/internal/cases"
)

// vocabulary is what the invented texts of one language are made of: little
// words, words of the trade and a long tail of names, each drawn by Zipf's law.
type vocabulary struct{ little, trade []string }

var vocabularies = map[cases.Lang]vocabulary{
	cases.English: {
		strings.Fields(`the of and to a in that is was for it on with as at by an be this which or from had not but are
			his her they were their have we you been would there when who will more no if out so said what up its about
			than into them can only other some could time these may then do any like our`),
		strings.Fields(`post photo comment account profile colleague manager video page share opinion employer message
			department group follower duty office weekend personal public service neutral reply story channel thread
			policy program client citizen election candidate party petition protest strike union journalist interview
			article statement screenshot link hashtag review complaint rumour leak document contract budget project
			announcement campaign giveaway partner vendor supplier gift invitation event conference panel speech award
			volunteer charity donation sponsor criticise defend explain delete edit hide report block mute tag mention
			quote publish schedule archive clarify correct apologise consult confirm remove keep decide recommend avoid
			wait inform contact attach describe private internal official urgent sensitive confidential accurate
			misleading offensive appropriate former evening morning week month phone device password security breach
			badge uniform logo location building meeting salary hiring recruiter network neighbour family friend spouse
			child community municipal regional national committee council minister spokesperson lawyer auditor inspector
			neighbourhood picture anonymous pseudonym podcast blog newsletter satire joke meme recording patient permit
			licence inspection grant tribunal library museum harbour forest bridge school hospital transit housing`),
	},
	cases.French: {
		strings.Fields(`de la le et les des en un du une que est pour qui dans par sur pas au plus avec il ce se sont ne
			cette mais aux ou ses on leur comme son elle nous tout deux été même aussi était fait sans entre ont être
			après peut dont sous très ces leurs`),
		strings.Fields(`publication photo commentaire compte profil collègue gestionnaire vidéo page partage opinion
			employeur message ministère groupe abonné devoir bureau semaine personnel public service neutre réponse récit
			canal fil politique programme client citoyen élection candidat parti pétition manifestation grève syndicat
			journaliste entrevue article déclaration capture lien mot avis plainte rumeur fuite document contrat budget
			projet annonce campagne tirage partenaire fournisseur cadeau invitation événement conférence panel discours
			prix bénévole charité don commanditaire critiquer défendre expliquer supprimer modifier masquer signaler
			bloquer étiqueter mentionner citer publier planifier archiver clarifier corriger excuser consulter confirmer
			retirer garder décider recommander éviter attendre informer joindre décrire privé interne officiel urgent
			délicat confidentiel exact trompeur offensant approprié ancien soirée matin mois téléphone appareil sécurité
			brèche accès uniforme logo lieu immeuble réunion salaire embauche recruteur réseau voisin famille ami
			conjoint enfant communauté municipal régional national comité conseil ministre avocat vérificateur inspecteur
			quartier image anonyme pseudonyme balado blogue infolettre satire blague enregistrement patient permis
			licence inspection subvention tribunal bibliothèque musée port forêt pont école hôpital transport logement`),
	},
}

// tailSize is how many names the long tail has.
const tailSize = 40000

var syllables = strings.Fields(`ba ce di fo gu ha jo ku la me ni po ru sa te vi zo bran cler drum fent gorl hest jarn kolt
	marv nisk pelt quor rund selk tolv vand wexl yorn zind`)

// tail is a name of the long tail, always the same for its rank.
func tail(rank uint64) string {
	n := uint64(len(syllables))
	word := syllables[rank%n] + syllables[rank/n%n]
	if more := rank / n / n; more > 0 {
		word += syllables[more%n]
	}
	return word
}

// pen writes text in one language from one source of chance.
type pen struct {
	*rand.Rand
	vocabulary
	littleRank, tradeRank, tailRank *rand.Zipf
}

func newPen(r *rand.Rand, lang cases.Lang) *pen {
	v := vocabularies[lang]
	return &pen{r, v,
		rand.NewZipf(r, 1.1, 2.7, uint64(len(v.little)-1)),
		rand.NewZipf(r, 1.05, 10, uint64(len(v.trade)-1)),
		rand.NewZipf(r, 1.05, 20, tailSize-1)}
}

// word draws 42 little words in a hundred, 50 of the trade and 8 of the tail,
// about as prose has them.
func (p *pen) word() string {
	switch share := p.IntN(100); {
	case share < 42:
		return p.little[p.littleRank.Uint64()]
	case share < 92:
		return p.trade[p.tradeRank.Uint64()]
	}
	return tail(p.tailRank.Uint64())
}

// text writes about so many words in sentences and paragraphs.
func (p *pen) text(words int) string {
	var b strings.Builder
	n := words*3/4 + p.IntN(words/2+1)
	for sentence := 0; n > 0; sentence++ {
		switch {
		case sentence > 0 && sentence%4 == 0:
			b.WriteString("\n\n")
		case sentence > 0:
			b.WriteByte(' ')
		}
		b.WriteString(p.sentence(min(n, 8+p.IntN(10))))
		b.WriteByte('.')
		n -= 13
	}
	return b.String()
}

// sentence is so many words, the first with a capital and no full stop.
func (p *pen) sentence(words int) string {
	all := make([]string, words)
	for i := range all {
		all[i] = p.word()
	}
	all[0] = capital(all[0])
	return strings.Join(all, " ")
}

func capital(word string) string {
	r := []rune(word)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// uniqueWord is a word that no text has: no vowel, so that no analyser finds an
// ending to cut off.
func uniqueWord(run string, n int) string {
	const letters = "bcdfghjklm"
	b := []byte("zx" + run)
	for ; n > 0; n /= 10 {
		b = append(b, letters[n%10])
	}
	return string(append(b, 'k'))
}
