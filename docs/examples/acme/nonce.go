package main

import (
	"crypto/rand"
	"net/http"
)

func (s *server) newNonce(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Replay-Nonce", s.makeNonce())
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodGet {
		w.WriteHeader(http.StatusNoContent)
	}
}

func (s *server) makeNonce() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.nonces) == 1<<16 {
		clear(s.nonces) // whoever has one of them gets another with the problem
	}
	nonce := rand.Text()
	s.nonces[nonce] = true
	return nonce
}

// useNonce reports whether the nonce can be used, which can be done once.
func (s *server) useNonce(nonce string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ok := s.nonces[nonce]
	delete(s.nonces, nonce)
	return ok
}
