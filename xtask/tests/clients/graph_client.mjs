// Sixty ordinary calls of Microsoft's JavaScript client, and what each has to return. Usage: node graph_client.mjs ROOT

import { connect, textOf } from "./connection.mjs";
import { run, statusOf } from "./outcome.mjs";

const root = process.argv[2];
const { client, BatchRequestContent, BatchResponseContent, LargeFileUploadTask, PageIterator, FileUpload } =
  await connect(root);

const isPage = (has) => (page) => Array.isArray(page.value) && page.value.length > 0 && page.value.every(has);
/** An empty body is `undefined`, or a stream of no bytes. */
const isNothing = async (result) =>
  result === undefined || (result instanceof ReadableStream && (await new Response(result).text()) === "");
const isText = (value) => typeof value === "string" && value.length > 0;
const message = {
  subject: "Hello",
  body: { contentType: "Text", content: "Hi" },
  toRecipients: [{ emailAddress: { address: "ann@contoso.com" } }],
};
const get = (path) => () => client.api(path).get();
const bytes = (path) => async () => textOf(await client.api(path).responseType("arraybuffer").get());

async function everyPage(path) {
  const first = await client.api(path).get();
  let count = 0;
  const iterator = new PageIterator(client, first, () => ++count < 1000);
  await iterator.iterate();
  return { count, delta: iterator.getDeltaLink(), isComplete: iterator.isComplete() };
}

async function batch() {
  const step = (id, path, init) => ({ id, request: new Request(`${root}/v1.0${path}`, init) });
  const post = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ displayName: "G" }) };
  const content = new BatchRequestContent([step("1", "/me"), step("2", "/users"), step("3", "/groups", post)]);
  const answers = new BatchResponseContent(await client.api("/$batch").post(await content.getContent()));
  return [...answers.getResponses().values()].map((answer) => answer.status);
}

async function upload() {
  const session = await LargeFileUploadTask.createUploadSession(client, "/me/drive/items/i/createUploadSession", {
    item: { name: "x.txt" },
  });
  const content = new Uint8Array(700 * 1024).fill(65);
  const file = new FileUpload(content, "x.txt", content.length);
  const task = new LargeFileUploadTask(client, file, session, { rangeSize: 320 * 1024 });
  const result = await task.upload();
  return { isHere: session.url.startsWith(`https://${new URL(root).host}`), result: result.responseBody };
}

const calls = [
  ["me", get("/me"), (user) => isText(user.displayName)],
  ["me with $select", () => client.api("/me").select(["displayName", "id"]).get(), (user) => isText(user.id)],
  ["change me", () => client.api("/me").patch({ jobTitle: "Chief" }), isNothing],
  ["user", get("/users/ann@contoso.com"), (user) => isText(user.userPrincipalName)],
  ["users", get("/users"), isPage((user) => isText(user.displayName))],
  ["users with $top and $select", () => client.api("/users").top(5).select("displayName").get(), isPage((user) => user.id)],
  [
    "users with $filter and $count",
    () => client.api("/users").header("ConsistencyLevel", "eventual").count(true).filter("endsWith(mail,'a@contoso.com')").get(),
    (page) => Array.isArray(page.value),
  ],
  ["number of users", () => client.api("/users/$count").header("ConsistencyLevel", "eventual").get(), (count) => Number(count) >= 0],
  ["create user", () => client.api("/users").post({ displayName: "Ann", accountEnabled: true }), (user) => isText(user.id)],
  ["change user", () => client.api("/users/u").update({ jobTitle: "Chief" }), isNothing],
  ["delete user", () => client.api("/users/u").delete(), isNothing],
  ["changes of users", () => everyPage("/users/delta"), (found) => found.count > 0 && isText(found.delta)],
  ["manager", get("/users/u/manager"), (user) => isText(user.id)],
  ["direct reports", get("/users/u/directReports"), isPage((user) => isText(user.id))],
  ["groups of a user", get("/me/memberOf"), isPage((group) => isText(group.id))],
  ["photo", bytes("/me/photo/$value"), (found) => found.length > 0 && !found.startsWith("{")],
  ["messages", get("/me/messages"), isPage((found) => isText(found.subject))],
  [
    "messages with $filter and $orderby",
    () => client.api("/me/messages").filter("isRead eq false").orderby("subject").top(3).get(),
    isPage((found) => isText(found.id)),
  ],
  ["message", get("/me/messages/AAMk"), (found) => isText(found.subject)],
  ["message with $expand", () => client.api("/me/messages/AAMk").expand("attachments").get(), (found) => isText(found.id)],
  ["create message", () => client.api("/me/messages").post(message), (found) => isText(found.id)],
  ["change message", () => client.api("/me/messages/AAMk").patch({ subject: "New" }), (found) => isText(found.id)],
  ["delete message", () => client.api("/me/messages/AAMk").delete(), isNothing],
  ["send mail", () => client.api("/me/sendMail").post({ message, saveToSentItems: false }), isNothing],
  ["reply", () => client.api("/me/messages/AAMk/reply").post({ comment: "Yes" }), isNothing],
  ["forward", () => client.api("/me/messages/AAMk/forward").post({ comment: "See", toRecipients: message.toRecipients }), isNothing],
  ["move", () => client.api("/me/messages/AAMk/move").post({ destinationId: "deleteditems" }), (found) => isText(found.id)],
  ["mime content", bytes("/me/messages/AAMk/$value"), (found) => found.length > 0 && !found.startsWith("{")],
  ["attachments", get("/me/messages/AAMk/attachments"), isPage((found) => isText(found.id))],
  ["mail folders", get("/me/mailFolders"), isPage((found) => isText(found.displayName))],
  ["changes of messages", () => everyPage("/me/mailFolders/inbox/messages/delta"), (found) => found.count > 0 && isText(found.delta)],
  ["events", get("/me/events"), isPage((found) => isText(found.subject))],
  ["create event", () => client.api("/me/events").post({ subject: "Lunch" }), (found) => isText(found.id)],
  ["event", get("/me/events/e"), (found) => isText(found.subject)],
  ["accept event", () => client.api("/me/events/e/accept").post({ comment: "I come", sendResponse: true }), isNothing],
  ["delete event", () => client.api("/me/events/e").delete(), isNothing],
  [
    "calendar view",
    () => client.api("/me/calendarView").query({ startDateTime: "2020-01-01T00:00:00Z", endDateTime: "2020-02-01T00:00:00Z" }).get(),
    isPage((found) => isText(found.id)),
  ],
  [
    "find meeting times",
    () => client.api("/me/findMeetingTimes").post({ meetingDuration: "PT1H" }),
    (found) => Array.isArray(found.meetingTimeSuggestions),
  ],
  ["calendars", get("/me/calendars"), isPage((found) => isText(found.id))],
  ["contacts", get("/me/contacts"), isPage((found) => isText(found.displayName))],
  ["task lists", get("/me/todo/lists"), isPage((found) => isText(found.id))],
  [
    "groups with $count",
    () => client.api("/groups").header("ConsistencyLevel", "eventual").count(true).filter("startswith(displayName,'a')").get(),
    isPage((found) => isText(found.id)),
  ],
  ["group", get("/groups/g"), (found) => isText(found.displayName)],
  ["create group", () => client.api("/groups").post({ displayName: "G", mailEnabled: false }), (found) => isText(found.id)],
  ["members", get("/groups/g/members"), isPage((found) => isText(found.id))],
  ["members of a type", get("/groups/g/members/microsoft.graph.user"), isPage((found) => isText(found.id))],
  ["add member", () => client.api("/groups/g/members/$ref").post({ "@odata.id": `${root}/v1.0/directoryObjects/1` }), isNothing],
  ["remove member", () => client.api("/groups/g/members/m/$ref").delete(), isNothing],
  ["drive", get("/me/drive"), (found) => isText(found.id)],
  ["root of the drive", get("/me/drive/root"), (found) => isText(found.id)],
  ["children", get("/me/drive/root/children"), isPage((found) => isText(found.name))],
  ["item by its path", get("/me/drive/root:/Documents/a.txt"), (found) => isText(found.name)],
  ["create folder", () => client.api("/me/drive/root/children").post({ name: "New", folder: {} }), (found) => isText(found.id)],
  ["content", bytes("/me/drive/items/i/content"), (found) => found.length > 0],
  ["upload content", () => client.api("/me/drive/items/i/content").put("text"), (found) => isText(found.id)],
  ["create link", () => client.api("/me/drive/items/i/createLink").post({ type: "view" }), (found) => isText(found.link.webUrl)],
  ["upload session", upload, (found) => found.isHere && isText(found.result.id)],
  ["search", get("/me/drive/root/search(q='a')"), isPage((found) => isText(found.id))],
  ["joined teams", get("/me/joinedTeams"), isPage((found) => isText(found.id))],
  ["team", get("/teams/t"), (found) => isText(found.id)],
  ["channels", get("/teams/t/channels"), isPage((found) => isText(found.displayName))],
  ["create channel", () => client.api("/teams/t/channels").post({ displayName: "C" }), (found) => isText(found.id)],
  [
    "send message to channel",
    () => client.api("/teams/t/channels/c/messages").post({ body: { content: "Hello" } }),
    (found) => !Number.isNaN(Date.parse(found.createdDateTime)),
  ],
  ["batch", batch, (found) => found.join() === "200,200,201"],
  ["what no page documents", () => statusOf(get("/nothing")), (status) => status === 404],
  ["a parameter that there is not", () => statusOf(() => client.api("/me/sendMail").post({ mesage: message })), (status) => status === 400],
];

await run("microsoft-graph-client", calls, 0.9);
