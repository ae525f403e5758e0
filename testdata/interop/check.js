// Reads the documents in testdata/golden with parsers that were not written
// here: JSON must fit the schema, and each XML document must mean to
// fast-xml-parser and to xml2js what its JSON document means.
//
// usage: npm ci && npm test

import { readFileSync, readdirSync } from "node:fs";
import { isDeepStrictEqual, inspect } from "node:util";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import xml2js from "xml2js";

const golden = new URL("../golden/", import.meta.url);
const schema = new URL("../schema/problem.schema.json", import.meta.url);
const namespace = "urn:ietf:rfc:7807";

const read = (url) => readFileSync(url, "utf8");
const ajv = addFormats(new Ajv({ strict: true }));
const validate = ajv.compile(JSON.parse(read(schema)));

let checks = 0;
let failures = 0;

function check(name, ok, message) {
  checks++;
  if (!ok) {
    failures++;
    console.error(`FAIL ${name}: ${message}`);
  }
}

// Numbers as they are written: JavaScript would round some of them. A reviver
// sees the text from Node 21 on, so they are made strings before parsing.
function parseWithDigits(json) {
  const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  return JSON.parse(json.replace(tokens, (t) => (t[0] === '"' ? t : `"${t}"`)));
}

// What XML cannot hold, U+FFFD stands for.
const inXML = (s) => s.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");

// The elements that a JSON value becomes: text, or a list of [name, value].
function elements(value) {
  if (value === null) return "";
  if (Array.isArray(value)) {
    return value.length ? value.map((v) => ["i", elements(v)]) : "";
  }
  if (typeof value === "object") {
    const members = Object.entries(value).filter(([, v]) => v !== null);
    return members.length ? members.map(([name, v]) => [name, elements(v)]) : "";
  }
  return inXML(String(value));
}

function withFastXMLParser(doc) {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true, // for &#xD;
  });
  const content = (nodes) => {
    const text = nodes.filter((n) => "#text" in n).map((n) => n["#text"]);
    const children = nodes.filter((n) => !("#text" in n));
    if (children.length === 0) return text.join("");
    return children.map((n) => {
      const name = Object.keys(n).find((k) => k !== ":@");
      return [name, content(n[name])];
    });
  };
  const root = parser.parse(doc).find((n) => "problem" in n);
  return { namespace: root[":@"]["@_xmlns"], content: content(root.problem) };
}

async function withXML2JS(doc) {
  const { problem } = await xml2js.parseStringPromise(doc, {
    xmlns: true,
    explicitChildren: true,
    preserveChildrenOrder: true,
    charsAsChildren: true,
    includeWhiteChars: true,
  });
  const content = (node) => {
    const nodes = node.$$ ?? [];
    const children = nodes.filter((n) => n["#name"] !== "__text__");
    if (children.length === 0) return nodes.map((n) => n._).join("");
    return children.map((n) => {
      check(n["#name"], n.$ns.uri === namespace, `namespace ${n.$ns.uri}`);
      return [n.$ns.local, content(n)];
    });
  };
  return { namespace: problem.$ns.uri, content: content(problem) };
}

const files = readdirSync(golden);
const names = files.filter((f) => f.endsWith(".json")).map((f) => f.slice(0, -".json".length));
check("golden", names.length >= 25, `only ${names.length} documents`);

for (const name of names) {
  const json = read(new URL(`${name}.json`, golden));
  check(`${name}.json`, validate(JSON.parse(json)), ajv.errorsText(validate.errors));

  if (!files.includes(`${name}.xml`)) continue;
  const xml = read(new URL(`${name}.xml`, golden));
  const want = { namespace, content: elements(parseWithDigits(json)) };
  check(`${name}.xml`, XMLValidator.validate(xml) === true, "not well-formed for fast-xml-parser");
  for (const parse of [withFastXMLParser, withXML2JS]) {
    const got = await parse(xml);
    check(`${name}.xml`, isDeepStrictEqual(got, want), `${parse.name}: got ${inspect(got, { depth: 9 })}, want ${inspect(want, { depth: 9 })}`);
  }
}

// The schema and the comparison can fail.
for (const wrong of [[], "x", { status: 99 }, { status: "404" }, { status: 404.5 }, { title: null }, { type: "a b" }]) {
  check("schema", !validate(wrong), `accepts ${JSON.stringify(wrong)}`);
}

console.log(`${checks} checks of ${names.length} problems, ${failures} failures`);
process.exit(failures ? 1 : 0);
