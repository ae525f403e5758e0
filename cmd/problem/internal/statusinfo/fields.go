// Package statusinfo knows what RFC 9110 and others say about statuses: the
// header fields that come with them, and what they mean to a client.
package statusinfo

// A Level says how strictly an RFC asks for a field.
type Level string

// The levels that RFCs use for the fields of a status.
const (
	Must   Level = "MUST"
	Should Level = "SHOULD"
	May    Level = "MAY"
)

// A Field is a header field that comes with a status.
type Field struct {
	Status  int
	Name    string
	Level   Level
	RFC     int
	Section string
	Value   string // an example
}

// fields are those that a response cannot do without, or that a client wants to
// see. Fields that depend on the request or on a cache are not among them.
var fields = []Field{
	{101, "Upgrade", Must, 9110, "15.2.2", "websocket"},
	{300, "Location", Should, 9110, "15.4.1", "/a"},
	{301, "Location", Should, 9110, "15.4.2", "/new"},
	{302, "Location", Should, 9110, "15.4.3", "/elsewhere"},
	{303, "Location", Should, 9110, "15.4.4", "/result"},
	{307, "Location", Should, 9110, "15.4.8", "/elsewhere"},
	{308, "Location", Should, 9110, "15.4.9", "/new"},
	{401, "WWW-Authenticate", Must, 9110, "15.5.2", `Bearer realm="api"`},
	{405, "Allow", Must, 9110, "15.5.6", "GET, HEAD"},
	{407, "Proxy-Authenticate", Must, 9110, "15.5.8", `Basic realm="proxy"`},
	{416, "Content-Range", Should, 9110, "15.5.17", "bytes */47022"},
	{426, "Upgrade", Must, 9110, "15.5.22", "HTTP/3.0"},
	{429, "Retry-After", May, 6585, "4", "30"},
	{451, "Link", Should, 7725, "4", `<https://example.org>; rel="blocked-by"`},
	{503, "Retry-After", May, 9110, "15.6.4", "120"},
}

// Fields returns the fields that come with the status.
func Fields(status int) []Field {
	var list []Field
	for _, f := range fields {
		if f.Status == status {
			list = append(list, f)
		}
	}
	return list
}

// NotStored returns the section of RFC 6585 that keeps responses with the
// status out of caches, or an empty string.
func NotStored(status int) string {
	switch status {
	case 428:
		return "3"
	case 429:
		return "4"
	case 431:
		return "5"
	case 511:
		return "6"
	}
	return ""
}
