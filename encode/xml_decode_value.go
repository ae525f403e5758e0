package encode

// An xmlContent collects what stands within an element until it is known whether
// that is a string, an array or an object.
type xmlContent struct {
	text    string
	items   []any          // while all elements are named i
	members map[string]any // as soon as one is not
}

// isText reports whether there are no elements.
func (c *xmlContent) isText() bool { return c.items == nil && c.members == nil }

// add adds an element.
func (c *xmlContent) add(name string, v any) {
	if c.members == nil && name == "i" {
		c.items = append(c.items, v)
		return
	}
	c.members = c.object()
	c.members[name] = v
}

// object returns the elements as an object in any case; of items the last one
// counts.
func (c *xmlContent) object() map[string]any {
	if c.members != nil {
		return c.members
	}
	members := map[string]any{}
	if n := len(c.items); n > 0 {
		members["i"] = c.items[n-1]
		c.items = nil
	}
	return members
}

// value returns what the element means.
func (c *xmlContent) value() any {
	switch {
	case c.members != nil:
		return c.members
	case c.items != nil:
		return c.items
	default:
		return c.text
	}
}
