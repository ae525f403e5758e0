// Reads what "problem serve" sends.
//
// usage: node serve.js (needs Go)

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clients } from "./clients.js";
import { read } from "./read.js";

const section = "https://www.rfc-editor.org/rfc/rfc9110.html#section-";
const cases = [
  { path: "/status/404", problem: { type: section + "15.5.5", title: "Not Found", status: 404 } },
  { path: "/status/503", problem: { type: section + "15.6.4", title: "Service Unavailable", status: 503 } },
  { path: "/status/499", problem: { status: 499 } },
  {
    path: "/example/out-of-credit",
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
    problem: {
      type: "https://example.com/probs/out-of-stock",
      title: "Nicht vorrätig",
      status: 409,
      detail: "Von den Größen 42 und 43 ist nichts mehr da.",
    },
  },
];

const dir = mkdtempSync(join(tmpdir(), "problem-"));
const program = join(dir, "problem");
let server;
let ok;
try {
  execFileSync("go", ["build", "-o", program, "../../cmd/problem"], { stdio: "inherit" });
  server = spawn(program, ["serve", "-addr", "127.0.0.1:0", "-log=none"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(server.stdout), "line");
  ok = await read(line.replace("listening on ", ""), cases.map((c) => ({ method: "GET", ...c })), clients);
} finally {
  server?.kill();
  rmSync(dir, { recursive: true });
}
process.exit(ok ? 0 : 1);
