// Package rpcproblem turns problems into what gRPC and Connect tell of errors,
// a code and details, and back. Both have the same codes and take the same
// details.
package rpcproblem

import "google.golang.org/genproto/googleapis/rpc/code"

// Code returns the code for an HTTP status, as google/rpc/code.proto relates
// them.
func Code(status int) code.Code {
	switch status {
	case 400, 411, 413, 414, 415, 422, 431:
		return code.Code_INVALID_ARGUMENT
	case 401:
		return code.Code_UNAUTHENTICATED
	case 403:
		return code.Code_PERMISSION_DENIED
	case 404, 410:
		return code.Code_NOT_FOUND
	case 405, 501:
		return code.Code_UNIMPLEMENTED
	case 408, 504:
		return code.Code_DEADLINE_EXCEEDED
	case 409:
		return code.Code_ABORTED
	case 416:
		return code.Code_OUT_OF_RANGE
	case 429:
		return code.Code_RESOURCE_EXHAUSTED
	case 499:
		return code.Code_CANCELLED
	case 502, 503:
		return code.Code_UNAVAILABLE
	default:
		if 400 <= status && status < 500 {
			return code.Code_FAILED_PRECONDITION
		}
		return code.Code_INTERNAL
	}
}

// Status returns the HTTP status for a code.
func Status(c code.Code) int {
	switch c {
	case code.Code_CANCELLED:
		return 499
	case code.Code_INVALID_ARGUMENT, code.Code_FAILED_PRECONDITION, code.Code_OUT_OF_RANGE:
		return 400
	case code.Code_DEADLINE_EXCEEDED:
		return 504
	case code.Code_NOT_FOUND:
		return 404
	case code.Code_ALREADY_EXISTS, code.Code_ABORTED:
		return 409
	case code.Code_PERMISSION_DENIED:
		return 403
	case code.Code_RESOURCE_EXHAUSTED:
		return 429
	case code.Code_UNIMPLEMENTED:
		return 501
	case code.Code_UNAVAILABLE:
		return 503
	case code.Code_UNAUTHENTICATED:
		return 401
	default:
		return 500
	}
}
