// Reads what "problem serve" sends with clients and a parser that were not
// written here: each must see the status, the media type and the members.
//
// usage: npm ci && npm test (needs Go)

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect, isDeepStrictEqual } from "node:util";
import axios from "axios";
import { ProblemDocumentExtension } from "http-problem-details";
import parser from "http-problem-details-parser";
import { Client, Problem } from "ketting";
import superagent from "superagent";

const media = "application/problem+json";
const section = "https://www.rfc-editor.org/rfc/rfc9110.html#section-";
const cases = [
  { path: "/status/404", status: 404, problem: { type: section + "15.5.5", title: "Not Found", status: 404 } },
  { path: "/status/503", status: 503, problem: { type: section + "15.6.4", title: "Service Unavailable", status: 503 } },
  { path: "/status/499", status: 499, problem: { status: 499 } },
  {
    path: "/example/out-of-credit",
    status: 403,
    problem: {
      type: "https://example.com/probs/out-of-credit",
      title: "You do not have enough credit.",
      status: 403,
      detail: "Your current balance is 30, but that costs 50.",
      instance: "/account/12345/msgs/abc",
      accounts: ["/account/12345", "/account/67890"],
      balance: 30,
    },
  },
  {
    path: "/example/validation",
    status: 422,
    problem: {
      type: "https://example.net/validation-error",
      title: "Your request is not valid.",
      status: 422,
      errors: [
        { detail: "must be a positive integer", pointer: "#/age" },
        { detail: "must be 'green', 'red' or 'blue'", pointer: "#/profile/color" },
      ],
    },
  },
  {
    path: "/example/german",
    status: 409,
    problem: {
      type: "https://example.com/probs/out-of-stock",
      title: "Nicht vorrätig",
      status: 409,
      detail: "Von den Größen 42 und 43 ist nichts mehr da.",
    },
  },
];

// Some clients put about:blank in place of a type that is absent.
const typed = (problem) => ({ type: "about:blank", ...problem });

// Each client returns [status, media type, members] of a request.
const clients = {
  async fetch(url) {
    const response = await fetch(url);
    return [response.status, response.headers.get("content-type"), await response.json()];
  },

  async axios(url) {
    const { response } = await axios.get(url).then(() => ({}), (error) => error);
    return [response.status, response.headers["content-type"], response.data];
  },

  async superagent(url) {
    const { response } = await superagent.get(url).then(() => ({}), (error) => error);
    return [response.status, response.type, response.body];
  },

  // Ketting takes the error for a Problem by its media type alone.
  async ketting(url) {
    const error = await new Client(url).go("").get().then(() => null, (error) => error);
    if (!(error instanceof Problem)) throw new Error(`${inspect(error)} is no Problem`);
    return [error.status, error.response.headers.get("content-type"), error.body];
  },

  // The parser takes over the extensions that somebody maps.
  async "http-problem-details-parser"(url) {
    const response = await fetch(url);
    const text = await response.text();
    const { type, title, status, detail, instance, ...extensions } = JSON.parse(text);
    const mapper = { type, map: () => new ProblemDocumentExtension(extensions) };
    const members = Object.entries({ ...parser.fromJSON(text, [mapper]) });
    return [response.status, response.headers.get("content-type"), Object.fromEntries(members.filter(([, v]) => v !== undefined))];
  },
};

const dir = mkdtempSync(join(tmpdir(), "problem-"));
const program = join(dir, "problem");
let checks = 0;
let failures = 0;
let server;
try {
  execFileSync("go", ["build", "-o", program, "../../cmd/problem"], { stdio: "inherit" });
  server = spawn(program, ["serve", "-addr", "127.0.0.1:0", "-log=none"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(server.stdout), "line");
  const address = line.replace("listening on ", "");

  for (const { path, status, problem } of cases) {
    for (const [name, request] of Object.entries(clients)) {
      checks++;
      const want = [status, media, typed(problem)];
      let got;
      try {
        const [gotStatus, gotMedia, gotProblem] = await request(address + path);
        got = [gotStatus, gotMedia, typed(gotProblem)];
      } catch (error) {
        got = error;
      }
      if (!isDeepStrictEqual(got, want)) {
        failures++;
        console.error(`FAIL ${name} ${path}: got ${inspect(got, { depth: 9 })}, want ${inspect(want, { depth: 9 })}`);
      }
    }
  }
} finally {
  server?.kill();
  rmSync(dir, { recursive: true });
}

console.log(`${checks} answers read by ${Object.keys(clients).length} clients, ${failures} failures`);
process.exit(failures ? 1 : 0);
