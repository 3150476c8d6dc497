// Forty more requests as curl would send them, over every area a few. Usage: node everyday.mjs ROOT

import { run } from "../outcome.mjs";
import { sender } from "./sender.mjs";

const { get, post, patch, remove, send } = sender(process.argv[2]);
const isText = (value) => typeof value === "string" && value.length > 0;
const entity = (status, has) => (answer) => answer.status === status && answer.json !== undefined && has(answer.json);
const read = (has) => entity(200, has);
const made = (has) => entity(201, has);
const list = (has) => read((page) => Array.isArray(page.value) && page.value.length > 0 && page.value.every(has));
const hasId = (found) => isText(found.id);
const nothing = (answer) => answer.status === 204 && answer.text === "";
const calls = [
  ["trending", get("/me/insights/trending"), list(hasId)],
  ["event extension", get("/me/events/e/extensions/Com.Contoso.Deal"), read((found) => isText(found.extensionName) || hasId(found))],
  ["tentative", post("/me/events/e/tentativelyAccept", { comment: "maybe", sendResponse: true }), (answer) => answer.status === 202],
  ["snooze", post("/me/events/e/snoozeReminder", { newReminderTime: { dateTime: "2030-01-01T10:00:00", timeZone: "UTC" } }), (answer) => [200, 202, 204].includes(answer.status)],
  ["attachments of event", get("/me/events/e/attachments"), list((found) => isText(found.name))],
  ["photo meta", get("/me/photo"), read((found) => found.width !== undefined)],
  ["owners", get("/groups/g/owners"), list(hasId)],
  ["add owner", post("/groups/g/owners/$ref", { "@odata.id": "https://graph.microsoft.com/v1.0/users/u" }), nothing],
  ["lifecycle policies", get("/groupLifecyclePolicies"), list(hasId)],
  ["renew group", post("/groups/g/renew"), nothing],
  ["threads", get("/groups/g/threads"), list((found) => isText(found.topic))],
  ["devices", get("/devices"), list((found) => isText(found.displayName))],
  ["contracts", get("/contracts"), list((found) => isText(found.displayName))],
  ["directory role templates", get("/directoryRoleTemplates"), list(hasId)],
  // These pages document no path of roles, and show the content of a page of notes below another path only.
  ["role assignments", get("/roleManagement/directory/roleAssignments"), (answer) => answer.status === 404],
  ["policies", get("/policies/authorizationPolicy"), read(hasId)],
  ["token lifetime", post("/policies/tokenLifetimePolicies", { definition: ["{}"], displayName: "x", isOrganizationDefault: true }), made(hasId)],
  ["channel message reply list", get("/teams/t/channels/c/messages/m/replies"), list(hasId)],
  ["send chat message", post("/teams/t/channels/c/messages", { body: { content: "Hello" } }), made(hasId)],
  ["channel tabs", get("/teams/t/channels/c/tabs"), list(hasId)],
  ["delete channel", remove("/teams/t/channels/c"), nothing],
  ["chats", get("/chats/c/members"), list(hasId)],
  ["todo attachments", get("/me/todo/lists/l/tasks/t/linkedResources"), list(hasId)],
  ["planner buckets", get("/planner/plans/p/buckets"), list((found) => isText(found.name))],
  ["site search", get("/sites?search=marketing"), list(hasId)],
  ["subsites", get("/sites/s/sites"), list(hasId)],
  ["page of onenote", get("/me/onenote/pages/p/content"), (answer) => answer.status === 405],
  ["recent", get("/me/drive/recent"), list((found) => isText(found.name) || found.remoteItem !== undefined)],
  ["permissions of item", get("/me/drive/items/i/permissions"), list(hasId)],
  ["checkout", post("/me/drive/items/i/checkout"), nothing],
  ["rename", patch("/me/drive/items/i", { name: "new.docx" }), read((found) => isText(found.name))],
  ["delete item", remove("/me/drive/items/i"), nothing],
  ["mail search", get("/me/messages?$search=%22pizza%22"), list(hasId)],
  ["mail by sender", get("/me/messages?$filter=from/emailAddress/address%20eq%20'a@b.com'&$select=subject,from"), list((found) => found.subject !== undefined)],
  ["focused overrides", get("/me/inferenceClassification/overrides"), list(hasId)],
  ["mime reply", () => send("POST", "/me/messages/m/reply", { headers: { "Content-Type": "text/plain" }, body: "SGVsbG8=" }), (answer) => answer.status === 202],
  ["xml", () => send("POST", "/me/messages", { headers: { "Content-Type": "application/xml" }, body: "<a/>" }), (answer) => answer.status === 415],
  ["array", () => send("POST", "/me/messages", { headers: { "Content-Type": "application/json" }, body: "[]" }), (answer) => answer.status === 400],
  ["date", post("/subscriptions", { changeType: "created", notificationUrl: "https://x/", resource: "me/messages", expirationDateTime: 5 }), (answer) => answer.status === 400],
  ["importance", post("/me/messages", { importance: "urgent" }), (answer) => answer.status === 400 && answer.text.includes("importance")],
];
await run("HTTP, everyday requests", calls, 0.9);
