// Effect 4 has problems of its own.

import { Effect } from "effect4";
import { FetchHttpClient, HttpClient, HttpClientRequest, HttpClientResponse, ProblemDetails } from "effect4/http";
import { HttpApi, HttpApiClient, HttpApiGroup } from "effect4/http-api";

const answer = ({ status, headers }, problem) => [status, headers["content-type"], problem];

// It sends a traceparent, of which the answer may tell, unless told not to.
const run = (effect) =>
  effect.pipe(Effect.provide(FetchHttpClient.layer), Effect.provideService(HttpClient.TracerPropagationEnabled, false), Effect.runPromise);

// A response that is no success is an error with the response in it.
export function withHttpClient(base, { method, path, body }) {
  const request = HttpClientRequest.make(method)(base + path);
  return HttpClient.execute(body ? HttpClientRequest.bodyText(request, body, "application/json") : request).pipe(
    Effect.flatMap(HttpClientResponse.filterStatusOk),
    Effect.catchTag("HttpClientError", ({ response }) =>
      HttpClientResponse.schemaBodyJson(ProblemDetails.Schema)(response).pipe(Effect.map((problem) => answer(response, problem)))),
    run,
  );
}

// A description of an API says which problems there are, by their types. The
// endpoints are named like "POST /orders".
export const withHttpApiClient = (...endpoints) => (base, { method, path, body }) => {
  const api = HttpApi.make("api").add(HttpApiGroup.make("group", { topLevel: true }).add(...endpoints));
  let response;
  const transformClient = HttpClient.tap((r) => Effect.sync(() => (response = r)));
  return HttpApiClient.make(api, { baseUrl: base, transformClient }).pipe(
    Effect.flatMap((client) => client[`${method} ${path}`]({ payload: body && JSON.parse(body) })),
    Effect.flip,
    Effect.map((problem) => answer(response, { ...problem })),
    run,
  );
};
