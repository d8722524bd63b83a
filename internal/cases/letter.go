package cases

// LetterKind says what a letter announces, never more.
type LetterKind string

// The kinds of letter.
const (
	SomethingNew       LetterKind = "something_new"       // to the filer: something new in your case
	NewCase            LetterKind = "new_case"            // to advisors: a case was filed
	CaseGiven          LetterKind = "case_given"          // to an advisor: a colleague gave you a case
	EmployeeAnswered   LetterKind = "employee_answered"   // to advisors: the employee wrote
	CallLogged         LetterKind = "call_logged"         // to the filer: the office recorded a conversation with you
	Invited            LetterKind = "invited"             // to who has no account yet: the same, and it may be yours
	InvitationAnswered LetterKind = "invitation_answered" // to advisors: she accepted or declined
)

// Letter is an e-mail that is to be sent: a reference and a link, nothing of
// the case itself (e-mail is not a place for Protected B).
type Letter struct {
	Kind      LetterKind
	To        UserID
	Case      CaseID
	Reference string

	// Invitation is the one that an Invited letter carries, to nobody's
	// account: address and code are not kept with the letter, but drawn when
	// it is sent.
	Invitation InvitationID `json:",omitempty"`
}

// Parcel is a letter as it lies in the outbox.
type Parcel struct {
	ID       string
	Letter   Letter
	Attempts int // how often it was received, this time included; 1 at first
}
