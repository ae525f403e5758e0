package main

import "github.com/goproblem/problemdetails/problem"

// urn is what the types of ACME begin with (RFC 8555, section 6.7).
const urn = "urn:ietf:params:acme:error:"

var (
	errAccountDoesNotExist = &problem.Problem{
		Type: urn + "accountDoesNotExist", Status: 400,
		Title:  "There is no such account.",
		Detail: "No account belongs to the key of this request.",
	}
	errBadNonce = &problem.Problem{
		Type: urn + "badNonce", Status: 400,
		Title:  "The nonce is not valid.",
		Detail: "The nonce was not given out here, or is used already.",
	}
	errBadPublicKey = &problem.Problem{
		Type: urn + "badPublicKey", Status: 400,
		Title:  "The public key is not supported.",
		Detail: "A key must be a point on the curve P-256.",
	}
	errBadSignatureAlgorithm = &problem.Problem{
		Type: urn + "badSignatureAlgorithm", Status: 400,
		Title:      "The signature algorithm is not supported.",
		Extensions: problem.Extensions{"algorithms": []string{algorithm}}, // section 6.2
	}
	errCAA = &problem.Problem{
		Type: urn + "caa", Status: 403,
		Title: "CAA records forbid the certificate.",
	}
	errCompound = &problem.Problem{
		Type: urn + "compound", Status: 400,
		Title: "There is more than one error.",
	}
	errMalformed = &problem.Problem{
		Type: urn + "malformed", Status: 400,
		Title: "The request is malformed.",
	}
	errRateLimited = &problem.Problem{
		Type: urn + "rateLimited", Status: 429,
		Title: "There are too many requests.",
	}
	errRejectedIdentifier = &problem.Problem{
		Type: urn + "rejectedIdentifier", Status: 400,
		Title: "No certificate is issued for this identifier.",
	}
	errUnauthorized = &problem.Problem{
		Type: urn + "unauthorized", Status: 403,
		Title: "The account may not do that.",
	}
	errUserActionRequired = &problem.Problem{
		Type: urn + "userActionRequired", Status: 403,
		Title: "Somebody has to visit the instance URL.",
	}
)
