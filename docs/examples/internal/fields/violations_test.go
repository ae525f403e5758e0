package fields_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/go-playground/validator/v10"

	"github.com/goproblem/problemdetails/docs/examples/internal/fields"
	"github.com/goproblem/problemdetails/problem"
)

type Address struct {
	Town string `json:"town" validate:"required"`
}

type customer struct {
	Address
	Name   string            `json:"name,omitempty" validate:"min=3,max=5"`
	Mail   string            `json:"mail" validate:"email"`
	Plan   string            `json:"plan" validate:"oneof=free paid"`
	Age    int               `json:"age" validate:"lte=150"`
	Tags   []string          `json:"tags" validate:"len=2"`
	Limits map[string]int    `json:"limits" validate:"dive,gte=1"`
	Lists  [][]Address       `json:"a/b" validate:"dive,dive"`
	Hidden string            `json:"-" validate:"required"`
	Plain  map[string]string `validate:"lowercase"`
}

func TestViolations(t *testing.T) {
	t.Parallel()
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(fields.Name)
	if err := v.RegisterValidation("lowercase", func(validator.FieldLevel) bool { return false }); err != nil {
		t.Fatal(err)
	}
	err := v.Struct(customer{
		Name: "Al", Mail: "x", Plan: "gold", Age: 151, Tags: []string{"a"},
		Limits: map[string]int{"eu": 0}, Lists: [][]Address{{{"Ulm"}, {}}}, Plain: map[string]string{},
	})
	var errs validator.ValidationErrors
	if !errors.As(err, &errs) {
		t.Fatalf("got %v, want validation errors", err)
	}
	want := problem.Violations{
		{Detail: "is required", Pointer: "#/town"},
		{Detail: "must have a length of at least 3", Pointer: "#/name"},
		{Detail: "must be a valid email", Pointer: "#/mail"},
		{Detail: "must be one of: free, paid", Pointer: "#/plan"},
		{Detail: "must be at most 150", Pointer: "#/age"},
		{Detail: "must have exactly 2 entries", Pointer: "#/tags"},
		{Detail: "must be at least 1", Pointer: "#/limits/eu"},
		{Detail: "is required", Pointer: "#/a~1b/0/1/town"},
		{Detail: "is required", Pointer: "#/Hidden"},
		{Detail: "breaks the rule lowercase", Pointer: "#/Plain"},
	}
	if got := fields.Violations(errs); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
