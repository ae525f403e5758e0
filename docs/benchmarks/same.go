package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// sameJSON says how two JSON texts differ in meaning, whatever the order of
// their members.
func sameJSON(got, want []byte) error {
	g, err := anyJSON(got)
	if err != nil {
		return fmt.Errorf("not JSON: %w: %s", err, brief(got))
	}
	w, err := anyJSON(want)
	if err != nil {
		return err
	}
	return sameValue(g, w)
}

func anyJSON(data []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more after the first value: %v", err)
	}
	return v, nil
}

// sameValue says how two decoded values differ; numbers may be float64 in one
// and json.Number in the other.
func sameValue(got, want any) error {
	got, want = normal(got), normal(want)
	if !reflect.DeepEqual(got, want) {
		return fmt.Errorf("got %s, want %s", brief(fmt.Append(nil, got)), brief(fmt.Append(nil, want)))
	}
	return nil
}

func normal(v any) any {
	switch v := v.(type) {
	case json.Number:
		f, err := strconv.ParseFloat(string(v), 64)
		if err != nil {
			return v
		}
		return f
	case int:
		return float64(v)
	case map[string]any:
		m := make(map[string]any, len(v))
		for name, e := range v {
			m[name] = normal(e)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = normal(e)
		}
		return list
	}
	return v
}

// sameXML says how two XML documents differ that have a root element with text
// elements in it, whatever their order.
func sameXML(got, want []byte) error {
	g, err := elements(got)
	if err != nil {
		return fmt.Errorf("%w: %s", err, brief(got))
	}
	w, err := elements(want)
	if err != nil {
		return err
	}
	if !slices.Equal(g, w) {
		return fmt.Errorf("got %q, want %q", g, w)
	}
	return nil
}

func elements(data []byte) ([]string, error) {
	var list []string
	var path []string
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			path = append(path, t.Name.Space+" "+t.Name.Local)
			list = append(list, strings.Join(path, "/"))
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if s := strings.TrimSpace(string(t)); s != "" {
				list = append(list, strings.Join(path, "/")+"="+s)
			}
		}
	}
	slices.Sort(list)
	return list, nil
}

// sameBytes says where two texts differ.
func sameBytes(got, want []byte) error {
	if bytes.Equal(got, want) {
		return nil
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	return fmt.Errorf("differs at byte %d: got %s, want %s", i, brief(got[i:]), brief(want[i:]))
}

// brief shortens what goes into a message.
func brief(b []byte) string {
	const most = 300
	if len(b) > most {
		return fmt.Sprintf("%q and %d bytes more", b[:most], len(b)-most)
	}
	return strconv.Quote(string(b))
}

// merged returns the members of all maps in a new one.
func merged(list ...map[string]any) map[string]any {
	all := map[string]any{}
	for _, m := range list {
		maps.Copy(all, m)
	}
	return all
}
