// HTTP clients that were not written here. Each sends a request, which is to
// fail, and returns [status, media type, members] of the answer as the client
// tells them.

import axios from "axios";
import { ProblemDocumentExtension } from "http-problem-details";
import parser from "http-problem-details-parser";
import { Client, Problem } from "ketting";
import superagent from "superagent";
import { inspect } from "node:util";
import * as effect3 from "./effect3.js";
import * as effect4 from "./effect4.js";

// The response of an error, or none if there was no error.
const failed = (promise) => promise.then(() => ({}), (error) => error).then(({ response }) => response);

const type = (body) => (body ? { "Content-Type": "application/json" } : {});

export const clients = {
  async fetch(base, { method, path, body }) {
    const response = await fetch(base + path, { method, body, headers: type(body) });
    return [response.status, response.headers.get("content-type"), await response.json()];
  },

  async axios(base, { method, path, body }) {
    const response = await failed(axios.request({ url: base + path, method, data: body, headers: type(body) }));
    return [response.status, response.headers["content-type"], response.data];
  },

  async superagent(base, { method, path, body }) {
    const response = await failed(superagent(method, base + path).set(type(body)).send(body));
    return [response.status, response.type, response.body];
  },

  // Ketting takes the error for a Problem by its media type alone.
  async ketting(base, { method, path, body }) {
    const resource = new Client(base).go(path);
    const error = await resource.fetchOrThrow({ method, body, headers: type(body) }).then(() => null, (error) => error);
    if (!(error instanceof Problem)) throw new Error(`${inspect(error)} is no Problem`);
    return [error.status, error.response.headers.get("content-type"), error.body];
  },

  // The parser takes over the extensions that somebody maps.
  async "http-problem-details-parser"(base, { method, path, body }) {
    const response = await fetch(base + path, { method, body, headers: type(body) });
    const text = await response.text();
    const { type: problemType, title, status, detail, instance, ...extensions } = JSON.parse(text);
    const mapper = { type: problemType, map: () => new ProblemDocumentExtension(extensions) };
    const members = Object.entries({ ...parser.fromJSON(text, [mapper]) });
    return [response.status, response.headers.get("content-type"), Object.fromEntries(members.filter(([, v]) => v !== undefined))];
  },

  "effect 3, HttpClient": effect3.withHttpClient,
  "effect 3, HttpApiClient": effect3.withHttpApiClient,
  "effect 4, HttpClient": effect4.withHttpClient,
};
