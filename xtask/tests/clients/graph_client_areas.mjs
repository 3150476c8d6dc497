// Forty-nine calls of Microsoft's JavaScript client in further areas of the API, and what each has to return.
// Usage: node graph_client_areas.mjs ROOT

import { connect } from "./connection.mjs";
import { run, statusOf } from "./outcome.mjs";

const root = process.argv[2];
const { client } = await connect(root);

const isText = (value) => typeof value === "string" && value.length > 0;
const isPage = (has) => (page) => Array.isArray(page.value) && page.value.length > 0 && page.value.every(has);
const hasId = (found) => isText(found.id);
const isNothing = async (result) =>
  result === undefined || (result instanceof ReadableStream && (await new Response(result).text()) === "");
const get = (path) => () => client.api(path).get();
const post = (path, body) => () => client.api(path).post(body);
const patch = (path, body) => () => client.api(path).patch(body);
const remove = (path) => () => client.api(path).delete();
const later = { changeType: "created", notificationUrl: "https://contoso.com/hook", resource: "me/messages", expirationDateTime: "2030-01-01T00:00:00Z" };

async function raw(path, init) {
  return fetch(`${root}/v1.0${path}`, { ...init, headers: { Authorization: "Bearer token", ...init?.headers } });
}

async function dependent() {
  const requests = [
    { id: "1", method: "POST", url: "/me/messages", body: { subject: "Hello" }, headers: { "Content-Type": "application/json" } },
    { id: "2", method: "GET", url: "/no/such/path", dependsOn: ["1"] },
    { id: "3", method: "GET", url: "/me", dependsOn: ["2"] },
  ];
  const { responses } = await client.api("/$batch").post({ requests });
  return Object.fromEntries(responses.map((answer) => [answer.id, answer.status]));
}

// The examples of two pages show items without `id`, and a request that a page itself shows gets the page's values: the calls
// `notebooks` and `applications` are wrong for that reason.
const calls = [
  ["search", post("/search/query", { requests: [{ entityTypes: ["message"], query: { queryString: "contoso" } }] }), isPage((found) => Array.isArray(found.hitsContainers))],
  ["subscribe", post("/subscriptions", later), hasId],
  ["subscriptions", get("/subscriptions"), isPage(hasId)],
  ["renew a subscription", patch("/subscriptions/s", { expirationDateTime: "2030-02-01T00:00:00Z" }), hasId],
  ["unsubscribe", remove("/subscriptions/s"), isNothing],
  ["notebooks", get("/me/onenote/notebooks"), isPage(hasId)],
  ["create notebook", post("/me/onenote/notebooks", { displayName: "Notes" }), hasId],
  ["sections of a notebook", get("/me/onenote/notebooks/n/sections"), isPage(hasId)],
  ["plans of a group", get("/groups/g/planner/plans"), isPage(hasId)],
  ["create plan", post("/planner/plans", { owner: "g", title: "Plan" }), hasId],
  // These pages know no `container` of a plan, and none of the next three paths, which the service has by now.
  ["create plan in a container", () => statusOf(post("/planner/plans", { container: { url: "https://x/" }, title: "Plan" })), (status) => status === 400],
  ["planner task", get("/planner/tasks/t"), hasId],
  ["change planner task with If-Match", () => client.api("/planner/tasks/t").header("If-Match", 'W/"x"').patch({ percentComplete: 50 }), (found) => found === undefined || isText(found.id) || found instanceof ReadableStream],
  ["change planner task without If-Match", () => statusOf(patch("/planner/tasks/t", { percentComplete: 50 })), (status) => status === 400],
  ["tasks of a list", get("/me/todo/lists/l/tasks"), isPage(hasId)],
  ["create task", post("/me/todo/lists/l/tasks", { title: "Buy milk" }), hasId],
  ["delete task", remove("/me/todo/lists/l/tasks/t"), isNothing],
  ["alerts of the second version", () => statusOf(get("/security/alerts_v2?$top=1")), (status) => status === 404],
  ["security incident", () => statusOf(get("/security/incidents/1")), (status) => status === 404],
  ["applications", get("/applications"), isPage(hasId)],
  ["create application", post("/applications", { displayName: "App" }), (found) => isText(found.appId)],
  ["add password", post("/applications/a/addPassword", { passwordCredential: { displayName: "key" } }), (found) => isText(found.secretText)],
  ["service principals by name", () => client.api("/servicePrincipals").filter("startswith(displayName,'a')").count(true).header("ConsistencyLevel", "eventual").get(), isPage(hasId)],
  ["education classes", get("/education/classes"), isPage(hasId)],
  ["site by its path", get("/sites/contoso.sharepoint.com:/teams/hr"), hasId],
  ["root site", get("/sites/root"), hasId],
  ["lists of a site", get("/sites/s/lists"), isPage(hasId)],
  ["items of a list with fields", () => client.api("/sites/s/lists/l/items").expand("fields($select=Name)").get(), isPage(hasId)],
  ["create item of a list", post("/sites/s/lists/l/items", { fields: { Title: "Widget" } }), hasId],
  ["presence", get("/me/presence"), (found) => isText(found.availability)],
  ["set presence", () => statusOf(post("/users/u/presence/setPresence", { sessionId: "s", availability: "Available", activity: "Available" })), (status) => status === 404],
  ["create online meeting", post("/me/onlineMeetings", { subject: "Talk", startDateTime: "2030-01-01T10:00:00Z", endDateTime: "2030-01-01T11:00:00Z" }), (found) => isText(found.joinWebUrl) || hasId(found)],
  ["rules of a folder", get("/me/mailFolders/inbox/messageRules"), isPage(hasId)],
  ["create rule", post("/me/mailFolders/inbox/messageRules", { displayName: "From Ann", sequence: 2, isEnabled: true, conditions: { senderContains: ["ann"] }, actions: { stopProcessingRules: true } }), hasId],
  ["create folder", post("/me/mailFolders", { displayName: "New", isHidden: false }), hasId],
  ["child folders", get("/me/mailFolders/inbox/childFolders"), isPage(hasId)],
  ["upload session of an attachment", post("/me/messages/m/attachments/createUploadSession", { AttachmentItem: { attachmentType: "file", name: "a", size: 10 } }), (found) => found.uploadUrl.includes(new URL(root).host)],
  ["messages with immutable ids", () => client.api("/me/messages").header("Prefer", 'IdType="ImmutableId"').get(), isPage(hasId)],
  ["messages as text", () => client.api("/me/messages/m").header("Prefer", 'outlook.body-content-type="text"').get(), hasId],
  ["search of people", () => client.api("/me/people").search('"ann"').get(), isPage(hasId)],
  ["users by $search", () => client.api("/users").search('"displayName:ann"').header("ConsistencyLevel", "eventual").get(), isPage(hasId)],
  ["report", async () => (await raw("/reports/getEmailActivityUserDetail(period='D7')")).status, (status) => [200, 302].includes(status)],
  ["batch with dependsOn", dependent, (found) => found["1"] === 201 && found["2"] === 404 && found["3"] === 424],
  ["directory roles", get("/directoryRoles"), isPage(hasId)],
  ["licences", post("/users/u/assignLicense", { addLicenses: [], removeLicenses: [] }), hasId],
  ["member groups", post("/me/getMemberGroups", { securityEnabledOnly: false }), (found) => Array.isArray(found.value)],
  ["schedule", post("/me/calendar/getSchedule", { schedules: ["ann@contoso.com"], startTime: { dateTime: "2030-01-01T10:00:00", timeZone: "UTC" }, endTime: { dateTime: "2030-01-01T11:00:00", timeZone: "UTC" } }), (found) => Array.isArray(found.value)],
  ["a member that there is not", () => statusOf(patch("/subscriptions/s", { expirationDatTime: "2030-02-01T00:00:00Z" })), (status) => status === 400],
  ["a page size that is no number", () => statusOf(get("/users?$top=many")), (status) => status === 400],
];

await run("microsoft-graph-client, further areas", calls, 0.9);
