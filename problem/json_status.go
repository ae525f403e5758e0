package problem

// statusOf returns the status that a JSON value stands for, or zero if it is no
// whole number from 100 to 599. It reads the digits themselves, since a
// float64 takes 404.00000000000000001 for 404.
func statusOf(n string) int {
	var digits [3]byte
	count, point, exp := 0, 0, 0 // the value is 0.digits x 10^(point+exp)
	fraction, i := false, 0
	for ; i < len(n) && n[i] != 'e' && n[i] != 'E'; i++ {
		c := n[i]
		switch {
		case c == '.':
			fraction = true
			continue
		case c < '0' || c > '9': // negative, or no number
			return 0
		case c == '0' && count == 0: // a leading zero
			if fraction {
				point--
			}
			continue
		case count < len(digits):
			digits[count] = c
		case c != '0':
			return 0 // a fourth digit that counts
		}
		count++
		if !fraction {
			point++
		}
	}
	if i < len(n) {
		i++
		negative := n[i] == '-'
		if n[i] == '-' || n[i] == '+' {
			i++
		}
		for ; i < len(n); i++ {
			if exp = exp*10 + int(n[i]-'0'); exp > len(n)+3 {
				return 0 // more than the digits could make up for
			}
		}
		if negative {
			exp = -exp
		}
	}
	if point+exp != len(digits) {
		return 0
	}
	status := 0
	for j := range digits {
		status *= 10
		if j < count {
			status += int(digits[j] - '0')
		}
	}
	if !validStatus(status) {
		return 0
	}
	return status
}
