package check

import (
	"regexp"
	"strings"
)

// leak returns the rule that a text breaks by what it gives away, and what it
// looks like. The worst comes first.
func leak(p path, name, s string) (*Rule, string) {
	key := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
	switch {
	case namesSecret(key) && looksRandom(s) || key == "authorization" && credentials.MatchString(s) || secret(s):
		return ruleLeakSecret, "a secret"
	case stackNames[key] || key == "file" && source.MatchString(s) || stack.MatchString(s):
		return ruleLeakStack, "a stack trace"
	case sql.MatchString(s):
		return ruleLeakSQL, "SQL or the message of a database"
	case proseNames[key] && internal.MatchString(s):
		return ruleLeakInternal, "a file or an address within the system: " + quote(internal.FindString(s))
	}
	return nil, ""
}

// oneOf returns the alternation of the expressions.
func oneOf(expressions ...string) *regexp.Regexp {
	return regexp.MustCompile(strings.Join(expressions, "|"))
}

// stackNames are names of members that hold nothing else than stack traces.
var stackNames = map[string]bool{
	"stack": true, "stacktrace": true, "backtrace": true, "traceback": true, "callstack": true,
}

var stack = oneOf(
	`Traceback \(most recent call last\)`,
	`\bFile "[^"\n]+", line \d+`,
	`\bgoroutine \d+ \[`,
	`\bruntime error: `,
	`(?m)^panic: `,
	`\bat [\w$.<>/\[\] ]+ ?\([^()\n]*\.\w+:\d+(:\d+)?\)`,
	`\bat [\w$.<>]+ ?\((Native Method|Unknown Source|<anonymous>|node:internal/[^()\n]*)\)`,
	"(?m)^[ \t]*at [\\w$<>`]+(\\.[\\w$<>`]+)+\\([^)\n]*\\)\\s*$",
	"\\bat [\\w.<>`\\[\\],+]+\\([^)\n]*\\) in [^\n]+:line \\d+",
	`\bat (System|Microsoft)\.[\w.<>]+\(`,
	`\b(java|javax|jakarta|org|com|net|io|kotlin|System|Microsoft)(\.[\w$]+)*\.[\w$]*(Exception|Error)\b`,
	`\b(NullPointer|NullReference|ClassCast|IndexOutOfBounds|IllegalState|IllegalArgument)Exception\b`,
	`\b[A-Z]\w+Exception: `,
	`\b(Type|Reference|Key|Attribute|Name|Index|Value|Import|ModuleNotFound|ZeroDivision)Error: `,
	`\bCannot invoke "[^"\n]+" because `,
	`\bObject reference not set to an instance of an object\b`,
	`(?m)^#\d+ .*\(\d+\): `,
	`\.rb:\d+:in `,
	`\bpanicked at `,
	`\b[\w./\\-]+\.(go|py|rb|java|kt|cs|php|cpp|ex|exs|scala)(:\d+|\(\d+\)| on line \d+)`,
	`\.(js|mjs|cjs|ts|rs):\d+:\d+`, // and not a version, or the port of a host in Serbia
	`(?i)\bstack ?trace:`,
)

// source matches the path of source code, which stands in the member file of a
// frame.
var source = regexp.MustCompile(`^(/|[A-Za-z]:\\).*\.(php|py|rb|java|kt|cs|go|js|ts)$`)

var sql = oneOf(
	`\bSELECT\s[^;]{1,500}?\sFROM\s`,
	`\bINSERT\s+INTO\s`,
	`\bDELETE\s+FROM\s`,
	`\bUPDATE\s+\S+\s+SET\s`,
	`\b(CREATE|DROP|ALTER|TRUNCATE)\s+TABLE\s`,
	`(?i)\bselect\s+\*\s+from\b`,
	`(?i)\bselect\s+[\w."*]+(\s*,\s*[\w."*]+)*\s+from\s+[\w."]+\s+(where|inner|left|order|group)\b`,
	`(?i)\binsert\s+into\s+[\w."]+\s*(\(|values\b)`,
	`(?i)\bupdate\s+[\w."]+\s+set\s+[\w."]+\s*=`,
	`(?i)\bdelete\s+from\s+[\w."]+\s+where\b`,
	`\bSQLSTATE\b`,
	`\bORA-\d{5}\b`,
	`\bpq: `,
	`\bE11000 duplicate key\b`,
	`(?i)\berror in your sql syntax\b`,
	`(?i)\bsyntax error at or near\b`,
	`\bIncorrect syntax near\b`,
	`(?i)\bduplicate key value violates\b`,
	`(?i)\bviolates (unique|foreign key|not-null|check|exclusion) constraint\b`,
	`(?i)\b(unique|foreign key|not null|check) constraint failed\b`,
	`\bViolation of (PRIMARY|UNIQUE|FOREIGN) KEY\b`,
	`\brelation "[^"]+" does not exist\b`,
	`\bcolumn "[^"]+" does not exist\b`,
	`\bno such (table|column): `,
	`\bDuplicate entry '[^']*' for key\b`,
	`\bUnknown column '`,
	`\bInvalid (object|column) name '`,
	`(?i)\bcould not execute (statement|query|batch)\b`,
	`\b(PG::|MongoServerError|PrismaClient|QueryFailedError|SequelizeDatabaseError)`,
	`\bTable '[^']+' doesn't exist\b`,
)

// namesSecret reports whether a member of the name holds credentials. Whether a
// value is one, and not a remark about it, is told by its looks.
func namesSecret(key string) bool {
	for _, end := range []string{
		"password", "passwd", "pwd", "secret", "apikey", "secretkey", "accesskey", "accountkey", "privatekey",
		"accesstoken", "refreshtoken", "authtoken", "bearertoken", "idtoken", "sessiontoken",
	} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	return false
}

// credentials matches the value of the field Authorization, and no remark about
// it: there is a digit, a sign, or a capital within the word.
var credentials = regexp.MustCompile(`^\w+ +[\w.~+/-]*([0-9=+/]|[a-z][A-Z])[\w.~+/=-]*$`)

// looksRandom reports whether s is one word with both letters and digits.
func looksRandom(s string) bool {
	return len(s) >= 6 && !strings.ContainsAny(s, " \t\n") && strings.ContainsAny(s, "0123456789") &&
		strings.ContainsAny(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz")
}

// secret reports whether there is a credential in s that has not been blotted
// out.
func secret(s string) bool {
	if token.MatchString(s) {
		return true
	}
	for _, m := range assigned.FindAllStringSubmatch(s, 8) {
		if value := strings.Join(m[1:], ""); !blotted.MatchString(value) {
			return true
		}
	}
	for _, m := range stated.FindAllStringSubmatch(s, 8) {
		if value := strings.TrimRight(strings.Join(m[1:], ""), ".,;"); looksRandom(value) && !blotted.MatchString(value) {
			return true
		}
	}
	return false
}

var token = oneOf(
	`-----BEGIN [A-Z ]*PRIVATE KEY`,
	`\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`,
	`\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
	`\bgh[pousr]_\w{20,}`,
	`\bgithub_pat_\w{20,}`,
	`\bglpat-[\w-]{16,}`,
	`\bxox[abprs]-[\w-]{10,}`,
	`\b[sr]k_(live|test)_\w{10,}`,
	`\bAIza[\w-]{30,}`,
	`\bsk-[\w-]{20,}`,
	`\bnpm_[A-Za-z0-9]{36}\b`,
	`\bSG\.[\w-]{16,}\.[\w-]{16,}`,
	`\bya29\.[\w-]{20,}`,
	`\bhf_[A-Za-z0-9]{30,}`,
	`\bBearer [\w-]{8,}\.[\w.-]{8,}`,
	`\bBearer [\w-]{24,}`,
	`(?i)\bauthorization:\s*(bearer|basic)\s+\S{8,}`,
)

// secretKey matches what credentials are called in sentences and settings.
const secretKey = `(?:[\w-]*[_-])?(?:password|passwd|pwd|secret|api[_-]?key|(?:account|access)[_-]?key(?:[_-]id)?|secret[_-]?key|(?:access|auth|session|refresh|bearer|id)[_-]?token)`

// assigned matches a credential that is given as in program text or a URL.
var assigned = oneOf(
	`(?i)\b`+secretKey+`=["']?([^\s"'&;,]{3,})`,
	`(?i)["']`+secretKey+`["']\s*[:=]\s*["']([^"'\s]{3,})["']`,
	`(?i)\bcookie:\s*[\w.-]+=([^\s;,]{12,})`,
	`\b[a-zA-Z][a-zA-Z0-9+.-]*://[^\s/:@]*:([^\s/@]{2,})@`,
)

// stated matches a credential in a sentence, or a remark about one, which only
// the looks of the word tell apart. Without a verb the word is quoted or long.
var stated = regexp.MustCompile(`(?i)\b` + secretKey + `(?:(?::| is|:? was)\s+["']?([^\s"']{6,})|\s+["']([^\s"']{6,})["']|\s+([^\s"']{20,}))`)

// blotted matches what stands for a value that was taken out.
var blotted = oneOf(`^\*+$`, `^[A-Z_]+$`, `(?i)^your[_-]`, `^[<\[{(%$]`, `(?i)^(x+|redacted|hidden|masked|removed|filtered|required|missing|null|undefined|\.\.\.)$`)

// proseNames are names of members that hold sentences. Elsewhere a path is
// rather that of a URL.
var proseNames = map[string]bool{
	"detail": true, "title": true, "message": true, "error": true, "errormessage": true, "exception": true, "cause": true,
	"reason": true, "debug": true, "description": true, "developermessage": true,
}

var internal = oneOf(
	`/(home|root|var|usr|etc|opt|srv|tmp|mnt|Users)(/[\w.-]+)*/[\w-]+\.[A-Za-z]{1,8}\b`,
	`/etc/(passwd|shadow|hosts|ssl|ssh)\b`,
	`\b[A-Za-z]:\\[^\s"\\]+\\[^\s"]*`,
	// In a URL such an address is that of the request.
	`(^|[\s("'=@])(localhost|127\.0\.0\.1|10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}):\d{2,5}\b`,
	`\bdial (tcp|udp|unix) `,
	`\bECONNREFUSED\b`,
	`\b[\w-]+(\.[\w-]+)*\.(internal|svc\.cluster\.local|corp|intranet)\b`,
)
