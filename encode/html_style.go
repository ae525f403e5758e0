package encode

// HTMLPolicy is the Content-Security-Policy under which the built-in page of
// [HTML] is complete: it allows the page's own style sheet and its empty icon,
// but no script and no request. It is not for pages of templates.
const HTMLPolicy = "default-src 'none'; style-src 'sha256-ucHSSmLcmpgJRInAFvGp5e/sESXTtE8n04pfXg4CaFs='; img-src data:; base-uri 'none'; form-action 'none'"

// htmlStyle is the style sheet of the built-in page. It is copied into every
// page, so it is short. HTMLPolicy holds its hash.
//
// Every text finds its own direction (unicode-bidi: plaintext), but all stand
// at the side of the page's language (text-align: match-parent), and each is a
// block or an inline block, so that direction controls in it end with it.
const htmlStyle = `
:root{--paper:#fcfcfa;--ink:#20242a;--soft:#5c636d;--line:#dfe1dc;--link:#0a55c4;--mark:#b4431f}
@media screen and (prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#e3e5e8;--soft:#9ba3ae;--line:#30353c;--link:#8fbcff;--mark:#f2956f}}
*{box-sizing:border-box;margin:0;padding:0}
html{background:var(--paper);-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;text-align:left;overflow-wrap:anywhere}
[dir=rtl] body{text-align:right}
main{max-width:46rem;margin:auto;padding:clamp(2.5rem,12vh,8rem) 1.5rem 4rem}
h1,p,dt,dd,li{unicode-bidi:plaintext}
h1{font-size:clamp(1.75rem,1.25rem + 2.4vw,2.75rem);font-weight:650;line-height:1.2;text-wrap:balance}
i{color:var(--soft);font-style:normal}
a{color:var(--link);text-underline-offset:.2em}
.status{color:var(--mark);font-size:1.125rem;font-weight:600;font-variant-numeric:tabular-nums;margin-bottom:.5rem}
.detail{font-size:1.1875rem;margin-top:1.25rem;white-space:pre-line;text-wrap:pretty}
dl{font-variant-numeric:tabular-nums;margin-top:2.5rem}
dl>div{border-top:1px solid var(--line);padding:.75rem 0}
dt,.about dd{color:var(--soft);font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em;font-variant-ligatures:none}
dd{white-space:pre-line}
.whole{user-select:all}
ul{list-style:none}
dd ul,dd dl{border-inline-start:2px solid var(--line);margin:.25rem 0;padding-inline-start:min(1rem,3vw)}
dd div{border:0;padding:0}
dd dt{display:inline-block;margin-inline-end:.75em}
dd dd{display:inline}
li{margin:.25rem 0}
li>p{font-weight:500}
li+li>p{margin-top:.75rem}
li>p~dl{border:0;font-size:.9375em;padding:0}
li>p~dl>div{display:inline-block;margin-inline-end:1.5rem}
@media (min-width:40rem){main>dl>div{display:grid;grid-template-columns:10rem minmax(0,1fr);column-gap:1.5rem;align-items:baseline}}
@page{margin:2cm}
@media print{main{max-width:none;padding:0}li,dd div{break-inside:avoid}h1,dt{break-after:avoid}}
`
