package mail

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// TLS says how the connection to the mail server is protected.
type TLS string

// The ways: STARTTLS or no letter, TLS from the first byte, STARTTLS where it
// is offered, nothing. The last two are for a relay on the same machine.
const (
	StartTLS      TLS = "starttls"
	ImplicitTLS   TLS = "implicit"
	Opportunistic TLS = "opportunistic"
	NoTLS         TLS = "none"
)

// smtpTimeout bounds one exchange with the mail server.
const smtpTimeout = 30 * time.Second

// SMTPSettings say where letters are handed over.
type SMTPSettings struct {
	Host     string
	Port     int
	TLS      TLS    // empty means StartTLS
	User     string // empty: the server asks for no sign-in
	Password string
	From     string // "Casebook <casebook@example.org>", or the bare address
}

// SMTP sends letters through a mail server, one connection for each: letters
// are few.
type SMTP struct {
	client *gomail.Client
	from   *netmail.Address
}

// NewSMTP checks the settings; it does not connect.
func NewSMTP(s SMTPSettings) (*SMTP, error) {
	from, err := netmail.ParseAddress(s.From)
	if err != nil {
		return nil, fmt.Errorf("sender of letters %q: %w", s.From, err)
	}
	protection, err := s.TLS.option()
	if err != nil {
		return nil, err
	}

	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(smtpTimeout), protection}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	client, err := gomail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail server %s: %w", s.Host, err)
	}
	return &SMTP{client: client, from: from}, nil
}

func (p TLS) option() (gomail.Option, error) {
	switch p {
	case StartTLS, "":
		return gomail.WithTLSPolicy(gomail.TLSMandatory), nil
	case ImplicitTLS:
		return gomail.WithSSL(), nil
	case Opportunistic:
		return gomail.WithTLSPolicy(gomail.TLSOpportunistic), nil
	case NoTLS:
		return gomail.WithTLSPolicy(gomail.NoTLS), nil
	}
	return nil, fmt.Errorf("TLS to the mail server: %q is none of starttls, implicit, opportunistic, none", p)
}

// Send hands the envelope to the mail server. The error wraps ErrRefused when
// the server will never take it.
func (s *SMTP) Send(ctx context.Context, e Envelope) error {
	message, err := s.message(e)
	if err != nil {
		return err
	}
	connection, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return fmt.Errorf("reach the mail server: %w", err)
	}
	// Once the server has said yes the letter is gone: a quarrel at the good-bye
	// must not have it sent again.
	defer func() { _ = s.client.CloseWithSMTPClient(connection) }()

	if err := s.client.SendWithSMTPClient(connection, message); err != nil {
		return withoutAddress(err)
	}
	return nil
}

func (s *SMTP) message(e Envelope) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent()) // The letter need not tell our software.
	m.FromMailAddress(s.from)
	if err := m.To(e.To); err != nil {
		return nil, fmt.Errorf("the reader's address is none: %w", ErrRefused) // err would quote it
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(e.ID + "@" + domain) // Stable, so that a mailbox can drop a repetition.
	m.SetDateWithValue(e.At)
	m.Subject(e.Subject)
	m.SetGenHeader(gomail.HeaderContentLang, "en, fr")
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no automatic answers, please.
	m.SetGenHeader("X-Auto-Response-Suppress", "All")  // The same for Exchange.
	m.SetBodyString(gomail.TypeTextPlain, e.Text)
	return m, nil
}

// withoutAddress says what the server answered without the recipient, whom
// the library's own words and the server's would name in the log.
func withoutAddress(err error) error {
	var answer *gomail.SendError
	if !errors.As(err, &answer) {
		return errors.New("send the letter: the mail server broke off")
	}
	said := fmt.Sprintf("%s: the mail server answered %d %s", answer.Reason, answer.ErrorCode(), answer.EnhancedStatusCode())
	if isForGood(answer) {
		return fmt.Errorf("%s: %w", said, ErrRefused)
	}
	return errors.New(said)
}

// isForGood reports whether the server will never take this letter. Codes of
// the class 5.7, security and policy (RFC 3463), are not for good: they are
// mostly a setting that the operator can mend while the letters wait. So is
// whatever it says before it has heard the recipient.
func isForGood(answer *gomail.SendError) bool {
	switch answer.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		return answer.ErrorCode()/100 == 5 && !strings.HasPrefix(answer.EnhancedStatusCode(), "5.7.")
	}
	return false
}
