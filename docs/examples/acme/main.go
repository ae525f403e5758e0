// Acme serves the beginning of ACME (RFC 8555), the protocol by which web
// servers get certificates: accounts and orders, but no challenges and no
// certificates. It stands for APIs whose errors somebody else has laid down:
// types that are URNs, header fields that go with them, problems within
// problems.
package main

import (
	"log"
	"net/http"
	"time"
)

func handler() http.Handler { return newServer(time.Second).handler() }

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
