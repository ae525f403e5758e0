package mock

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// A Document is a problem of the user's own, and the path at which it is
// served, such as "/out-of-credit".
type Document struct {
	Path    string
	Problem *problem.Problem
}

// Paths returns the paths at which d is served: its own, and that of its
// instance if that is a path, so that the problem is found where it says.
func (d Document) Paths() []string {
	paths := []string{d.Path}
	if path, _, _ := strings.Cut(d.Problem.Instance, "?"); strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && path != d.Path {
		paths = append(paths, path)
	}
	return paths
}

// Check returns an error if two documents claim the same path.
func Check(own []Document) error {
	paths := make(map[string]bool)
	for _, d := range own {
		if paths[d.Path] {
			return fmt.Errorf("two problems for the path %s", d.Path)
		}
		paths[d.Path] = true
	}
	return nil
}

// own serves the documents for every method, like the API that they stand in
// for, and everything else by next. The first document for a path wins.
func (s *Server) own(next http.Handler) http.Handler {
	if len(s.Own) == 0 {
		return next
	}
	handlers := make(map[string]http.Handler)
	for _, d := range s.Own {
		for _, path := range d.Paths() {
			if handlers[path] == nil {
				p := d.Problem
				handlers[path] = s.Responder.Handler(func(http.ResponseWriter, *http.Request) error {
					return withCompanions(p)
				})
			}
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h := handlers[r.URL.Path]; h != nil {
			h.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
