package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"slices"
	"strings"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

const algorithm = "ES256"

// A message is a signed request (RFC 8555, section 6.2).
type message struct {
	id      string           // of the account that the key has or would have
	account *account         // nil if there is none
	key     *ecdsa.PublicKey // that has signed
	payload []byte
}

// signed returns a handler of signed requests. All its responses have a new
// nonce, those with problems too: section 6.5.
func (s *server) signed(f func(http.ResponseWriter, *http.Request, *message) error) http.Handler {
	return stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Replay-Nonce", s.makeNonce())
		m, err := s.open(w, r)
		if err != nil {
			return err
		}
		return f(w, r, m)
	})
}

// open reads a signed request and checks the signature.
func (s *server) open(w http.ResponseWriter, r *http.Request) (*message, error) {
	const mediaType = "application/jose+json"
	if r.Header.Get("Content-Type") != mediaType {
		return nil, stdhttp.WithHeader(&problem.Problem{Status: 415}, stdhttp.Accept(mediaType))
	}
	var jws struct{ Protected, Payload, Signature string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&jws); err != nil {
		return nil, stdhttp.BodyError(err)
	}
	var header struct {
		Alg, Nonce, URL, Kid string
		JWK                  *jwk
	}
	protected, err := base64.RawURLEncoding.DecodeString(jws.Protected)
	if err != nil || json.Unmarshal(protected, &header) != nil {
		return nil, errMalformed.With(problem.Problem{Detail: "The protected header cannot be read."})
	}
	switch {
	case header.Alg != algorithm:
		return nil, errBadSignatureAlgorithm.With(problem.Problem{
			Detail: fmt.Sprintf("Sign with %s, not with %s.", algorithm, header.Alg),
		})
	case header.URL != base(r)+r.URL.Path:
		return nil, errUnauthorized.With(problem.Problem{Detail: "The request was signed for another URL."})
	case !s.useNonce(header.Nonce):
		return nil, errBadNonce
	}
	m, err := s.sender(r, header.Kid, header.JWK)
	if err != nil {
		return nil, err
	}
	signature, err := base64.RawURLEncoding.DecodeString(jws.Signature)
	if err != nil || !verify(m.key, jws.Protected+"."+jws.Payload, signature) {
		return nil, errMalformed.With(problem.Problem{Detail: "The signature does not fit the request."})
	}
	if m.payload, err = base64.RawURLEncoding.DecodeString(jws.Payload); err != nil {
		return nil, errMalformed.With(problem.Problem{Detail: "The payload cannot be read."})
	}
	return m, nil
}

// sender finds the account by its URL or by its key.
func (s *server) sender(r *http.Request, kid string, key *jwk) (*message, error) {
	if key == nil {
		id, _ := strings.CutPrefix(kid, base(r)+"/accounts/")
		a := s.account(id)
		if a == nil {
			return nil, errAccountDoesNotExist
		}
		return &message{id: id, account: a, key: a.key}, nil
	}
	public, id, err := key.public()
	if err != nil {
		return nil, errBadPublicKey.With(problem.Problem{Err: err})
	}
	return &message{id: id, account: s.account(id), key: public}, nil
}

// A jwk is a JSON Web Key (RFC 7517).
type jwk struct{ Crv, X, Y string }

// public returns the key and an identifier for it.
func (k *jwk) public() (key *ecdsa.PublicKey, id string, err error) {
	x, errX := base64.RawURLEncoding.DecodeString(k.X)
	y, errY := base64.RawURLEncoding.DecodeString(k.Y)
	if errX != nil || errY != nil || k.Crv != "P-256" {
		return nil, "", fmt.Errorf("key on curve %q", k.Crv)
	}
	point := slices.Concat([]byte{4}, x, y)
	key, err = ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	hash := sha256.Sum256(point)
	return key, base64.RawURLEncoding.EncodeToString(hash[:]), err
}

func verify(key *ecdsa.PublicKey, text string, signature []byte) bool {
	if len(signature) != 64 {
		return false
	}
	hash := sha256.Sum256([]byte(text))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	return ecdsa.Verify(key, hash[:], r, s)
}
