package peers_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	_ "github.com/danielgtaylor/huma/v2/formats/cbor" // adds CBOR to what DefaultConfig has
	"github.com/go-fuego/fuego"
	"github.com/kataras/iris/v12"
	irisrecover "github.com/kataras/iris/v12/middleware/recover"
	kodeart "github.com/kodeart/go-problem"
	moogar "github.com/moogar0880/problems"
	schneider "schneider.vip/problem"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// A sample is a problem in no package's form.
type sample struct {
	Type, Title, Detail string
	Status              int
	Extensions          map[string]any
}

// A peer is what a package offers, used as its documentation shows. What it
// does not offer is nil.
type peer struct {
	name string
	// serve answers every request with a problem, after setting ETag.
	serve func(sample) http.Handler
	// fail has a handler that returns or reports this error.
	fail func(error) http.Handler
	// panics has a handler that panics, with what the package recovers it by.
	panics func() http.Handler
	// router has POST /known and nothing else.
	router func() http.Handler
	// header answers with a problem that carries Retry-After: 7.
	header func() http.Handler
	// again reads a problem in JSON and writes it.
	again func([]byte) ([]byte, error)
	// is tells by errors.Is whether the problem in JSON is one of the type.
	is func(data []byte, sample sample) bool
	// xml writes a problem in XML.
	xml func(sample) ([]byte, error)
}

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler)) // they log what they answer
	os.Exit(m.Run())
}

func reread[T any](data []byte) ([]byte, error) {
	v := new(T)
	if err := json.Unmarshal(data, v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// answer is a handler that sets a field about the content it means to send.
func answer(f http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", `"1"`)
		f(w, r)
	})
}

func ours(s sample) *problem.Problem {
	return &problem.Problem{Type: s.Type, Title: s.Title, Status: s.Status, Detail: s.Detail, Extensions: s.Extensions}
}

var here = peer{
	name: "here",
	serve: func(s sample) http.Handler {
		return stdhttp.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Etag", `"1"`)
			return ours(s)
		})
	},
	fail: func(err error) http.Handler {
		return stdhttp.Handler(func(http.ResponseWriter, *http.Request) error { return err })
	},
	panics: func() http.Handler {
		return stdhttp.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret") }))
	},
	router: func() http.Handler {
		mux := http.NewServeMux()
		mux.HandleFunc("POST /known", func(http.ResponseWriter, *http.Request) {})
		return stdhttp.Wrap(mux)
	},
	header: func() http.Handler {
		return stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
			return stdhttp.WithHeader(&problem.Problem{Status: 503}, http.Header{"Retry-After": {"7"}})
		})
	},
	again: reread[problem.Problem],
	is: func(data []byte, s sample) bool {
		var p problem.Problem
		return json.Unmarshal(data, &p) == nil && errors.Is(&p, &problem.Problem{Type: s.Type})
	},
	xml: func(s sample) ([]byte, error) { return encode.XML{}.Append(nil, ours(s)) },
}

func ofMoogar(s sample) *moogar.ExtendedProblem[map[string]any] {
	return moogar.Extend(&moogar.Problem{Type: s.Type, Title: s.Title, Status: s.Status, Detail: s.Detail}, s.Extensions)
}

var moogar0880 = peer{
	name: "moogar0880/problems",
	serve: func(s sample) http.Handler { // ProblemHandler takes no extensions; this is what the README shows
		return answer(func(w http.ResponseWriter, _ *http.Request) {
			p := ofMoogar(s)
			w.Header().Set("Content-Type", moogar.ProblemMediaType)
			if p.Status != 0 {
				w.WriteHeader(p.Status)
			}
			_ = json.NewEncoder(w).Encode(p)
		})
	},
	again: reread[moogar.ExtendedProblem[map[string]any]],
	is: func(data []byte, s sample) bool {
		var p moogar.Problem
		return json.Unmarshal(data, &p) == nil && errors.Is(&p, moogar.New().WithType(s.Type))
	},
	xml: func(s sample) ([]byte, error) {
		w := httptest.NewRecorder()
		p := ofMoogar(s).Problem
		moogar.XMLProblemHandler(&p).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		return w.Body.Bytes(), nil
	},
}

func ofSchneider(s sample) *schneider.Problem {
	p := schneider.New(schneider.Type(s.Type), schneider.Title(s.Title), schneider.Detail(s.Detail))
	if s.Status != 0 {
		p.Append(schneider.Status(s.Status))
	}
	for name, v := range s.Extensions {
		p.Append(schneider.Custom(name, v))
	}
	return p
}

var schneiderVip = peer{
	name: "schneider.vip/problem",
	serve: func(s sample) http.Handler {
		return answer(func(w http.ResponseWriter, _ *http.Request) { _, _ = ofSchneider(s).WriteTo(w) })
	},
	again: func(data []byte) ([]byte, error) {
		p := schneider.New()
		if err := json.Unmarshal(data, p); err != nil {
			return nil, err
		}
		return json.Marshal(p)
	},
	is: func(data []byte, s sample) bool {
		p := schneider.New()
		return json.Unmarshal(data, p) == nil && errors.Is(p, schneider.New(schneider.Type(s.Type)))
	},
	xml: func(s sample) ([]byte, error) { return xml.Marshal(ofSchneider(s)) },
}

func ofKodeart(s sample) *kodeart.Problem {
	return &kodeart.Problem{Type: s.Type, Title: s.Title, Status: s.Status, Detail: s.Detail, Extensions: s.Extensions}
}

var kodeartGoProblem = peer{
	name: "kodeart/go-problem",
	serve: func(s sample) http.Handler {
		return answer(func(w http.ResponseWriter, _ *http.Request) { ofKodeart(s).JSON(w) })
	},
	again: reread[kodeart.Problem],
	// A kodeart.Problem is no error.
}

func ofHuma(s sample) *huma.ErrorModel { // has no place for extensions
	return &huma.ErrorModel{Type: s.Type, Title: s.Title, Status: s.Status, Detail: s.Detail}
}

// withHuma is an API with one operation, which fails.
func withHuma(err error) http.Handler {
	mux := http.NewServeMux()
	config := huma.DefaultConfig("Peers", "1.0.0")
	config.CreateHooks = nil // no $schema in responses
	api := humago.New(mux, config)
	operation := huma.Operation{Method: "POST", Path: "/known"}
	huma.Register(api, operation, func(context.Context, *struct{}) (*struct{}, error) {
		if s, ok := err.(panicking); ok {
			panic(string(s))
		}
		return nil, err
	})
	return mux
}

// panicking is an error that stands for a panic with its text.
type panicking string

func (p panicking) Error() string { return string(p) }

var humaV2 = peer{
	name:   "huma",
	serve:  func(s sample) http.Handler { return withHuma(ofHuma(s)) },
	fail:   withHuma,
	router: func() http.Handler { return withHuma(nil) },
	panics: func() http.Handler { return withHuma(panicking("secret")) },
	header: func() http.Handler {
		return withHuma(huma.ErrorWithHeaders(huma.Error503ServiceUnavailable("later"), http.Header{"Retry-After": {"7"}}))
	},
	again: reread[huma.ErrorModel],
	is: func(data []byte, s sample) bool {
		var p huma.ErrorModel
		return json.Unmarshal(data, &p) == nil && errors.Is(&p, &huma.ErrorModel{Type: s.Type})
	},
}

// withFuego is a server with one route, which fails.
func withFuego(err error) http.Handler {
	s := fuego.NewServer(
		fuego.WithLogHandler(slog.DiscardHandler),
		fuego.WithEngineOptions(fuego.WithOpenAPIConfig(fuego.OpenAPIConfig{Disabled: true, DisableLocalSave: true, DisableMessages: true})),
	)
	fuego.Post(s, "/known", func(c fuego.ContextNoBody) (any, error) {
		if s, ok := err.(panicking); ok {
			panic(string(s))
		}
		return nil, err
	})
	return s.Mux
}

var fuegoV1 = peer{
	name: "fuego",
	serve: func(s sample) http.Handler { // has no place for extensions
		return withFuego(fuego.HTTPError{Type: s.Type, Title: s.Title, Status: s.Status, Detail: s.Detail})
	},
	fail:   withFuego,
	router: func() http.Handler { return withFuego(nil) },
	panics: func() http.Handler { return withFuego(panicking("secret")) },
	again:  reread[fuego.HTTPError],
	is: func(data []byte, s sample) bool {
		var p fuego.HTTPError
		return json.Unmarshal(data, &p) == nil && errors.Is(p, fuego.HTTPError{Type: s.Type})
	},
	xml: func(s sample) ([]byte, error) {
		//lint:ignore SA1026 fuego does the same
		return xml.Marshal(fuego.HTTPError{Type: s.Type, Title: s.Title, Status: s.Status, Detail: s.Detail})
	},
}

func ofIris(s sample) iris.Problem {
	p := iris.NewProblem().Type(s.Type).Title(s.Title).Detail(s.Detail)
	if s.Status != 0 {
		p.Status(s.Status)
	}
	for name, v := range s.Extensions {
		p.Key(name, v)
	}
	return p
}

// withIris is an application with one route.
func withIris(f iris.Handler) http.Handler {
	app := iris.New()
	app.Logger().SetOutput(io.Discard)
	app.Use(irisrecover.New())
	app.Post("/known", f)
	if err := app.Build(); err != nil {
		panic(err)
	}
	return app
}

var irisV12 = peer{
	name: "iris",
	serve: func(s sample) http.Handler {
		return withIris(func(c iris.Context) {
			c.Header("Etag", `"1"`)
			_ = c.Problem(ofIris(s))
		})
	},
	router: func() http.Handler { return withIris(func(iris.Context) {}) },
	panics: func() http.Handler { return withIris(func(iris.Context) { panic("secret") }) },
	header: func() http.Handler {
		return withIris(func(c iris.Context) {
			_ = c.Problem(iris.NewProblem().Status(503), iris.ProblemOptions{RetryAfter: 7})
		})
	},
	again: reread[iris.Problem],
	is: func(data []byte, s sample) bool {
		var p iris.Problem
		return json.Unmarshal(data, &p) == nil && errors.Is(p, iris.NewProblem().Type(s.Type))
	},
	xml: func(s sample) ([]byte, error) { return xml.Marshal(ofIris(s)) },
}
