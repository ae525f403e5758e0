// Package shoppb is the protocol of the shop for gRPC and Connect.
package shoppb

//go:generate go run github.com/bufbuild/buf/cmd/buf@v1.60.0 generate
