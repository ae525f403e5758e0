#!/usr/bin/env bash
# usage: docs/benchmarks/compare.sh [REVISION]
#
# Runs the benchmarks of the working tree and of REVISION (HEAD) in turns, and
# compares them with benchstat. COUNT (10) is how many turns, BENCHTIME (100ms)
# how long each benchmark takes in each, BENCH (.) which ones.
set -euo pipefail
base=${1:-HEAD}
benchstat=golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da

top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
dir=$(mktemp -d)
trap 'git -C "$top" worktree remove --force "$dir/tree" 2>/dev/null; rm -rf "$dir"' EXIT
git -C "$top" worktree add --quiet --detach "$dir/tree" "$base"

# build TREE SIDE compiles the benchmarks of all packages in TREE, and those of
# the guard as they are in the working tree, so that both sides do the same.
build() {
	mkdir "$dir/$2"
	local packages
	packages=$(cd "$1" && grep -rlE --include='*_test.go' '^func Benchmark' . | grep -v -e '^./docs/' -e '^./testdata/' | xargs -r dirname | sort -u)
	for package in $packages; do
		(cd "$1" && go test -c -o "$dir/$2/$(tr / - <<<"${package#./}").test" "$package")
		echo "$1/$package" >"$dir/$2/$(tr / - <<<"${package#./}").dir"
	done
	sed "s#=> \.\./\.\.#=> $1#" "$top/docs/benchmarks/go.mod" >"$dir/$2.mod"
	cp "$top/docs/benchmarks/go.sum" "$dir/$2.sum"
	if (cd "$top/docs/benchmarks" && go test -c -modfile="$dir/$2.mod" -o "$dir/$2/guard.test" ./guard); then
		echo "$top/docs/benchmarks/guard" >"$dir/$2/guard.dir"
	else
		echo "compare: the guard's benchmarks do not compile with $2" >&2
	fi
}
build "$dir/tree" base
build "$top" work

for turn in $(seq "${COUNT:-10}"); do
	echo "turn $turn of ${COUNT:-10}" >&2
	for side in base work; do
		for place in "$dir/$side"/*.dir; do
			(cd "$(cat "$place")" && "${place%.dir}.test" -test.run '^$' -test.bench "${BENCH:-.}" \
				-test.benchmem -test.benchtime "${BENCHTIME:-100ms}") >>"$dir/$side.txt"
		done
	done
done
go run "$benchstat" "$base=$dir/base.txt" "working tree=$dir/work.txt"
