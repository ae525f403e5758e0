// Package check finds what is wrong with problem details documents and with
// the HTTP responses that carry them, and says which section of which RFC says
// so.
package check
