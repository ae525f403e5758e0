package stdhttp

import (
	"log/slog"
	"net/http"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/typelinks"
)

// A Responder answers HTTP requests with problems. It holds what a service
// decides once: formats, links, hooks and logging.
//
// The zero Responder is ready to use, and a nil *Responder behaves like it.
// Any number of goroutines may use a Responder; its fields must not change
// while they do, and its functions are called by many at once. A panic in one
// of them is logged, and the response is sent as if it were not set.
type Responder struct {
	// Formats are the formats to choose from. Nil means [encode.Default].
	Formats *encode.Registry

	// Links give type and title to a problem that has no type of its own. Nil
	// means [typelinks.Default]; an empty table leaves problems as they are.
	Links *typelinks.Table

	// Map translates an error, such as one of a database, before anything
	// else looks at it. Its result is treated as if the handler had returned
	// it; nil leaves the error as it is. A nil Map translates nothing.
	Map func(*http.Request, error) error

	// Before has the last word on a problem before it is encoded: it may set
	// an instance or a trace id, or translate texts. It gets a copy that it
	// may change, with Extensions that are not nil and with Err set to the
	// cause, or to the whole error if there is none. A status that cannot end
	// a response becomes 500. If the problem has a Lang afterwards, the
	// response has it in Content-Language, and Vary says that it depends on
	// Accept-Language: set Lang in every language, that of the program included.
	Before func(*http.Request, *problem.Problem)

	// After learns what became of each error, once, for metrics and error
	// trackers.
	After func(*http.Request, Outcome)

	// Logger gets a line for each error. Nil means [slog.Default].
	Logger *slog.Logger

	// Level chooses the level of that line. Nil means Error for a status of
	// 500 and above, Debug for all others.
	Level func(Outcome) slog.Level

	// Debug shows the client the causes of errors, the stacks of panics and
	// the request, in an extension named "debug". It is meant for the
	// machines of developers only; nothing but this field turns it on.
	Debug bool

	// Buffer is how many bytes of a handler's output [Responder.Handler] and
	// [Responder.Wrap] hold back, so that an error can still replace them.
	// Zero means 4096, a negative number none.
	Buffer int

	// NoAbort leaves the connection open when an error comes too late for a
	// response of its own. A client may then take half a response for a whole
	// one.
	NoAbort bool
}

// zero is what a nil *Responder and the functions of the package mean.
var zero = new(Responder)

// Error answers r with the problem that err stands for; see
// [Responder.Error]. It uses the zero Responder.
func Error(w http.ResponseWriter, r *http.Request, err error) { zero.Error(w, r, err) }

// Handler makes an http.HandlerFunc of a function that returns an error; see
// [Responder.Handler]. It uses the zero Responder.
func Handler(f func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return zero.Handler(f)
}

// Wrap turns all that goes wrong in next into problems; see [Responder.Wrap].
// It uses the zero Responder.
func Wrap(next http.Handler) http.Handler { return zero.Wrap(next) }

// Problem returns a handler that always answers with p; see
// [Responder.Problem]. It uses the zero Responder.
func Problem(p *problem.Problem) http.HandlerFunc { return zero.Problem(p) }

func (rs *Responder) formats() *encode.Registry {
	if rs.Formats == nil {
		return encode.Default()
	}
	return rs.Formats
}

func (rs *Responder) links() *typelinks.Table {
	if rs.Links == nil {
		return typelinks.Default()
	}
	return rs.Links
}

func (rs *Responder) logger() *slog.Logger {
	if rs.Logger == nil {
		return slog.Default()
	}
	return rs.Logger
}
