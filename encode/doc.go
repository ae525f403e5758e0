// Package encode turns problems into documents and back: JSON, XML, HTML and
// text, behind a registry that picks one of them by what a client accepts.
package encode
