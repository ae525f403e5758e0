// Effect 3 knows no problems: programs have a schema for them.

import { Effect, Schema } from "effect";
import {
  FetchHttpClient, HttpApi, HttpApiClient, HttpApiEndpoint, HttpApiGroup, HttpClient, HttpClientRequest, HttpClientResponse,
} from "@effect/platform";

const Problem = Schema.Struct(
  {
    type: Schema.optionalWith(Schema.String, { default: () => "about:blank" }),
    title: Schema.optional(Schema.String),
    status: Schema.optional(Schema.Int),
    detail: Schema.optional(Schema.String),
    instance: Schema.optional(Schema.String),
  },
  Schema.Record({ key: Schema.String, value: Schema.Unknown }),
);

const answer = ({ status, headers }, problem) => [status, headers["content-type"], problem];

// It sends a traceparent, of which the answer may tell, unless told not to.
const run = (effect) =>
  effect.pipe(Effect.provide(FetchHttpClient.layer), Effect.locally(HttpClient.currentTracerPropagation, false), Effect.runPromise);

// A response that is no success is an error with the response in it.
export function withHttpClient(base, { method, path, body }) {
  const request = HttpClientRequest.make(method)(base + path);
  return HttpClient.execute(body ? HttpClientRequest.bodyText(request, body, "application/json") : request).pipe(
    Effect.flatMap(HttpClientResponse.filterStatusOk),
    Effect.catchTag("ResponseError", ({ response }) =>
      HttpClientResponse.schemaBodyJson(Problem)(response).pipe(Effect.map((problem) => answer(response, problem)))),
    run,
  );
}

// A description of an API says which statuses are errors, and of which schema.
export function withHttpApiClient(base, { method, path, body }) {
  let endpoint = HttpApiEndpoint.make(method)("call", path);
  if (body) endpoint = endpoint.setPayload(Schema.Unknown);
  for (const status of [403, 404, 405, 409, 422, 499, 500, 503]) endpoint = endpoint.addError(Problem, { status });
  const api = HttpApi.make("api").add(HttpApiGroup.make("group", { topLevel: true }).add(endpoint));
  let response;
  const transformClient = HttpClient.tap((r) => Effect.sync(() => (response = r)));
  return HttpApiClient.make(api, { baseUrl: base, transformClient }).pipe(
    Effect.flatMap((client) => client.call({ payload: body && JSON.parse(body) })),
    Effect.flip,
    Effect.map((problem) => answer(response, problem)),
    run,
  );
}
