// Has acme-client meet the problems of docs/examples/acme: it shows their
// details, and by their types, statuses and header fields tries again.
//
// usage: node acme.js http://127.0.0.1:8080/directory (from the test of the example)

import { inspect, isDeepStrictEqual } from "node:util";
import acme from "acme-client";

const directoryUrl = process.argv[2];
const urn = "urn:ietf:params:acme:error:";
const dns = (...names) => ({ identifiers: names.map((value) => ({ type: "dns", value })) });

let log = [];
acme.setLogger((line) => log.push(line));

// What it did about problems, and where it asked for a nonce.
const retries = () => log.map((line) => /^Caught (.*), retry|^Found retry-after.*value: \d+|^HTTP request: head/.exec(line)?.[0]).filter(Boolean);

let checks = 0;
let failures = 0;
function check(name, got, want) {
  checks++;
  if (!isDeepStrictEqual(got, want)) {
    failures++;
    console.error(`FAIL ${name}: got ${inspect(got, { depth: 9 })}, want ${inspect(want, { depth: 9 })}`);
  }
}

// The message of the error that a call fails with.
const message = (promise) => promise.then((value) => `no error, but ${inspect(value)}`, (error) => error.message);

// What acme-client has got, where it tells more than a message.
const answer = async (promise) => {
  const { status, headers, data } = await promise;
  return [status, headers["content-type"], data];
};
const problem = (members) => [members.status, "application/problem+json", members];

const newClient = async (key) => new acme.Client({ directoryUrl, accountKey: await key, backoffMin: 1, backoffAttempts: 2 });
const registered = async () => {
  const client = await newClient(acme.crypto.createPrivateEcdsaKey());
  await client.createAccount({ termsOfServiceAgreed: true });
  return client;
};
const client = await registered();
const other = await registered();

const stranger = await newClient(acme.crypto.createPrivateEcdsaKey());
check("terms refused", await message(stranger.createAccount()), "Agree to the terms of service.");

const rsa = await newClient(acme.crypto.createPrivateRsaKey());
check("key of another kind", await message(rsa.createAccount({ termsOfServiceAgreed: true })), "Sign with ES256, not with RS256.");
check("algorithms", await answer(rsa.api.apiResourceRequest("newAccount", {}, [], { includeJwsKid: false })), problem({
  type: urn + "badSignatureAlgorithm",
  title: "The signature algorithm is not supported.",
  status: 400,
  detail: "Sign with ES256, not with RS256.",
  algorithms: ["ES256"],
}));

const refused = dns("www.example.com", "a_b.example.com", "www.invalid");
check("names refused", await message(client.createOrder(refused)), "2 of 3 identifiers are refused.");
check("subproblems", await answer(client.api.apiResourceRequest("newOrder", refused)), problem({
  type: urn + "compound",
  title: "There is more than one error.",
  status: 400,
  detail: "2 of 3 identifiers are refused.",
  subproblems: [
    {
      type: urn + "malformed",
      title: "The request is malformed.",
      status: 400,
      detail: 'There is an underscore in "a_b.example.com".',
      identifier: { type: "dns", value: "a_b.example.com" },
    },
    {
      type: urn + "rejectedIdentifier",
      title: "No certificate is issued for this identifier.",
      status: 400,
      detail: '"www.invalid" can never exist.',
      identifier: { type: "dns", value: "www.invalid" },
    },
  ],
}));

const order = await client.createOrder(dns("www.example.com"));

// It waits as long as Retry-After says, sends the same request again, learns
// that its nonce is used by now, and signs another with the nonce that came
// with the problem.
log = [];
check("second order", (await client.createOrder(dns("www.example.com"))).status, "pending");
check("second order, retries", retries(), [
  "HTTP request: head",
  "Caught HTTP 429, retry",
  "Found retry-after response header with value: 2",
  "Caught invalid nonce error, retry",
]);

check("order of another account", await message(other.getOrder(order)), "The order belongs to another account.");
check("403", await answer(other.api.apiRequest(order.url)), problem({
  type: urn + "unauthorized",
  title: "The account may not do that.",
  status: 403,
  detail: "The order belongs to another account.",
}));

const invalid = await other.createOrder(dns("www.example.net"));
check("problem within an order", await message(other.waitForValidStatus(invalid)), "Only another authority may issue for www.example.net.");

log = [];
const stale = await client.http.signedRequest(order.url, null, { kid: client.getAccountUrl(), nonce: "stale" });
check("stale nonce", stale.status, 200);
check("stale nonce, retries", retries(), ["Caught invalid nonce error, retry"]);

console.log(`${checks} checks of acme-client, ${failures} failures`);
process.exit(failures ? 1 : 0);
