// A session of Microsoft's JavaScript client with a mock that remembers. Usage: node graph_client_state.mjs ROOT

import { connect, textOf } from "./connection.mjs";
import { run, statusOf } from "./outcome.mjs";

const root = process.argv[2];
const { client, LargeFileUploadTask, FileUpload, PageIterator } = await connect(root);
const names = (page) => page.value.map((item) => item.displayName ?? item.name ?? item.subject);
let message, etag, group, user, folder, delta, team;

async function upload() {
  const session = await LargeFileUploadTask.createUploadSession(client, `/me/drive/items/${folder.id}/createUploadSession`, {});
  const content = new Uint8Array(700 * 1024).fill(65);
  const task = new LargeFileUploadTask(client, new FileUpload(content, "a", content.length), session, { rangeSize: 320 * 1024 });
  return (await task.upload()).responseBody;
}

const calls = [
  ["create", () => client.api("/me/messages").post({ subject: "First", importance: "low" }), (made) => (message = made).id],
  ["list", () => client.api("/me/messages").select("subject").get(), (page) => names(page).includes("First")],
  ["list what is asked for", () => client.api("/me/messages").filter("subject eq 'First'").get(), (page) => page.value.length === 1],
  ["change", () => client.api(`/me/messages/${message.id}`).patch({ subject: "Second" }), (changed) => changed.subject === "Second"],
  ["read", () => client.api(`/me/messages/${message.id}`).get(), (read) => (etag = read["@odata.etag"]) && read.importance === "low"],
  [
    "change what another changed",
    () => statusOf(() => client.api(`/me/messages/${message.id}`).header("If-Match", 'W/"0"').patch({ subject: "Third" })),
    (status) => status === 412,
  ],
  ["change as it was read", () => client.api(`/me/messages/${message.id}`).header("If-Match", etag).patch({ subject: "Third" }), (changed) => changed.subject === "Third"],
  ["delete", () => client.api(`/me/messages/${message.id}`).delete(), () => true],
  ["read what is gone", () => statusOf(() => client.api(`/me/messages/${message.id}`).get()), (status) => status === 404],
  ["list without it", () => client.api("/me/messages").top(50).get(), (page) => !names(page).includes("Third")],
  [
    "create a user",
    () => client.api("/users").post({ displayName: "Ann Lee", userPrincipalName: "ann.lee@contoso.com", accountEnabled: true }),
    (made) => (user = made).id,
  ],
  ["read by name", () => client.api("/users/ann.lee@contoso.com").get(), (read) => read.id === user.id],
  ["what is new", () => client.api("/users/delta").get(), (page) => (delta = page["@odata.deltaLink"])],
  ["change the user", () => client.api(`/users/${user.id}`).patch({ jobTitle: "Chief" }), () => true],
  ["what changed", () => client.api(delta).get(), (page) => page.value.length === 1 && page.value[0].jobTitle === "Chief"],
  [
    "count",
    () => client.api("/users/$count").header("ConsistencyLevel", "eventual").filter("startsWith(displayName,'ann l')").get(),
    (count) => Number(count) === 1,
  ],
  ["create a group", () => client.api("/groups").post({ displayName: "G", mailEnabled: false }), (made) => (group = made).id],
  ["it has no members", () => client.api(`/groups/${group.id}/members`).get(), (page) => page.value.length === 0],
  [
    "add a member",
    () => client.api(`/groups/${group.id}/members/$ref`).post({ "@odata.id": `${root}/v1.0/directoryObjects/${user.id}` }),
    () => true,
  ],
  ["it has one member", () => client.api(`/groups/${group.id}/members`).get(), (page) => names(page).join() === "Ann Lee"],
  ["delete the user", () => client.api(`/users/${user.id}`).delete(), () => true],
  ["it has none again", () => client.api(`/groups/${group.id}/members`).get(), (page) => page.value.length === 0],
  ["what is removed", () => client.api(delta).get(), (page) => page.value.some((change) => change.id === user.id && change["@removed"])],
  ["create a folder", () => client.api("/me/drive/root/children").post({ name: "Folder", folder: {} }), (made) => (folder = made).id],
  ["put a file into it", () => client.api(`/me/drive/items/${folder.id}:/a.txt:/content`).put("Hello"), (made) => made.name === "a.txt"],
  ["list it", () => client.api(`/me/drive/items/${folder.id}/children`).get(), (page) => names(page).join() === "a.txt"],
  ["find it by its path", () => client.api("/me/drive/root:/Folder/a.txt").get(), (found) => found.size === 5],
  [
    "read it",
    async () => {
      const { id } = await client.api("/me/drive/root:/Folder/a.txt").get();
      return textOf(await client.api(`/me/drive/items/${id}/content`).responseType("arraybuffer").get());
    },
    (text) => text === "Hello",
  ],
  ["upload in pieces", upload, (item) => item.size === 700 * 1024],
  [
    "pages of a list",
    async () => {
      for (let number = 0; number < 5; number += 1) await client.api("/me/todo/lists").post({ displayName: `List ${number}` });
      const found = [];
      const first = await client.api("/me/todo/lists").top(2).orderby("displayName desc").get();
      await new PageIterator(client, first, (list) => found.push(list.displayName) > 0).iterate();
      return found;
    },
    (found) => [4, 3, 2, 1, 0].every((number, at, all) => at === 0 || found.indexOf(`List ${all[at - 1]}`) < found.indexOf(`List ${number}`)),
  ],
  ["create a channel", async () => {
    team = (await client.api("/me/joinedTeams").get()).value[0];
    await client.api(`/teams/${team.id}/channels`).post({ displayName: "News" });
    return client.api(`/teams/${team.id}/channels`).get();
  }, (page) => names(page).includes("News")],
];

await run("microsoft-graph-client with state", calls, 1, 20);
