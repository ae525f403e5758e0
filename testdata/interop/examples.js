// Has the tests of docs/examples run shop.js and acme.js against each service,
// and looks that none of them has skipped it.
//
// usage: node examples.js (needs Go)

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const examples = new URL("../../docs/examples/", import.meta.url);

const tested = (dir) => {
  const test = new URL(`${dir}/main_test.go`, examples);
  return existsSync(test) && /contract\.(Run|Clients)\(/.test(readFileSync(test, "utf8"));
};
const services = readdirSync(examples).filter(tested);
const packages = ["internal/contract", ...services].map((dir) => `./${dir}`);

let output;
let ok = services.length > 10;
try {
  const args = ["test", "-count=1", "-json", "-run", "^Test(Contract|Broken|Clients)$/^clients$", ...packages];
  output = execFileSync("go", args, { cwd: examples, env: { ...process.env, INTEROP: here }, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
} catch (error) {
  ok = false;
  output = error.stdout;
}
const events = output.split("\n").filter(Boolean).map((line) => JSON.parse(line));
for (const dir of packages) {
  const own = events.filter(({ Package, ImportPath = "" }) => (Package ?? ImportPath.split(" ")[0]).endsWith(dir.slice(1)));
  if (!own.some(({ Action, Test }) => Action === "pass" && /clients$/i.test(Test))) {
    ok = false;
    console.error(`FAIL ${dir}: its answers were not read\n${own.map(({ Output }) => Output ?? "").join("")}`);
  }
}

console.log(`${services.length} examples read by clients of others${ok ? "" : ", with failures"}`);
process.exit(ok ? 0 : 1);
