package problemtest

import "strings"

// maxCells limits the table by which lines are compared.
const maxCells = 1 << 20

// compareLines returns the lines of two texts, those that only the first has
// marked with a minus sign, those that only the second has with a plus sign.
func compareLines(want, got string) string {
	a, b := split(want), split(got)
	var out strings.Builder
	mark := func(sign string, lines []string) {
		for _, line := range lines {
			sign := sign
			if line == "" {
				sign = strings.TrimRight(sign, " ")
			}
			out.WriteString(sign + line + "\n")
		}
	}
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	mark("  ", a[:start])
	middle(a[start:len(a)-end], b[start:len(b)-end], mark)
	mark("  ", a[len(a)-end:])
	return strings.TrimSuffix(out.String(), "\n")
}

// middle marks the lines of a and b along a longest common subsequence, or, if
// they are too many, all of a and then all of b.
func middle(a, b []string, mark func(sign string, lines []string)) {
	if len(a)*len(b) > maxCells {
		mark("- ", a)
		mark("+ ", b)
		return
	}
	// common[i][j] is how many lines a[i:] and b[j:] have in common.
	common := make([][]int, len(a)+1)
	common[len(a)] = make([]int, len(b)+1)
	for i := len(a) - 1; i >= 0; i-- {
		common[i] = make([]int, len(b)+1)
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			mark("  ", a[i:i+1])
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			mark("- ", a[i:i+1])
			i++
		default:
			mark("+ ", b[j:j+1])
			j++
		}
	}
	mark("- ", a[i:])
	mark("+ ", b[j:])
}

// split returns the lines of a text. A text that does not end with a line feed
// says so, or two texts that differ in that alone would look the same.
func split(text string) []string {
	if text == "" {
		return nil
	}
	if whole, ok := strings.CutSuffix(text, "\n"); ok {
		return strings.Split(whole, "\n")
	}
	return append(strings.Split(text, "\n"), "(no line feed at the end)")
}
