// Package problemtest checks in tests that a response is a given problem.
//
// [Match] compares what the wanted problem sets and leaves the rest alone, so
// that the definition of a problem type is an expectation:
//
//	w := httptest.NewRecorder()
//	handler.ServeHTTP(w, httptest.NewRequest("POST", "/pay", nil))
//	problemtest.Match(t, w.Result(), ErrOutOfCredit)
//
// and so is an occurrence of it:
//
//	problemtest.Match(t, w.Result(), ErrOutOfCredit.With(problem.Problem{
//		Extensions: problem.Extensions{"balance": 30},
//	}))
//
// [Equal] wants these members and no others. [Golden] compares the whole
// response with a file. All three work with responses from anywhere; [Do]
// gets one from a server:
//
//	problemtest.Match(t, problemtest.Do(t, "GET", server.URL+"/orders/7"), ErrNoSuchOrder)
//
// A test that fails prints what differs and the response:
//
//	pay_test.go:21: not the problem that was wanted (-want +got):
//	    - /detail: "Your balance is 30, but that costs 50."
//	    + /detail: "Your balance is 10, but that costs 50."
//	    - /balance: 30
//	    + /balance: 10
//	    the response was:
//	    403 Forbidden
//	    Content-Type: application/problem+json
//
//	    {"type":"https://example.com/probs/out-of-credit","title":...
//
// The package is for tests: it imports testing, and so should not be imported
// by programs.
package problemtest
