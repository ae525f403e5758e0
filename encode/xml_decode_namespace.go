package encode

import (
	"errors"
	"fmt"
)

// The namespaces of the prefixes that need no declaration (Namespaces in XML
// 1.0, section 3).
const (
	xmlPrefixNamespace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsPrefixNamespace = "http://www.w3.org/2000/xmlns/"
)

// An xmlBinding is a namespace declaration.
type xmlBinding struct {
	prefix string // empty for the default namespace
	space  string
}

// declare puts a namespace declaration in scope.
func (r *xmlReader) declare(prefix, value []byte, at int) error {
	b := xmlBinding{string(prefix), xmlNamespace}
	if string(value) != xmlNamespace {
		b.space = string(value)
	}
	switch {
	case b.prefix == "xmlns" || b.space == xmlnsPrefixNamespace ||
		(b.prefix == "xml") != (b.space == xmlPrefixNamespace):
		return r.fail(at, errors.New("the prefixes xml and xmlns and their namespaces cannot be declared"))
	case b.prefix != "" && b.space == "":
		return r.fail(at, fmt.Errorf("prefix %.40q without a namespace", b.prefix))
	case len(r.scope) == MaxXMLAttributes:
		return r.fail(at, fmt.Errorf("more than %d namespace declarations in scope", MaxXMLAttributes))
	}
	r.scope = append(r.scope, b)
	return nil
}

// namespace returns the namespace that a prefix stands for.
func (r *xmlReader) namespace(prefix []byte, at int) (string, error) {
	for i := len(r.scope) - 1; i >= 0; i-- {
		if b := &r.scope[i]; b.prefix == string(prefix) {
			return b.space, nil
		}
	}
	switch string(prefix) {
	case "":
		return "", nil
	case "xml":
		return xmlPrefixNamespace, nil
	case "xmlns":
		return xmlnsPrefixNamespace, nil
	}
	return "", r.fail(at, fmt.Errorf("prefix %.40q is not declared", prefix))
}
