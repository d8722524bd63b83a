package search

import (
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
)

// Inflections of one word on each line; the words of the trade and the traps of
// folding (participles without accents, plurals in -aux).
var frenchFamilies = strings.Split(`élection élections
affiché affichée affichées affichés afficher affiche affiches affichent affichait affichant
pancarte pancartes
électoral électorale électoraux électorales
national nationaux nationale nationales
cheval chevaux
travail travaux
journal journaux
municipal municipaux municipale
employé employée employés employées
publié publiée publiées publier publie publient publierait publiait
critique critiquer critiquée critiqué critiquait critiquant critiquent critiques
pétition pétitions
ministre ministres
travailleur travailleuse travailleurs travailleuses
conseiller conseillère conseillers conseillères
directeur directrice directeurs directrices
candidat candidate candidats candidates
professionnel professionnelle professionnels professionnelles
actif active actifs actives
canadien canadienne canadiens canadiennes
liberté libertés
idée idées
député députée députés députées
loi lois
réseau réseaux
appuyer appuie appuyé appuyée appuient appuyait
aimer aime aimé aimée aimés
partager partage partagé partagée partagent partagerait partageait partageant
commentaire commentaires
signer signe signé signée signent signait
abonné abonnée abonner abonnés abonnées
retweeter retweeté retweetée
public publique publics publiques
politique politiques
premier première premiers premières
dernier dernière dernières
partisan partisans
personnel personnelle personnels personnelles
officiel officielle officiels officielles
avocat avocate avocats avocates
voter vote votes voté votait voteront
bloguer blogue blogues bloguent
neutralité neutralités
obligation obligations
supérieur supérieure supérieurs
harceler harcelé harcelée
syndical syndicale syndicaux`, "\n")

// Words that must not fall together.
var frenchApart = strings.Split(`pétition petit
publication public
poste position
parti particulier
ministre minimum
conseil consul
agent agir
client clin
mission ministre
partage parti
élection électron
note notaire
travail traverse
président présider
personne personnelle
accident accès
loi loisir`, "\n")

var englishFamilies = strings.Split(`posting posted posts post
petition petitions petitioning petitioned
criticize criticise criticised criticizing criticises
organisation organization organisations
behaviour behavior behaviours
favour favor favoured favored
election elections
employee employees
policy policies
politician politicians
neutral neutrality
endorse endorsed endorsing endorsement endorsements
centre center centres
licence license
defence defense
share shared sharing shares`, "\n")

// together gives the share of families whose members have one stem.
func together(families []string, stem func(string) string) (share float64, torn []string) {
	for _, family := range families {
		if len(stems(family, stem)) > 1 {
			torn = append(torn, family)
		}
	}
	return 1 - float64(len(torn))/float64(len(families)), torn
}

func stems(words string, stem func(string) string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[stem(Fold(w))] = true
	}
	return set
}

func TestFrenchStemmersCompared(t *testing.T) {
	snowball, minimal := fr.NewFrenchStemmerFilter(), fr.NewFrenchMinimalStemmerFilter()
	for _, s := range []struct {
		name string
		stem func(string) string
	}{
		{"snowball", func(w string) string { return filter(snowball, w) }},
		{"minimal", func(w string) string { return filter(minimal, w) }},
		{"light", light},
		{"light and ours", func(w string) string { return stem(French, w) }},
	} {
		share, torn := together(frenchFamilies, s.stem)
		merged := 0
		for _, pair := range frenchApart {
			if len(stems(pair, s.stem)) == 1 {
				merged++
			}
		}
		t.Logf("%-15s %3.0f%% of families together, %d of %d strangers merged", s.name, 100*share, merged, len(frenchApart))
		if s.name == "light and ours" {
			for _, family := range torn {
				t.Errorf("torn apart: %s: %v", family, stems(family, s.stem))
			}
		}
	}
}

func TestStrangersStayApartInFrench(t *testing.T) {
	for _, pair := range frenchApart {
		if got := stems(pair, func(w string) string { return stem(French, w) }); len(got) < 2 {
			t.Errorf("%s: got one stem %v, want two", pair, got)
		}
	}
}

func TestInflectionsAndSpellingsShareAStemInEnglish(t *testing.T) {
	for _, family := range englishFamilies {
		if got := stems(family, func(w string) string { return stem(English, w) }); len(got) > 1 {
			t.Errorf("%s: got %v, want one stem", family, got)
		}
	}
}
