// Requests without any client between: what is sent is what stands here.

/** Functions that make calls of the service at a root; each call returns status, headers, text, number of bytes, and JSON. */
export function sender(root) {
  async function send(method, path, { headers = {}, body } = {}) {
    const sent = Object.entries({ Authorization: "Bearer token", ...headers }).filter(([, value]) => value !== undefined);
    const address = path.startsWith("http") ? path : `${root}/v1.0${path}`;
    const answer = await fetch(address, { method, headers: sent, body, redirect: "manual" });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const text = bytes.toString("utf8");
    return { status: answer.status, headers: answer.headers, text, bytes: bytes.length, json: json(text) };
  }
  const withBody = (method) => (path, body, headers = {}) => () =>
    send(method, path, body === undefined ? { headers } : { headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) });
  const without = (method) => (path, headers = {}) => () => send(method, path, { headers });
  return { send, get: without("GET"), remove: without("DELETE"), post: withBody("POST"), patch: withBody("PATCH"), put: withBody("PUT") };
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
