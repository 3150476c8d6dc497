// Microsoft's JavaScript client, connected with the mock.
//
// The client sends tokens to addresses with `https` alone, and the mock speaks no TLS. As with a proxy in front of the mock, the
// client sees `https`, and the mock is told so in `X-Forwarded-Proto`, so that its links have it too.

import { createRequire } from "node:module";

// The client is installed outside of this folder.
const require = createRequire(`${process.env.CLIENTS ?? process.cwd()}/`);

const send = globalThis.fetch;
globalThis.fetch = async (request, init = {}) => {
  const asked = new Request(request, init);
  const headers = new Headers(asked.headers);
  headers.set("X-Forwarded-Proto", "https");
  const body = init.body === undefined ? asked.body : init.body;
  let answer = await forward(asked.url, { method: asked.method, headers, body, duplex: "half" });
  for (let hops = 0; hops < 5 && answer.status >= 300 && answer.status < 400 && answer.headers.has("location"); hops += 1) {
    answer = await forward(answer.headers.get("location"), { headers: { "X-Forwarded-Proto": "https" } });
  }
  return answer;
};

function forward(address, init) {
  return send(address.replace(/^https:/, "http:"), { ...init, redirect: "manual" });
}

/** The client for the service at a root, and the classes of its package. */
export async function connect(root) {
  const graph = require("@microsoft/microsoft-graph-client");
  const address = new URL(root);
  const client = graph.Client.initWithMiddleware({
    baseUrl: `https://${address.host}`,
    defaultVersion: "v1.0",
    customHosts: new Set([address.hostname]),
    authProvider: { getAccessToken: async () => "token" },
  });
  return { client, ...graph };
}

/** What was read of a stream, each byte as a character. */
export function textOf(found) {
  return Buffer.from(found).toString("latin1");
}
