package encode

// MaxAccept is the number of bytes of Accept, over all of its field lines,
// that [Registry.Negotiate] looks at. No client needs that many; the limit
// keeps the time that a hostile request can take to some tenths of a
// millisecond. An element that is not complete within it does not count.
const MaxAccept = 128 << 10

// Negotiate picks the format for a client that sent these Accept field lines
// (RFC 9110, section 12.5.1). It decides by, in order: the weight of the most
// specific range that matches a format, the specificity of that range, and the
// order of the registry; [docs/negotiation.md] has the rules in full.
//
// With ok false nothing was acceptable. The answer to an error is still the
// error, as section 12.4.1 allows: f is the first format that no range refuses
// by a weight of zero, else the first. It is nil only if r is nil or empty.
//
// Time is linear in the length of accept, up to [MaxAccept]. Nothing is
// allocated for up to 16 formats.
//
// [docs/negotiation.md]: https://github.com/goproblem/problemdetails/blob/HEAD/docs/negotiation.md
func (r *Registry) Negotiate(accept ...string) (f Format, ok bool) {
	if r == nil || len(r.offers) == 0 {
		return nil, false
	}
	if len(accept) == 1 {
		if i := r.only(accept[0]); i != none {
			return r.offers[i].format, true
		}
	}
	var room [16]standing
	c := choice{Registry: r}
	if n := len(r.offers); n <= len(room) {
		c.standings = room[:n]
	} else {
		c.standings = make([]standing, n)
	}
	for left, n := MaxAccept, 0; n < len(accept) && left > 0; n++ {
		line := accept[n]
		whole := len(line) <= left
		if !whole {
			line = line[:left]
		}
		left -= len(line)
		c.read(line, whole)
	}
	i, ok := c.result()
	return r.offers[i].format, ok
}

// only returns the index of the offer for a field that is exactly one range,
// as programs send it, or none if it takes more to tell.
func (r *Registry) only(field string) int {
	if field == "*/*" || field == "" {
		return 0
	}
	if l := r.label(field); l != nil {
		return l.offer
	}
	return none
}

// A choice is a negotiation under way.
type choice struct {
	*Registry
	standings []standing // by offer
	present   bool       // there was an element, valid or not
}

// A standing is what the ranges so far say about one offer.
type standing struct {
	rank    rank    // of the most specific range that matches, without suffixes
	quality quality // of that range
	suffix  quality // of the best range for its structured syntax suffix
}

// A quality is a weight in thousandths plus one: zero means that no range
// matched.
type quality uint16

// refused is the quality of q=0.
const refused quality = 1

// A rank is the specificity of a range: one of these constants and the number
// of parameters that match, which is less than their distance.
type rank int32

const (
	rankAny rank = (iota + 1) * MaxAccept
	rankFamily
	rankSuffix
	rankAlias
	rankName
)

// read takes the elements of a field line into account. If the line is not
// whole, an element that reaches its end is not complete.
func (c *choice) read(line string, whole bool) {
	for i := 0; i < len(line); {
		if line[i] == ',' || line[i] == ' ' || line[i] == '\t' {
			i++
			continue
		}
		c.present = true
		name, slash, params, q, end := element(line, i)
		if q == 0 {
			end = skipElement(line, i)
		} else if whole || end < len(line) {
			c.apply(name, slash, params, q)
		}
		i = end
	}
}

// apply takes one range into account.
func (c *choice) apply(name string, slash int, params string, q quality) {
	if l := c.label(name); l != nil {
		for i := l.offer; i != none; i = c.offers[i].next {
			if l.alias {
				// Its parameters qualify another type.
				c.standings[i].add(rankAlias, q)
			} else {
				c.match(i, rankName, params, q)
			}
		}
		return
	}
	typ, subtype := name[:slash], name[slash+1:]
	switch {
	case subtype == "*" && typ == "*":
		for i := range c.standings {
			c.match(i, rankAny, params, q)
		}
	case subtype == "*":
		for i := range c.offers {
			if o := c.offers[i].name; len(o) > slash && o[slash] == '/' && foldEqual(o[:slash], typ) {
				c.match(i, rankFamily, params, q)
			}
		}
	case q > refused && foldEqual(typ, "application"):
		// A suffix can only help: to refuse one says nothing about problems.
		i := none
		if hasSuffix(subtype, "+json") {
			i = c.json
		} else if hasSuffix(subtype, "+xml") {
			i = c.xml
		}
		for ; i != none; i = c.offers[i].next {
			s := &c.standings[i]
			s.suffix = max(s.suffix, q)
		}
	}
}

// match takes a range of this rank into account for one offer, if the offer
// has the parameters of the range.
func (c *choice) match(i int, k rank, params string, q quality) {
	if params != "" {
		n, ok := matchParams(params, c.offers[i].params)
		if !ok {
			return
		}
		k += rank(n)
	}
	c.standings[i].add(k, q)
}

// add takes a range that matches into account. Of two with the same rank the
// greater weight counts.
func (s *standing) add(k rank, q quality) {
	if k > s.rank || k == s.rank && q > s.quality {
		s.rank, s.quality = k, q
	}
}

// result returns the index of the offer to answer with, and whether it is
// acceptable.
func (c *choice) result() (i int, ok bool) {
	if !c.present {
		return 0, true
	}
	best, bestQuality, bestRank := none, refused, rank(0)
	fallback := none
	for i := range c.standings {
		q, k := c.standings[i].counts()
		if q > bestQuality || q == bestQuality && q > refused && k > bestRank {
			best, bestQuality, bestRank = i, q, k
		}
		if q == 0 && fallback == none {
			fallback = i
		}
	}
	switch {
	case best != none:
		return best, true
	case fallback != none:
		return fallback, false
	default:
		return 0, false
	}
}

// counts returns the quality and the rank of the range that counts for an
// offer.
func (s *standing) counts() (quality, rank) {
	switch {
	case s.rank >= rankAlias:
		return s.quality, max(s.rank, rankName) // Between formats an alias ranks like a name.
	case s.suffix > 0 && s.suffix >= s.quality:
		return s.suffix, rankSuffix
	default:
		return s.quality, s.rank
	}
}
