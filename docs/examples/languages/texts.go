package main

import "github.com/goproblem/problemdetails/docs/examples/internal/shop"

var texts = map[string]catalog{
	"de": {
		texts: map[string]string{
			"Not Found":                        "Nicht gefunden",
			"Method Not Allowed":               "Methode nicht erlaubt",
			"Unprocessable Content":            "Inhalt nicht verarbeitbar",
			"Internal Server Error":            "Interner Fehler",
			shop.ErrOutOfCredit.Title:          "Ihr Guthaben reicht nicht aus.",
			"must be at least 1":               "muss mindestens 1 sein",
			"must have a length of at least 1": "darf nicht leer sein",
		},
		details: map[string]sentence{
			shop.ErrOutOfCredit.Type: {"Ihr Guthaben beträgt %v, aber das kostet %v.", []string{"balance", "cost"}},
		},
	},
	"ar": {
		texts: map[string]string{
			"Not Found":                        "غير موجود",
			"Method Not Allowed":               "الطريقة غير مسموح بها",
			"Unprocessable Content":            "محتوى تتعذر معالجته",
			"Internal Server Error":            "خطأ داخلي في الخادم",
			shop.ErrOutOfCredit.Title:          "ليس لديك رصيد كافٍ.",
			"must be at least 1":               "يجب ألا يقل عن 1",
			"must have a length of at least 1": "يجب ألا يكون فارغًا",
		},
		details: map[string]sentence{
			shop.ErrOutOfCredit.Type: {"رصيدك %v، لكن التكلفة %v.", []string{"balance", "cost"}},
		},
	},
}
