package search

import "strings"

// irregularEnglish brings forms that no rule reaches to the word itself. Left
// (a side), shot (a vaccine), lives, media and people stay themselves: most texts
// mean something else by them.
var irregularEnglish = formsOf(`write wrote written; rewrite rewrote rewritten; buy bought; sell sold; tell told; say said; speak spoke spoken;
	give gave given; forgive forgave forgiven; take took taken; mistake mistook mistaken; go went gone; see saw seen; know knew known;
	think thought; run ran; win won; lose lost; find found; hold held; keep kept; meet met; pay paid; send sent; teach taught; wear wore worn;
	break broke broken; choose chose chosen; woman women; man men; child children; wife wives; criterion criteria; stand stood;
	understand understood; lead led; feel felt; make made; come came; become became; begin began begun; hear heard; draw drew drawn;
	withdraw withdrew withdrawn; drive drove driven; eat ate eaten; fight fought; forget forgot forgotten; grow grew grown; hide hid hidden;
	steal stole stolen; swear swore sworn; throw threw thrown; catch caught; build built; spend spent; seek sought; bring brought; sing sang sung;
	drink drank drunk; fall fell fallen; fly flew flown; freeze froze frozen; get got gotten; lend lent; mean meant; ride rode ridden;
	shake shook shaken; show shown; sit sat; sleep slept; swim swam swum; tear tore torn; wake woke woken; bite bit bitten; blow blew blown;
	foot feet; tooth teeth; mouse mice; leaf leaves; shelf shelves; half halves; thief thieves; knife knives; crisis crises; analysis analyses;
	gentleman gentlemen; chairman chairmen; policeman policemen; spokesman spokesmen; businessman businessmen`)

// irregularVerbs are the forms of French verbs and of those that a prefix makes
// of them, in the order prefixes: infinitive forms. Forms that are words of their
// own are not here: parti, court, sort, suit, cours, vis, fois.
const irregularVerbs = `- com ap sur re entre: prendre prend prends prenons prenez prennent prenait prenais prenaient prenant pris prise prises
	- per pro trans sou ad com re e o de retrans: mettre met mets mettons mettez mettent mettait mettaient mettant mis mise mises
	- re de in tran sous pre: ecrire ecris ecrit ecrite ecrits ecrites ecrivons ecrivez ecrivent ecrivait ecrivais ecrivaient ecrivant ecrivit
	in de pre pres trans sou circons pros: crire crit crite crits crites crivons crivez crivent crivait crivaient crivant
	- re contre inter pre: dire dit dite dits dites disons disez disent disait disais disaient disant
	- re de satis contre: faire fait faite faits faites faisons font faisait faisais faisaient faisant ferait ferais feront fera ferai
	- re pre entre: voir voit vois voyons voyez voient voyait voyais voyaient voyant verra verrait verront vu vus
	: vendre vend vends vendons vendez vendent vendait vendaient vendant vendu vendue vendus vendues
	- cor: repondre repond reponds repondons repondez repondent repondait repondaient repondant repondu repondue
	- sus de ap: pendre pend pends pendait pendu pendue
	- de at en pre sous e: tendre tend tends tendons tendez tendent tendait tendaient tendant tendu tendue tendus tendues
	- con: fondre fond fondait fondent fondu fondue
	: defendre defend defends defendons defendez defendent defendait defendaient defendant defendu defendue defendus
	: perdre perd perds perdons perdez perdent perdait perdaient perdant perdu perdue perdus perdues
	: rendre rend rends rendons rendez rendent rendait rendaient rendant rendu rendue rendus rendues
	: recevoir recoit recois recevons recevez recoivent recevait recevaient recevant recu recue recus recues
	de: cevoir coit coivent cevait cu cue cus cues
	- re entre main ob con sou ap de: tenir tient tiens tenons tenez tiennent tenait tenaient tenant tenu tenue tenus tenues tiendra
	- de re inter par sou sur pre con: venir vient viens venons venez viennent venait venaient venant venu venue venus venues viendra
	- re: connaitre connait connais connaissons connaissez connaissent connaissait connaissaient connaissant connu connue connus connues
	- ap dis com re: paraitre parait parais paraissons paraissent paraissait paraissaient paraissant paru parue parus parues
	- re: elire elit elisent elisait elu elue elus elues
	- re: lire lisons lisez lisent lisait lisais lisaient lisant lu lus
	- pour: suivre suis suivi suivie suivis suivies suivons suivez suivent suivait suivaient suivant
	- sur re: vivre vit vecu vecue vivons vivez vivent vivait vivaient
	: croire croit crois croyons croyez croient croyait croyais croyaient
	: boire boit bois buvons buvez boivent buvait buvaient
	- re de entr: ouvrir ouvre ouvres ouvrent ouvert ouverte ouverts ouvertes ouvrait ouvraient ouvrant
	- re de: couvrir couvre couvrent couvert couverte couverts couvertes couvrait couvraient
	: offrir offre offres offrent offert offerte offerts offertes offrait offraient offrant
	: souffrir souffre souffrent souffert soufferte souffrait souffraient
	: mourir meurt meurs meurent mourait mort morte morts mortes
	: envoyer enverra enverrait enverrai enverront
	: conduire conduis conduisons conduisez conduisent conduisait conduisaient conduisant conduit
	- re: produire produis produisons produisez produisent produisait produisaient produisant produit produite produits produites
	- re intro: duire duit duite duits duites duisent duisait
	: traduire traduis traduisent traduisait traduit traduite traduits traduites
	: construire construis construisent construisait construit construite construits construites
	: detruire detruis detruisent detruisait detruit detruite detruits detruites
	: nuire nuit nuisait nuisent nui
	: plaindre plaint plains plaignons plaignez plaignent plaignait plaignais plaignaient plaignant plainte plaintes
	: craindre craint crains craignons craignez craignent craignait craignais craignaient crainte craintes
	: joindre joint joins joignent joignait joints jointe jointes
	- re: peindre peint peignent peignait peinte peints peintes
	: eteindre eteint eteignent eteinte
	: atteindre atteint atteignent atteignait atteinte atteints atteintes
	- com de: battre bat bats battons battez battent battait battaient battant battu battue battus
	- sou: rire rit ris rient riait riais riaient
	: aller vais vas va allons allez vont allait allais allaient allant alle allee allees ira irait irons iront
	: pouvoir peut peux pouvons pouvez peuvent pouvait pouvais pouvaient pourra pourrait pourrais pourraient
	: savoir sait sais savons savez savent savait savais savaient saura saurait
	: vouloir veut veux voulons voulez veulent voulait voulais voulaient voudra voudrait voudrais voulu voulue
	: devoir doit dois devons devez doivent devait devais devaient devra devrait devrais devraient
	ac con: querir quiert quierent quis quise quises
	- ac: courir court courent courait couru courus
	- con: vaincre vainc vainquent vainquait vaincu vaincue vaincus
	: interdire interdit interdite interdits interdites interdisent interdisait`

// ambiguousFrench are forms that are above by rule and words of their own.
var ambiguousFrench = setOf(`court mort nuit bois suis fond ment offre lit vis fois compris pris sur des mis fait faits faite vu parait part
	dites vas suivant pendant pendu devant mets met souris sourit ris rit bat bats tendu`)

var irregularForms = func() map[string]string {
	forms := map[string]string{}
	for line := range strings.Lines(irregularVerbs) {
		prefixes, verb, _ := strings.Cut(line, ":")
		words := strings.Fields(verb)
		of := strings.Fields(prefixes)
		if len(of) == 0 {
			of = []string{"-"}
		}
		for _, prefix := range of {
			prefix = strings.TrimPrefix(prefix, "-")
			for _, form := range words[1:] {
				if !ambiguousFrench[prefix+form] {
					forms[prefix+form] = prefix + words[0]
				}
			}
		}
	}
	return forms
}()

// formsOf reads a list of words, each followed by its forms.
func formsOf(list string) map[string]string {
	forms := map[string]string{}
	for _, one := range strings.Split(list, ";") {
		words := strings.Fields(one)
		for _, form := range words[1:] {
			forms[form] = words[0]
		}
	}
	return forms
}
