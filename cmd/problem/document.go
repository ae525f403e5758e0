package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"mime"
	"path/filepath"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// readProblem reads the problem in a file, or in a saved response.
func readProblem(e *env, l limits, name string) (*problem.Problem, error) {
	data, err := l.read(e, name)
	if err != nil {
		return nil, err
	}
	p := new(problem.Problem)
	if err := decode(p, name, data, nil); err != nil {
		return nil, err
	}
	return p, nil
}

// decode reads the problem in the content of a file. The decoder may be nil:
// then the content tells the format, or else the extension of the name.
func decode(p *problem.Problem, name string, data []byte, decoder encode.Decoder) error {
	if check.IsSaved(data) {
		return decodeSaved(p, name, data, decoder)
	}
	return decodeAt(p, name, data, 0, cmp.Or(decoder, sniff(name, data)))
}

// decodeSaved reads the problem in a saved response. The header tells the
// format, and what the problem does not say itself, as it does in
// stdhttp.Check: status and language.
func decodeSaved(p *problem.Problem, name string, data []byte, decoder encode.Decoder) error {
	saved, err := check.ReadSaved(data)
	if err != nil {
		return fmt.Errorf("%s:%w", displayName(name), err)
	}
	content := saved.Text[saved.At:]
	if len(bytes.TrimSpace(content)) == 0 {
		return fmt.Errorf("%s: the response with the status %d has no content", displayName(name), saved.Status)
	}
	decoder = cmp.Or(decoder, decoderOf(saved.Header.Get("Content-Type")), sniff("", content))
	if err := decodeAt(p, name, saved.Text, saved.At, decoder); err != nil {
		return err
	}
	if p.Status == 0 {
		p.Status = saved.Status
	}
	if lang := saved.Header.Get("Content-Language"); !strings.Contains(lang, ",") {
		p.Lang = lang
	}
	return nil
}

// decodeAt reads the problem that stands in text from an offset on.
func decodeAt(p *problem.Problem, name string, text []byte, at int, decoder encode.Decoder) error {
	err := errNoDocument
	if decoder != nil {
		err = decoder.Decode(text[at:], p)
	}
	if err == nil {
		return nil
	}
	var offset int64
	var syntax *problem.SyntaxError
	switch {
	case check.IsHTML(text[at:]):
		err = errHTML
	case errors.As(err, &syntax):
		offset, err = syntax.Offset, syntax.Err
	case err != errNoDocument:
		return inputError(name, err)
	}
	line, column := lineColumn(text, int64(at)+offset)
	return fmt.Errorf("%s:%d:%d: %w", displayName(name), line, column, err)
}

var (
	errNoDocument = errors.New("neither JSON nor XML")
	errHTML       = errors.New("this is an HTML page and no problem document; ask for one with 'Accept: application/problem+json'")
)

// decoderOf returns the decoder for a media type, or nil.
func decoderOf(contentType string) encode.Decoder {
	media, _, _ := mime.ParseMediaType(contentType)
	return decoderFor(media[strings.LastIndexAny(media, "/+")+1:])
}

// decoderFor returns the decoder with the short name, or nil.
func decoderFor(name string) encode.Decoder {
	d, _ := newFormat(name, "").(encode.Decoder)
	return d
}

// sniff returns the decoder for a content, or for the extension of a name.
func sniff(name string, data []byte) encode.Decoder {
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	switch {
	case len(text) > 0 && text[0] == '{':
		return encode.JSON{}
	case len(text) > 0 && text[0] == '<':
		return encode.XML{}
	}
	return decoderFor(strings.TrimPrefix(filepath.Ext(name), "."))
}
