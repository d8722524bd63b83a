package cases

import "slices"

// The closed lists of the domain. Each value is a code, the same in data, in
// addresses and on the command line; its words in both languages are in i18n.

// Lang is an official language: "en" or "fr".
type Lang string

// The official languages.
const (
	English Lang = "en"
	French  Lang = "fr"
)

// Langs lists the official languages.
func Langs() []Lang { return []Lang{English, French} }

// Other is the other official language.
func (l Lang) Other() Lang {
	if l == French {
		return English
	}
	return French
}

// ParseLang reads a language code; false when it is neither official language.
func ParseLang(s string) (Lang, bool) { return parse(Langs(), s) }

// Status is where a case stands in its life.
type Status string

// The statuses. Which act leads from one to another is in the table of moves.
const (
	New              Status = "new"
	InReview         Status = "in_review"
	AwaitingEmployee Status = "awaiting_employee"
	Answered         Status = "answered"
	Closed           Status = "closed"
	Withdrawn        Status = "withdrawn"
)

// Statuses lists the statuses in the order of a case's life.
func Statuses() []Status {
	return []Status{New, InReview, AwaitingEmployee, Answered, Closed, Withdrawn}
}

// IsOpen reports whether the office or the employee still owes the other a word.
func (s Status) IsOpen() bool { return s == New || s == InReview || s == AwaitingEmployee }

// WaitsForOffice reports whether it is the office's turn.
func (s Status) WaitsForOffice() bool { return s == New || s == InReview }

// ParseStatus reads a status code.
func ParseStatus(s string) (Status, bool) { return parse(Statuses(), s) }

// Platform is where the expression took place, or would.
type Platform string

// Platforms lists the platforms in the order in which they are offered.
func Platforms() []Platform {
	return []Platform{"facebook", "instagram", "x", "linkedin", "tiktok", "youtube", "reddit", "bluesky",
		"mastodon", "messaging", "blog", "podcast", "petition", PlatformOther}
}

// PlatformOther is the platform that its free detail names.
const PlatformOther Platform = "other"

// ParsePlatform reads a platform code.
func ParsePlatform(s string) (Platform, bool) { return parse(Platforms(), s) }

// Stage says whether it is still a plan.
type Stage string

// The stages: she plans it, she posted it, she saw somebody else's.
const (
	Planned  Stage = "planned"
	Posted   Stage = "posted"
	Observed Stage = "observed"
)

// Stages lists the stages.
func Stages() []Stage { return []Stage{Planned, Posted, Observed} }

// ParseStage reads a stage code.
func ParseStage(s string) (Stage, bool) { return parse(Stages(), s) }

// Channel is how the case reached the office.
type Channel string

// The channels.
const (
	Web      Channel = "web"
	Phone    Channel = "phone"
	Email    Channel = "email"
	InPerson Channel = "in_person"
)

// Channels lists the channels.
func Channels() []Channel { return []Channel{Web, Phone, Email, InPerson} }

// ParseChannel reads a channel code.
func ParseChannel(s string) (Channel, bool) { return parse(Channels(), s) }

// Outcome is what the advice concludes. It is advice, not permission.
type Outcome string

// The outcomes.
const (
	NoConcern       Outcome = "no_concern"
	WithPrecautions Outcome = "with_precautions"
	NotRecommended  Outcome = "not_recommended"
	NotConsistent   Outcome = "not_consistent"
	Referred        Outcome = "referred"
)

// Outcomes lists the outcomes.
func Outcomes() []Outcome {
	return []Outcome{NoConcern, WithPrecautions, NotRecommended, NotConsistent, Referred}
}

// ParseOutcome reads an outcome code.
func ParseOutcome(s string) (Outcome, bool) { return parse(Outcomes(), s) }

// Destination is the office that a referred case belongs to.
type Destination string

// Destinations lists the destinations in the order in which they are offered.
func Destinations() []Destination {
	return []Destination{"PSC", "COI", "COMMS", "SECURITY", "ATIP", "HARASSMENT", "LR", "LEGAL",
		"DISCLOSURE", "UNION", "EAP", "LAW_SOCIETY", "OTHER"}
}

// ParseDestination reads a destination code.
func ParseDestination(s string) (Destination, bool) { return parse(Destinations(), s) }

// CloseReason says why a case was closed.
type CloseReason string

// The closing reasons.
const (
	CloseAnswered    CloseReason = "answered"
	CloseInformation CloseReason = "information_only"
	CloseWithdrawn   CloseReason = "withdrawn"
	CloseDuplicate   CloseReason = "duplicate"
	CloseNoReply     CloseReason = "no_reply"
)

// CloseReasons lists the closing reasons.
func CloseReasons() []CloseReason {
	return []CloseReason{CloseAnswered, CloseInformation, CloseWithdrawn, CloseDuplicate, CloseNoReply}
}

// ParseCloseReason reads a closing reason.
func ParseCloseReason(s string) (CloseReason, bool) { return parse(CloseReasons(), s) }

// Priority is set by a person, never computed.
type Priority string

// The priorities.
const (
	Normal Priority = "normal"
	Urgent Priority = "urgent"
)

// Priorities lists the priorities.
func Priorities() []Priority { return []Priority{Normal, Urgent} }

// ParsePriority reads a priority.
func ParsePriority(s string) (Priority, bool) { return parse(Priorities(), s) }

// YesNo is an optional fact: empty when the person did not say.
type YesNo string

// The answers to an optional question.
const (
	Unsaid YesNo = ""
	Yes    YesNo = "yes"
	No     YesNo = "no"
)

// YesNos lists the answers that can be given.
func YesNos() []YesNo { return []YesNo{Yes, No} }

// Identity says under which name she expresses herself there.
type Identity string

// Identities lists them: her own name, or a pseudonym.
func Identities() []Identity { return []Identity{"real_name", "pseudonym"} }

// Level is the band of her position.
type Level string

// Levels lists the bands. Bands, not levels: the least that informs the advice.
func Levels() []Level { return []Level{"staff", "professional", "supervisor", "executive"} }

// Election is the level of government of an election that the situation touches.
type Election string

// Elections lists the levels; the municipal one counts, a school board or band
// council does not (Public Service Employment Act, s. 111(1)).
func Elections() []Election {
	return []Election{"federal", "provincial", "territorial", "municipal", NoElection}
}

// NoElection says that she was asked and that no election is involved.
const NoElection Election = "none"

func parse[T ~string](all []T, s string) (T, bool) {
	if slices.Contains(all, T(s)) {
		return T(s), true
	}
	var none T
	return none, false
}
