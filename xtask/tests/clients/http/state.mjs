// A session without any client between, with a mock that remembers. Usage: node state.mjs ROOT

import { run } from "../outcome.mjs";
import { sender } from "./sender.mjs";

const { get, post, patch, remove, send } = sender(process.argv[2]);
const kept = {};

/** Runs a call whose path depends on what was made before. */
const then = (call) => () => call()();
const keep = (name) => (answer) => (kept[name] = answer.json)?.id !== undefined && answer.status < 300;
const values = (has) => (answer) => answer.status === 200 && has(answer.json.value);
const one = (has) => (answer) => answer.status === 200 && has(answer.json);
const status = (...expected) => (answer) => expected.includes(answer.status);

const calls = [
  ["create a contact", post("/me/contacts", { givenName: "Ann", surname: "Lee", emailAddresses: [{ address: "ann@contoso.com", name: "Ann" }] }), keep("contact")],
  ["it is where Location says", then(() => get(`/me/contacts/${kept.contact.id}`)), one((found) => found.surname === "Lee" && found.emailAddresses.length === 1)],
  ["a contact of another user is elsewhere", then(() => get(`/users/other@contoso.com/contacts/${kept.contact.id}`)), status(404)],
  ["contacts by surname", get("/me/contacts?$filter=surname%20eq%20'Lee'&$select=surname"), values((found) => found.length === 1 && found[0].givenName === undefined)],
  ["contacts by address", get("/me/contacts?$filter=emailAddresses/any(a:a/address%20eq%20'ann@contoso.com')"), values((found) => found.length === 1)],
  ["a filter that cannot be", get("/me/contacts?$filter=surname%20eq"), status(400)],
  ["change one member", then(() => patch(`/me/contacts/${kept.contact.id}`, { surname: "Ray" })), one((found) => found.surname === "Ray" && found.givenName === "Ann")],
  ["remove a member", then(() => patch(`/me/contacts/${kept.contact.id}`, { givenName: null })), one((found) => found.givenName == null)],
  ["sorted from the end", get("/me/contacts?$orderby=surname%20desc&$top=1"), values((found) => found.length === 1)],
  ["create an event", post("/me/events", { subject: "Lunch", start: { dateTime: "2030-01-01T12:00:00", timeZone: "UTC" }, end: { dateTime: "2030-01-01T13:00:00", timeZone: "UTC" } }), keep("event")],
  ["the event is among the events", get("/me/events?$filter=start/dateTime%20ge%20'2029-12-31T00:00:00'"), values((found) => found.some((event) => event.id === kept.event.id))],
  ["create a task list", post("/me/todo/lists", { displayName: "Shopping" }), keep("tasks")],
  ["it is empty", then(() => get(`/me/todo/lists/${kept.tasks.id}/tasks`)), values((found) => found.length === 0)],
  ["create a task in it", then(() => post(`/me/todo/lists/${kept.tasks.id}/tasks`, { title: "Milk" })), keep("task")],
  ["it has one task", then(() => get(`/me/todo/lists/${kept.tasks.id}/tasks?$count=true`)), one((page) => page["@odata.count"] === 1 && page.value[0].title === "Milk")],
  ["delete the list", then(() => remove(`/me/todo/lists/${kept.tasks.id}`)), status(204)],
  ["its task is gone too", then(() => get(`/me/todo/lists/${kept.tasks.id}/tasks/${kept.task.id}`)), status(404)],
  ["delete it again", then(() => remove(`/me/todo/lists/${kept.tasks.id}`)), status(404)],
  ["create an application", post("/applications", { displayName: "Robot" }), keep("app")],
  ["found by its name", get("/applications?$filter=startswith(displayName,'Rob')&$select=id,displayName"), values((found) => found.length === 1 && found[0].id === kept.app.id)],
  ["create a message", post("/me/messages", { subject: "Robots", importance: "high" }), keep("message")],
  ["move it", then(() => post(`/me/messages/${kept.message.id}/move`, { destinationId: "archive" })), status(201)],
  ["attach a file", then(() => post(`/me/messages/${kept.message.id}/attachments`, { "@odata.type": "#microsoft.graph.fileAttachment", name: "a.txt", contentBytes: "SGVsbG8=" })), keep("file")],
  ["it is attached", then(() => get(`/me/messages/${kept.message.id}/attachments`)), values((found) => found.length === 1 && found[0].name === "a.txt")],
  ["not changed since", then(() => () => send("GET", `/me/messages/${kept.message.id}`, { headers: { "If-None-Match": "*" } })), status(304)],
  ["a batch that makes and reads", post("/$batch", { requests: [{ id: "1", method: "POST", url: "/me/todo/lists", body: { displayName: "From a batch" }, headers: { "Content-Type": "application/json" } }, { id: "2", method: "GET", url: "/me/todo/lists?$filter=displayName eq 'From a batch'", dependsOn: ["1"] }] }), one((batch) => { const by = Object.fromEntries(batch.responses.map((answer) => [answer.id, answer])); return by["1"].status === 201 && by["2"].body.value.length === 1; })],
];

await run("HTTP with state", calls, 1, 20);
