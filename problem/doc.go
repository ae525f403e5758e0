// Package problem is the value at the centre of this module: problem details
// as RFC 9457 defines them, usable as a Go error, and their canonical JSON
// form.
package problem
