// Reads what the examples in docs/examples send: the cases are the contract
// of the examples, which comes from stdin as JSON.
//
// usage: node shop.js http://127.0.0.1:8080 (from the tests of the examples)

import { text } from "node:stream/consumers";
import { Schema } from "effect4";
import { HttpApiEndpoint, HttpApiError } from "effect4/http-api";
import { clients } from "./clients.js";
import { withHttpApiClient } from "./effect4.js";
import { read } from "./read.js";

const section = "https://www.rfc-editor.org/rfc/rfc9110.html#section-";
const declare = (tag, type, status, title, extensions) =>
  class extends HttpApiError.Problem()(tag, { type, status, title }, extensions) {};

const NotFound = declare("NotFound", section + "15.5.5", 404, "Not Found");
const NotAllowed = declare("NotAllowed", section + "15.5.6", 405, "Method Not Allowed");
const Broken = declare("Broken", section + "15.6.1", 500, "Internal Server Error");
const Invalid = declare("Invalid", section + "15.5.21", 422, "Unprocessable Content", {
  errors: Schema.Array(Schema.Struct({ detail: Schema.String, pointer: Schema.String })),
});
const OutOfCredit = declare("OutOfCredit", "https://example.com/probs/out-of-credit", 403, "You do not have enough credit.", {
  balance: Schema.Number,
  cost: Schema.Number,
  accounts: Schema.Array(Schema.String),
});

const all = {
  ...clients,
  "effect 4, HttpApiClient": withHttpApiClient(
    HttpApiEndpoint.post("POST /orders", "/orders", { payload: Schema.Unknown, error: [Invalid, OutOfCredit, Broken] }),
    HttpApiEndpoint.delete("DELETE /orders", "/orders", { error: NotAllowed }),
    HttpApiEndpoint.get("GET /nowhere", "/nowhere", { error: NotFound }),
  ),
};

process.exit((await read(process.argv[2], JSON.parse(await text(process.stdin)), all)) ? 0 : 1);
