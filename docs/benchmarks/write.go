package main

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/go-fuego/fuego"
	"github.com/kataras/iris/v12"
	kodeart "github.com/kodeart/go-problem"
	moogar "github.com/moogar0880/problems"
	schneider "schneider.vip/problem"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

const (
	httpError   = "http.Error"
	staticBytes = "floor: Content-Type and constant bytes"
	mapByHand   = "by hand: map and json.NewEncoder"

	noNegotiation = "always JSON: no negotiation, no Vary"
)

// A responder answers a request with an error, in its own way.
type responder struct {
	name, note string
	handler    http.HandlerFunc
	text       bool // sends the detail alone, as text
	vary       bool // says that the answer depends on Accept
}

// missing is the problem that all of them send: 404, with the link that this
// module's table has for it. This module finds the link while it responds, the
// others are given it.
var missing = func() problem.Problem {
	link, _ := typelinks.Default().Lookup(http.StatusNotFound)
	return problem.Problem{Type: link.Type, Title: link.Title, Status: link.Status, Detail: "There is no order 4711."}
}()

// responders are all ways to answer with missing.
func responders() []responder {
	body := must(json.Marshal(documentOf(&missing)))

	bare := &problem.Problem{Status: missing.Status, Detail: missing.Detail}
	rs := &stdhttp.Responder{}

	moogarProblem := &moogar.Problem{Type: missing.Type, Title: missing.Title, Status: missing.Status, Detail: missing.Detail}
	schneiderProblem := schneider.New(schneider.Type(missing.Type), schneider.Title(missing.Title),
		schneider.Status(missing.Status), schneider.Detail(missing.Detail))
	kodeartProblem := kodeart.New().WithType(missing.Type).WithTitle(missing.Title).WithStatus(missing.Status).WithDetail(missing.Detail)
	fuegoError := error(fuego.HTTPError{Type: missing.Type, Title: missing.Title, Status: missing.Status, Detail: missing.Detail})
	irisProblem := iris.NewProblem().Type(missing.Type).Title(missing.Title).Status(missing.Status).Detail(missing.Detail)

	// huma.NewError may be replaced, which is the only way to set a type.
	humaModel := &huma.ErrorModel{Type: missing.Type, Title: missing.Title, Status: missing.Status, Detail: missing.Detail}
	huma.NewError = func(int, string, ...error) huma.StatusError { return humaModel }
	config := huma.DefaultConfig("benchmark", "1")
	config.CreateHooks = nil // no link to a schema in each body
	humaAPI := humago.New(http.NewServeMux(), config)
	humaOperation := &huma.Operation{Method: http.MethodGet, Path: "/orders/4711"}

	irisApp := iris.New()
	if err := irisApp.Build(); err != nil {
		panic(err)
	}

	return []responder{
		{name: ours, note: "negotiation, link and title from the table, Vary", vary: true, handler: func(w http.ResponseWriter, r *http.Request) {
			rs.Error(w, r, bare)
		}},
		{name: httpError, note: "plain text, nothing else", text: true, handler: func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, missing.Detail, missing.Status)
		}},
		{name: staticBytes, note: noNegotiation, handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(missing.Status)
			_, _ = w.Write(body)
		}},
		{name: mapByHand, note: noNegotiation, handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(missing.Status)
			_ = json.NewEncoder(w).Encode(map[string]any{
				"type": missing.Type, "title": missing.Title, "status": missing.Status, "detail": missing.Detail,
			})
		}},
		{name: peerMoogar, note: noNegotiation, handler: moogar.ProblemHandler(moogarProblem)},
		{name: peerSchneid, note: noNegotiation, handler: func(w http.ResponseWriter, _ *http.Request) {
			_, _ = schneiderProblem.WriteTo(w)
		}},
		{name: peerKodeart, note: noNegotiation, handler: func(w http.ResponseWriter, _ *http.Request) { kodeartProblem.JSON(w) }},
		{name: peerHuma, note: "negotiates, no Vary; the error made beforehand", handler: func(w http.ResponseWriter, r *http.Request) {
			_ = huma.WriteErr(humaAPI, humago.NewContext(humaOperation, r, w), missing.Status, missing.Detail)
		}},
		{name: peerFuego, note: "negotiates, no Vary", handler: func(w http.ResponseWriter, r *http.Request) {
			fuego.SendError(w, r, fuegoError)
		}},
		{name: peerIris, note: noNegotiation, handler: func(w http.ResponseWriter, r *http.Request) {
			ctx := irisApp.ContextPool.Acquire(w, r)
			_ = ctx.Problem(irisProblem, iris.ProblemOptions{})
			irisApp.ContextPool.Release(ctx)
		}},
	}
}

// check says what is wrong with an answer.
func (rs responder) check(status int, header http.Header, body []byte) error {
	if status != missing.Status {
		return fmt.Errorf("status %d", status)
	}
	got, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	want := "application/problem+json"
	if rs.text {
		want = "text/plain"
	}
	if got != want {
		return fmt.Errorf("content type %q instead of %q", got, want)
	}
	if vary := header.Get("Vary") == "Accept"; vary != rs.vary {
		return fmt.Errorf("has Vary: Accept: %t instead of %t", vary, rs.vary)
	}
	if rs.text {
		return sameBytes(body, []byte(missing.Detail+"\n"))
	}
	return sameJSON(body, must(json.Marshal(documentOf(&missing))))
}

// discard is a ResponseWriter that keeps nothing but the header.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}

// accepting returns a request as an API client sends it.
func accepting(accept string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/orders/4711", nil)
	r.Header.Set("Accept", accept)
	r.Header.Set("User-Agent", "benchmark")
	return r
}

func write() bench.Workload {
	w := bench.Workload{
		Name: "write",
		Text: "A 404 to a ResponseWriter that does nothing, for `Accept: application/json`.",
	}
	for _, rs := range responders() {
		var d http.ResponseWriter = discard{http.Header{}}
		r := accepting("application/json")
		w.Contestants = append(w.Contestants, bench.Contestant{
			Name: rs.name,
			Note: rs.note,
			Batch: func(n int) {
				for range n {
					clear(d.Header())
					rs.handler(d, r)
				}
			},
			Check: func() error {
				rec := httptest.NewRecorder()
				rs.handler(rec, r)
				return rs.check(rec.Code, rec.Result().Header, rec.Body.Bytes())
			},
		})
	}
	return w
}
