package main

import "testing"

// BenchmarkPairs measures this module's side of the pairs, for compare.sh.
func BenchmarkPairs(b *testing.B) {
	for _, w := range pairs() {
		b.Run(w.Name, func(b *testing.B) {
			work := w.Contestants[0].Batch
			work(1)
			b.ReportAllocs()
			b.ResetTimer()
			work(b.N)
		})
	}
}
