package mail

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"github.com/emersion/go-smtp"
)

// postOffice is a mail server in this process. answers are what it says to the
// recipients, one after the other; nil and the end of the list mean yes.
type postOffice struct {
	mu      sync.Mutex
	answers []error
	taken   []string // whole messages, as they crossed the line
	port    int
}

func openPostOffice(t *testing.T, answers ...error) *postOffice {
	t.Helper()
	o := &postOffice{answers: answers}
	server := smtp.NewServer(o)
	server.Domain = "mail.example.org"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.port = listener.Addr().(*net.TCPAddr).Port
	closed := make(chan bool)
	go func() {
		_ = server.Serve(listener) // It ends with its listener, and then has nothing to tell.
		close(closed)
	}()
	t.Cleanup(func() {
		// Server.Close alone forgets a listener that Serve has not seen yet.
		_ = listener.Close()
		<-closed
		_ = server.Close()
	})
	return o
}

func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &counter{o}, nil }

// counter is where one sender stands.
type counter struct{ office *postOffice }

func (c *counter) Mail(string, *smtp.MailOptions) error { return nil }
func (c *counter) Reset()                               {}
func (c *counter) Logout() error                        { return nil }

func (c *counter) Rcpt(string, *smtp.RcptOptions) error {
	c.office.mu.Lock()
	defer c.office.mu.Unlock()
	if len(c.office.answers) == 0 {
		return nil
	}
	answer := c.office.answers[0]
	c.office.answers = c.office.answers[1:]
	return answer
}

func (c *counter) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	c.office.mu.Lock()
	defer c.office.mu.Unlock()
	c.office.taken = append(c.office.taken, string(b))
	return err
}

func (o *postOffice) letters() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]string(nil), o.taken...)
}

func (o *postOffice) sender(t *testing.T, protection TLS) *SMTP {
	t.Helper()
	s, err := NewSMTP(SMTPSettings{Host: "127.0.0.1", Port: o.port, TLS: protection, From: "Casebook <casebook@example.org>"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func envelope() Envelope {
	e := Compose(letter(cases.SomethingNew), reader(cases.French), office)
	e.ID, e.At = "m_0123456789abcdef", time.Date(2026, 11, 22, 15, 4, 5, 0, time.UTC)
	return e
}

var (
	tryLater  = &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 0}, Message: "maxime.tremblay-okafor@example.org: try later"}
	noMailbox = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "maxime.tremblay-okafor@example.org: no such mailbox"}
	noRelay   = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "relaying denied"}
)

func TestALetterArrivesAsItWasWritten(t *testing.T) {
	server := openPostOffice(t)
	e := envelope()
	if err := server.sender(t, NoTLS).Send(t.Context(), e); err != nil {
		t.Fatal(err)
	}

	m, err := netmail.ReadMessage(strings.NewReader(server.letters()[0]))
	if err != nil {
		t.Fatal(err)
	}
	headers := map[string]string{
		"From":             `"Casebook" <casebook@example.org>`,
		"To":               "<" + e.To + ">",
		"Date":             "Sun, 22 Nov 2026 15:04:05 +0000",
		"Message-Id":       "<m_0123456789abcdef@example.org>",
		"Auto-Submitted":   "auto-generated",
		"Content-Language": "en, fr",
		"X-Mailer":         "",
		"User-Agent":       "",
	}
	for name, want := range headers {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); got != e.Subject {
		t.Errorf("subject: got %q, want %q", got, e.Subject)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.ReplaceAll(string(body), "\r\n", "\n"); strings.TrimSpace(got) != strings.TrimSpace(e.Text) {
		t.Errorf("text: got\n%s\nwant\n%s", got, e.Text)
	}
}

func TestWhatTheServerAnswersDecidesWhetherToTryAgain(t *testing.T) {
	tests := []struct {
		name    string
		answer  error
		forGood bool
	}{
		{"a temporary refusal is tried again", tryLater, false},
		{"an address that does not exist is not", noMailbox, true},
		{"a relay that is not allowed yet is", noRelay, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := openPostOffice(t, tt.answer).sender(t, NoTLS).Send(t.Context(), envelope())
			if err == nil {
				t.Fatal("got no error, want one")
			}
			if got := errors.Is(err, ErrRefused); got != tt.forGood {
				t.Errorf("%v: got refused for good %v, want %v", err, got, tt.forGood)
			}
			if strings.Contains(err.Error(), "tremblay") {
				t.Errorf("got %q, want no address in it", err)
			}
		})
	}
}

func TestALetterIsNotSentInClearWhereProtectionIsAsked(t *testing.T) {
	server := openPostOffice(t) // It offers no STARTTLS.
	err := server.sender(t, StartTLS).Send(t.Context(), envelope())
	if err == nil || errors.Is(err, ErrRefused) {
		t.Errorf("got %v, want an error that is tried again", err)
	}
	if got := len(server.letters()); got != 0 {
		t.Errorf("got %d letters across the line, want none", got)
	}
}

func TestAServerThatIsDownIsTriedAgain(t *testing.T) {
	gone := &postOffice{port: closedPort(t)}
	if err := gone.sender(t, NoTLS).Send(t.Context(), envelope()); err == nil || errors.Is(err, ErrRefused) {
		t.Errorf("got %v, want an error that is tried again", err)
	}
}

// closedPort is a port on which nobody listens any more.
func closedPort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().(*net.TCPAddr).Port
}

func TestSettingsThatCannotWorkAreRefusedAtStart(t *testing.T) {
	tests := []struct {
		name     string
		settings SMTPSettings
	}{
		{"no sender", SMTPSettings{Host: "mail.example.org", Port: 25}},
		{"a sender that is no address", SMTPSettings{Host: "mail.example.org", Port: 25, From: "casebook"}},
		{"an unknown protection", SMTPSettings{Host: "mail.example.org", Port: 25, From: "casebook@example.org", TLS: "ssl3"}},
		{"no host", SMTPSettings{Port: 25, From: "casebook@example.org"}},
		{"no port", SMTPSettings{Host: "mail.example.org", From: "casebook@example.org"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := NewSMTP(tt.settings); err == nil {
				t.Error("got no error, want one")
			}
		})
	}
}

func TestAnAddressThatIsNoneIsRefusedForGoodAndNotRepeated(t *testing.T) {
	e := envelope()
	e.To = "maxime tremblay\r\nBcc: everyone@example.org"
	err := openPostOffice(t).sender(t, NoTLS).Send(t.Context(), e)
	if !errors.Is(err, ErrRefused) || strings.Contains(err.Error(), "tremblay") {
		t.Errorf("got %v, want a refusal for good without the address", err)
	}
}

// The whole way: outbox, clerk, SMTP; the server says "later" once, then yes.
// No canary of the case or the person is on the line or in the log, except
// the address on the envelope.
func TestALetterThatHadToWaitArrivesOnceAndCarriesNothing(t *testing.T) {
	var out bytes.Buffer
	server := openPostOffice(t, tryLater)
	outbox := new(box)
	outbox.put(letter(cases.SomethingNew))
	d := NewDelivery(outbox, clerk(server.sender(t, NoTLS), reader(cases.English), nil).Post, logTo(&out), never)

	for range 5 {
		if err := d.empty(t.Context()); err != nil {
			t.Fatal(err)
		}
		outbox.now += 30 * time.Second
	}

	letters := server.letters()
	if len(letters) != 1 || len(outbox.parcels) != 0 {
		t.Fatalf("got %d letters and %d parcels left, want 1 and 0", len(letters), len(outbox.parcels))
	}
	for _, canary := range []string{"Maxime", "Okafor", "u1"} {
		if strings.Contains(letters[0], canary) {
			t.Errorf("got %q in the letter, want it nowhere", canary)
		}
	}
	for _, canary := range []string{"Maxime", "okafor", "@example.org"} {
		if strings.Contains(out.String(), canary) {
			t.Errorf("got %q in the log, want it nowhere:\n%s", canary, out.String())
		}
	}
}
