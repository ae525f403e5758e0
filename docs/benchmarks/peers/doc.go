// Package peers asks other packages what docs/comparison.md says of them: the
// test runs each of them for each row of the table.
package peers
