package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
	"time"

	"golang.org/x/crypto/acme"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
)

func TestRouting(t *testing.T) {
	t.Parallel()
	contract.Routing(t, handler(), "/new-order")
}

func TestClients(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(newServer(2 * time.Second).handler())
	t.Cleanup(server.Close)
	contract.Clients(t, "acme.js", server.URL+"/directory", nil)
}

// newClient returns a client that was not written here. It gives up at once
// where it would try again later.
func newClient(server *httptest.Server, key crypto.Signer) *acme.Client {
	return &acme.Client{
		Key:          key,
		DirectoryURL: server.URL + "/directory",
		RetryBackoff: func(int, *http.Request, *http.Response) time.Duration { return -1 },
	}
}

func newKey(t *testing.T) crypto.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func registered(t *testing.T, server *httptest.Server) *acme.Client {
	t.Helper()
	client := newClient(server, newKey(t))
	if _, err := client.Register(t.Context(), &acme.Account{}, acme.AcceptTOS); err != nil {
		t.Fatal(err)
	}
	return client
}

// What the client makes of the problems.
func TestClient(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(newServer(time.Hour).handler())
	t.Cleanup(server.Close)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	client, other := registered(t, server), registered(t, server)
	order, err := client.AuthorizeOrder(t.Context(), acme.DomainIDs("www.example.com"))
	if err != nil {
		t.Fatal(err)
	}

	tests := []struct {
		name string
		call func(context.Context) error
		want acme.Error
		link string
	}{
		{
			name: "terms refused",
			call: func(ctx context.Context) error {
				_, err := newClient(server, newKey(t)).Register(ctx, &acme.Account{}, func(string) bool { return false })
				return err
			},
			want: acme.Error{
				StatusCode: 403, ProblemType: urn + "userActionRequired",
				Detail: "Agree to the terms of service.", Instance: terms,
			},
			link: "<" + terms + `>; rel="terms-of-service"`,
		},
		{
			name: "key of another kind",
			call: func(ctx context.Context) error {
				_, err := newClient(server, rsaKey).Register(ctx, &acme.Account{}, acme.AcceptTOS)
				return err
			},
			want: acme.Error{
				StatusCode: 400, ProblemType: urn + "badSignatureAlgorithm", Detail: "Sign with ES256, not with RS256.",
			},
		},
		{
			name: "names refused",
			call: func(ctx context.Context) error {
				_, err := client.AuthorizeOrder(ctx, acme.DomainIDs("www.example.com", "a_b.example.com", "www.invalid"))
				return err
			},
			want: acme.Error{
				StatusCode: 400, ProblemType: urn + "compound", Detail: "2 of 3 identifiers are refused.",
				Subproblems: []acme.Subproblem{
					{
						Type: urn + "malformed", Detail: `There is an underscore in "a_b.example.com".`,
						Identifier: &acme.AuthzID{Type: "dns", Value: "a_b.example.com"},
					},
					{
						Type: urn + "rejectedIdentifier", Detail: `"www.invalid" can never exist.`,
						Identifier: &acme.AuthzID{Type: "dns", Value: "www.invalid"},
					},
				},
			},
		},
		{
			name: "too many orders",
			call: func(ctx context.Context) error {
				_, err := client.AuthorizeOrder(ctx, acme.DomainIDs("www.example.com"))
				if wait, ok := acme.RateLimit(err); !ok || wait <= 0 || wait > time.Hour {
					t.Errorf("got %v to wait for %v, want up to an hour", wait, err)
				}
				return err
			},
			want: acme.Error{
				StatusCode: 429, ProblemType: urn + "rateLimited", Detail: "Orders of an account must be 1h0m0s apart.",
			},
		},
		{
			name: "order of another account",
			call: func(ctx context.Context) error {
				_, err := other.GetOrder(ctx, order.URI)
				return err
			},
			want: acme.Error{
				StatusCode: 403, ProblemType: urn + "unauthorized", Detail: "The order belongs to another account.",
			},
		},
		{
			name: "problem within an order",
			call: func(ctx context.Context) error {
				order, err := other.AuthorizeOrder(ctx, acme.DomainIDs("www.example.net"))
				if err != nil {
					return err
				}
				var wrong *acme.OrderError
				if _, err = other.WaitOrder(ctx, order.URI); !errors.As(err, &wrong) || wrong.Problem == nil {
					return err
				}
				return wrong.Problem
			},
			want: acme.Error{
				StatusCode: 403, ProblemType: urn + "caa", Detail: "Only another authority may issue for www.example.net.",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got *acme.Error
			if err := tt.call(t.Context()); !errors.As(err, &got) {
				t.Fatalf("got %v, want a problem", err)
			}
			if link := got.Header.Get("Link"); link != tt.link {
				t.Errorf("got Link %q, want %q", link, tt.link)
			}
			got.Header = nil
			if !reflect.DeepEqual(*got, tt.want) {
				t.Errorf("got %+v, want %+v", *got, tt.want)
			}
		})
	}

	t.Run("no account", func(t *testing.T) {
		if _, err := newClient(server, newKey(t)).GetReg(t.Context(), ""); !errors.Is(err, acme.ErrNoAccount) {
			t.Errorf("got %v, want %v", err, acme.ErrNoAccount)
		}
	})
}

// The client knows by the type that a new nonce is all it takes.
func TestBadNonce(t *testing.T) {
	t.Parallel()
	s := newServer(0)
	server := httptest.NewServer(s.handler())
	t.Cleanup(server.Close)
	client := registered(t, server)
	var retried []int
	client.RetryBackoff = func(_ int, _ *http.Request, resp *http.Response) time.Duration {
		retried = append(retried, resp.StatusCode)
		return time.Millisecond
	}

	s.mu.Lock()
	clear(s.nonces)
	s.mu.Unlock()
	if _, err := client.AuthorizeOrder(t.Context(), acme.DomainIDs("www.example.com")); err != nil {
		t.Error(err)
	}
	if want := []int{400}; !reflect.DeepEqual(retried, want) {
		t.Errorf("got another try after %v, want one after %v", retried, want)
	}
}
