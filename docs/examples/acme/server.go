package main

import (
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

const terms = "https://example.com/acme/terms"

type server struct {
	pause    time.Duration // between orders of an account
	mu       sync.Mutex
	nonces   map[string]bool
	accounts map[string]*account
	orders   map[string]*order
}

type account struct {
	key  *ecdsa.PublicKey
	next time.Time // when it may order again
}

type order struct {
	account        string           // whose it is
	Status         string           `json:"status"`
	Identifiers    []identifier     `json:"identifiers"`
	Authorizations []string         `json:"authorizations"`
	Finalize       string           `json:"finalize"`
	Error          *problem.Problem `json:"error,omitempty"` // why it is invalid
}

type identifier struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}

func newServer(pause time.Duration) *server {
	return &server{
		pause:    pause,
		nonces:   map[string]bool{},
		accounts: map[string]*account{},
		orders:   map[string]*order{},
	}
}

func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /directory", directory)
	mux.HandleFunc("GET /new-nonce", s.newNonce)
	mux.Handle("POST /new-account", s.signed(s.newAccount))
	mux.Handle("POST /new-order", s.signed(s.newOrder))
	mux.Handle("POST /orders/{id}", s.signed(s.order))
	return stdhttp.Wrap(mux)
}

func base(r *http.Request) string { return "http://" + r.Host }

func reply(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(v)
}

func directory(w http.ResponseWriter, r *http.Request) {
	_ = reply(w, http.StatusOK, map[string]any{
		"newNonce":   base(r) + "/new-nonce",
		"newAccount": base(r) + "/new-account",
		"newOrder":   base(r) + "/new-order",
		"meta":       map[string]string{"termsOfService": terms},
	})
}

// account returns an account, or nil if there is none.
func (s *server) account(id string) *account {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accounts[id]
}

func (s *server) newAccount(w http.ResponseWriter, r *http.Request, m *message) error {
	var in struct{ TermsOfServiceAgreed, OnlyReturnExisting bool }
	if err := json.Unmarshal(m.payload, &in); err != nil {
		return stdhttp.BodyError(err)
	}
	status := http.StatusOK
	if m.account == nil {
		if in.OnlyReturnExisting {
			return errAccountDoesNotExist
		}
		if !in.TermsOfServiceAgreed {
			err := errUserActionRequired.With(problem.Problem{Detail: "Agree to the terms of service.", Instance: terms})
			return stdhttp.WithHeader(err, http.Header{"Link": {"<" + terms + `>; rel="terms-of-service"`}})
		}
		status = http.StatusCreated
		s.mu.Lock()
		s.accounts[m.id] = &account{key: m.key}
		s.mu.Unlock()
	}
	w.Header().Set("Location", base(r)+"/accounts/"+m.id)
	return reply(w, status, map[string]string{"status": "valid"})
}

func (s *server) newOrder(w http.ResponseWriter, r *http.Request, m *message) error {
	if m.account == nil {
		return errAccountDoesNotExist
	}
	var in struct{ Identifiers []identifier }
	if err := json.Unmarshal(m.payload, &in); err != nil {
		return stdhttp.BodyError(err)
	}
	if err := check(in.Identifiers); err != nil {
		return err
	}
	id := rand.Text()
	url := base(r) + "/orders/" + id
	o := &order{
		account: m.id, Status: "pending", Identifiers: in.Identifiers,
		Authorizations: []string{}, Finalize: url + "/finalize",
	}
	if name := in.Identifiers[0].Value; strings.HasSuffix(name, ".example.net") {
		o.Status = "invalid"
		o.Error = errCAA.With(problem.Problem{Detail: "Only another authority may issue for " + name + "."})
	}
	if err := s.place(id, o, m.account); err != nil {
		return err
	}
	w.Header().Set("Location", url)
	return reply(w, http.StatusCreated, o)
}

// place keeps an order, if the account may place one already.
func (s *server) place(id string, o *order, a *account) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if wait := time.Until(a.next); wait > 0 {
		err := errRateLimited.With(problem.Problem{Detail: fmt.Sprintf("Orders of an account must be %v apart.", s.pause)})
		return stdhttp.WithHeader(err, stdhttp.RetryAfter(wait))
	}
	a.next = time.Now().Add(s.pause)
	s.orders[id] = o
	return nil
}

// check returns a problem with a problem for each name that is refused
// (section 6.7.1), or nil.
func check(identifiers []identifier) error {
	var wrong []*problem.Problem
	for _, id := range identifiers {
		about := problem.Extensions{"identifier": id}
		switch {
		case strings.Contains(id.Value, "_"):
			wrong = append(wrong, errMalformed.With(problem.Problem{
				Detail: fmt.Sprintf("There is an underscore in %q.", id.Value), Extensions: about,
			}))
		case strings.HasSuffix(id.Value, ".invalid"):
			wrong = append(wrong, errRejectedIdentifier.With(problem.Problem{
				Detail: fmt.Sprintf("%q can never exist.", id.Value), Extensions: about,
			}))
		}
	}
	switch {
	case len(identifiers) == 0:
		return errMalformed.With(problem.Problem{Detail: "An order needs an identifier."})
	case len(wrong) > 0:
		return errCompound.With(problem.Problem{
			Detail:     fmt.Sprintf("%d of %d identifiers are refused.", len(wrong), len(identifiers)),
			Extensions: problem.Extensions{"subproblems": wrong},
		})
	}
	return nil
}

func (s *server) order(w http.ResponseWriter, r *http.Request, m *message) error {
	s.mu.Lock()
	o := s.orders[r.PathValue("id")]
	s.mu.Unlock()
	switch {
	case o == nil:
		return &problem.Problem{Status: http.StatusNotFound}
	case o.account != m.id:
		return errUnauthorized.With(problem.Problem{Detail: "The order belongs to another account."})
	}
	return reply(w, http.StatusOK, o)
}
