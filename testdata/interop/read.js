// Has each client send the request of each case, and says what differs from
// the problem that is due.

import { inspect, isDeepStrictEqual } from "node:util";

const media = "application/problem+json";

// Some clients put about:blank in place of a type that is absent.
const typed = (problem) => ({ type: "about:blank", ...problem });

export async function read(base, cases, clients) {
  let checks = 0;
  let failures = 0;
  for (const { problem, ...request } of cases) {
    for (const [name, send] of Object.entries(clients)) {
      checks++;
      const want = [problem.status, media, typed(problem)];
      let got;
      try {
        const [status, type, members] = await send(base, request);
        got = [status, type, typed(members)];
      } catch (error) {
        got = error;
      }
      if (!isDeepStrictEqual(got, want)) {
        failures++;
        console.error(`FAIL ${name}, ${request.method} ${request.path}: got ${inspect(got, { depth: 9 })}, want ${inspect(want, { depth: 9 })}`);
      }
    }
  }
  console.log(`${failures} of ${checks} answers misread, by ${Object.keys(clients).length} clients`);
  return failures === 0 && checks > 0;
}
