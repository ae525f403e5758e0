package stdhttp

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"

	"github.com/goproblem/problemdetails/problem"
)

// InstanceUUID sets the instance of a problem to a new random UUID as a URN,
// such as "urn:uuid:5f8c1d1e-...", unless it has an instance. The log has the
// same one, so that a client can name the occurrence to the operator. It is
// for [Responder.Before].
func InstanceUUID(_ *http.Request, p *problem.Problem) {
	if p.Instance == "" {
		p.Instance = uuidURN()
	}
}

// uuidURN returns a random UUID of version 4 (RFC 9562, section 5.4) as a URN.
func uuidURN() string {
	var id [16]byte
	rand.Read(id[:]) // never fails
	id[6] = id[6]&0x0F | 0x40
	id[8] = id[8]&0x3F | 0x80

	const prefix = "urn:uuid:"
	urn := make([]byte, 0, len(prefix)+36)
	urn = append(urn, prefix...)
	for i, part := range [][]byte{id[:4], id[4:6], id[6:8], id[8:10], id[10:]} {
		if i > 0 {
			urn = append(urn, '-')
		}
		urn = hex.AppendEncode(urn, part)
	}
	return string(urn)
}

// InstancePath sets the instance of a problem to the path of the request as
// the client sent it, without the query, unless it has an instance; after an
// internal redirect it is still the path that the client knows. RFC 9457
// wants an instance to identify the occurrence, which a path does only if a
// client cannot fail at it twice: [InstanceUUID] is more exact. It is for
// [Responder.Before].
func InstancePath(r *http.Request, p *problem.Problem) {
	if p.Instance == "" {
		p.Instance = clientURL(r).EscapedPath()
	}
}
