package encode

// isRightToLeft reports whether a language is written from right to left: in
// the given script, else in the one that is usual for it in the region. The
// first two are in lower case, the region in upper case. From the script
// metadata and likely subtags of Unicode CLDR 48.2.
func isRightToLeft(lang, script, region string) bool {
	switch script {
	case "":
	case "adlm", "arab", "aran", "armi", "avst", "chrs", "cprt", "elym", "gara", "hatr", "hebr", "hung",
		"khar", "lydi", "mand", "mani", "mend", "merc", "mero", "narb", "nbat", "nkoo", "orkh",
		"ougr", "palm", "phli", "phlp", "phnx", "prti", "rohg", "samr", "sarb", "sidt", "sogd",
		"sogo", "syrc", "syre", "syrj", "syrn", "thaa", "yezi":
		return true
	default:
		return false
	}
	switch lang + "-" + region {
	case "az-IQ", "az-IR", "ha-CM", "ha-SD", "kk-AF", "kk-CN", "kk-IR", "kk-MN", "ku-IQ", "ku-IR",
		"ku-LB", "ky-CN", "ms-CC", "pa-PK", "tg-PK", "uz-AF":
		return true
	case "mey-SN", "sd-IN", "ug-KZ", "ug-MN":
		return false
	}
	switch lang {
	case "aao", "abh", "abv", "acm", "acq", "acw", "acx", "adf", "ae", "aeb", "aec", "aee",
		"aeq", "afb", "aib", "aii", "aij", "aiq", "amw", "apc", "apd", "ar", "arc", "arq",
		"ars", "ary", "arz", "ask", "atn", "auj", "auz", "avd", "avl", "ayh", "ayl", "ayn",
		"ayp", "azb", "bal", "bdz", "bej", "bft", "bgn", "bgp", "bhe", "bhm", "bhn", "bjf",
		"bjm", "bqi", "brh", "brk", "bsh", "bsk", "chg", "cja", "ckb", "clh", "czk", "dcc",
		"def", "deh", "dgl", "dmk", "dml", "dv", "ecy", "esh", "fa", "fay", "faz", "fia", "fub",
		"gbz", "ggg", "gha", "ghr", "gig", "gjk", "gju", "glh", "glk", "grr", "gwc", "gwf",
		"gwt", "gzi", "hac", "haz", "hbo", "he", "hkh", "hnd", "hno", "hoh", "hrt", "hrz",
		"hss", "huy", "isk", "itk", "iw", "jad", "jat", "jbe", "jbn", "jdg", "ji", "jnd", "jog",
		"jpa", "jpr", "jrb", "jye", "kbu", "kby", "kcy", "kfm", "khw", "klj", "kmz", "kqd",
		"ks", "ktl", "kvx", "kxp", "lad", "lah", "lhs", "lki", "lrc", "lrk", "lrl", "lsa",
		"lsd", "lss", "luv", "luz", "mby", "mde", "mey", "mfa", "mfi", "mhj", "mid", "mki",
		"mnj", "mve", "mvy", "myz", "mzb", "mzn", "nli", "nlm", "nqo", "ntz", "nyq", "oar",
		"obm", "odk", "oru", "ota", "otk", "oui", "pal", "pbt", "pgd", "phl", "phn", "phr",
		"phv", "plk", "prc", "prd", "prx", "ps", "psh", "psi", "pst", "qxq", "rdb", "rhg",
		"rmt", "sam", "sbn", "scl", "sd", "sdb", "sdf", "sdg", "sdh", "sds", "sgr", "sgy",
		"shd", "shm", "shu", "shv", "siy", "siz", "skr", "smp", "smy", "sog", "sqo", "sqt",
		"srh", "srz", "ssh", "sts", "swb", "syc", "syn", "syr", "tjo", "tks", "tmr", "tov",
		"tra", "trg", "trm", "trw", "ug", "ur", "ush", "uzs", "vaf", "vgr", "vmh", "wbk", "wlo",
		"wne", "wni", "wsv", "xco", "xhe", "xka", "xkc", "xkj", "xkp", "xld", "xly", "xmn",
		"xmr", "xna", "xpr", "xsa", "xsd", "xvi", "ydg", "yhd", "yi", "yih", "yud", "zba",
		"zdj", "zrp", "zum":
		return true
	}
	return false
}
