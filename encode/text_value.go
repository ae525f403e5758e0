package encode

// notShown stands for a value that has no representation. The reason stays
// out of the document: it may come from code that knows secrets.
const notShown = "(not representable)"

// appendShown appends a space and the value of an extension, or its lines.
func appendShown(dst []byte, v any) []byte {
	if b, ok := appendViolations(dst, v); ok {
		return b
	}
	dst = append(dst, ' ')
	b, err := appendTextValue(dst, v)
	if err != nil {
		return append(dst, notShown...)
	}
	return b
}

// appendTextValue appends the value of an extension: text and times as they
// are, all else as JSON.
func appendTextValue(dst []byte, v any) ([]byte, error) {
	if s, ok := v.(string); ok {
		return appendText(dst, s, 2), nil
	}
	if b, ok, err := appendScalar(dst, v); ok {
		return b, err
	}
	if b, ok, err := appendStructure(dst, v, 1); ok {
		return b, err
	}
	known, err := plain(v)
	if err != nil {
		return dst, err
	}
	if s, ok := known.(string); ok {
		return appendText(dst, s, 2), nil
	}
	return appendCompact(dst, known, 1)
}
