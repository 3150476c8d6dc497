// Requests as curl would send them, in areas of the API that the other scripts leave out, and what each has to return.
// Usage: node areas.mjs ROOT

import { run } from "../outcome.mjs";
import { sender } from "./sender.mjs";

const { get, post, patch, put, remove, send } = sender(process.argv[2]);

const isText = (value) => typeof value === "string" && value.length > 0;
const entity = (status, has) => (answer) => answer.status === status && answer.json !== undefined && has(answer.json);
const read = (has) => entity(200, has);
const made = (has) => entity(201, has);
const list = (has) => read((page) => Array.isArray(page.value) && page.value.length > 0 && page.value.every(has));
const hasId = (found) => isText(found.id);
const nothing = (answer) => answer.status === 204 && answer.text === "";
const refused = (status, says) => (answer) => answer.status === status && isText(answer.json?.error?.code) && answer.text.includes(says);
const workbook = "/me/drive/items/01ABC/workbook";

const calls = [
  // Spreadsheets
  ["worksheets", get(`${workbook}/worksheets`), list((sheet) => isText(sheet.name) && isText(sheet.visibility))],
  ["range of cells", get(`${workbook}/worksheets/Sheet1/range(address='A1:B2')`), read((range) => isText(range.address))],
  ["range whose address is encoded", get(`${workbook}/worksheets/Sheet1/range(address=%27A1%3AB2%27)`), read((range) => isText(range.address))],
  ["one cell", get(`${workbook}/worksheets/Sheet1/cell(row=1,column=2)`), read((range) => isText(range.address))],
  ["change cells", patch(`${workbook}/worksheets/Sheet1/range(address='A1')`, { values: [["a"]] }), read((range) => isText(range.address))],
  ["rows of a table", get(`${workbook}/tables/Table1/rows`), list((row) => row.values !== undefined)],
  ["add rows to a table", post(`${workbook}/tables/Table1/rows/add`, { index: null, values: [[1, 2, 3]] }), (answer) => [200, 201].includes(answer.status) && answer.json.values !== undefined],
  ["charts of a worksheet", get(`${workbook}/worksheets/Sheet1/charts`), list(hasId)],
  ["picture of a chart", get(`${workbook}/worksheets/Sheet1/charts/Chart1/image(width=640,height=480)`), (answer) => answer.status === 200 && answer.bytes > 0],
  ["worksheets by path of the file", get("/me/drive/root:/Reports/May.xlsx:/workbook/worksheets"), list((sheet) => isText(sheet.name))],
  ["session of a workbook", post(`${workbook}/createSession`, { persistChanges: true }), made((session) => isText(session.id) && session.persistChanges === true)],
  // Files
  ["invite to a file", post("/me/drive/items/01ABC/invite", { recipients: [{ email: "ann@contoso.com" }], message: "See", requireSignIn: true, sendInvitation: true, roles: ["write"] }), list((permission) => Array.isArray(permission.roles))],
  ["copy of a file", post("/me/drive/items/01ABC/copy", { parentReference: { driveId: "d", id: "i" }, name: "Copy.txt" }), (answer) => answer.status === 202 && isText(answer.headers.get("location"))],
  ["thumbnails", get("/me/drive/items/01ABC/thumbnails"), list((set) => isText(set.id) || set.small !== undefined || set.large !== undefined)],
  ["versions of a file", get("/me/drive/items/01ABC/versions"), list(hasId)],
  ["file of the drive of a group", get("/groups/g1/drive/root/children"), list((item) => isText(item.name))],
  ["documents shared with me", get("/me/drive/sharedWithMe"), list((item) => isText(item.name) || item.remoteItem !== undefined)],
  // Mail and calendar
  ["copy of a message", post("/me/messages/AAMk1/copy", { destinationId: "archive" }), made((message) => hasId(message) && message.subject !== undefined)],
  ["draft of a reply", post("/me/messages/AAMk1/createReply"), made((message) => hasId(message) && message.isDraft !== false)],
  ["categories", get("/me/outlook/masterCategories"), list((category) => isText(category.displayName) && isText(category.color))],
  ["create category", post("/me/outlook/masterCategories", { displayName: "Travel", color: "preset9" }), made((category) => isText(category.displayName) && isText(category.color))],
  ["focused inbox of a sender", post("/me/inferenceClassification/overrides", { classifyAs: "focused", senderEmailAddress: { name: "Ann", address: "ann@contoso.com" } }), made((override) => isText(override.classifyAs))],
  ["instances of an event", get("/me/events/AAMk2/instances?startDateTime=2030-01-01T00:00:00Z&endDateTime=2030-02-01T00:00:00Z"), list((event) => event.start !== undefined && event.end !== undefined)],
  ["mailbox settings", get("/me/mailboxSettings"), read((settings) => settings.automaticRepliesSetting !== undefined || isText(settings.timeZone))],
  ["change mailbox settings", patch("/me/mailboxSettings", { automaticRepliesSetting: { status: "disabled" } }), read((settings) => settings.automaticRepliesSetting !== undefined)],
  ["rooms", get("/places/microsoft.graph.room"), list((room) => isText(room.displayName) && room.capacity !== undefined)],
  // Directory
  ["invite a guest", post("/invitations", { invitedUserEmailAddress: "guest@fabrikam.com", inviteRedirectUrl: "https://contoso.com" }), made((invitation) => isText(invitation.inviteRedeemUrl) && isText(invitation.status))],
  ["domains", get("/domains"), list((domain) => hasId(domain) && typeof domain.isDefault === "boolean")],
  ["organization", get("/organization"), list((found) => isText(found.displayName) && Array.isArray(found.assignedPlans))],
  ["licences of the organization", get("/subscribedSkus"), list((sku) => isText(sku.skuPartNumber) && Array.isArray(sku.servicePlans))],
  ["objects by id", post("/directoryObjects/getByIds", { ids: ["84b80893-8749-40a3-97b7-68513b600544"], types: ["user"] }), list(hasId)],
  ["restore what was deleted", post("/directory/deletedItems/46cc6179-19d0-473e-97ad-6ff84347bbbb/restore"), read(hasId)],
  ["deleted groups", get("/directory/deletedItems/microsoft.graph.group"), list(hasId)],
  ["administrative unit", post("/directory/administrativeUnits", { displayName: "Seattle", description: "Seattle", visibility: "HiddenMembership" }), made((unit) => hasId(unit) && isText(unit.displayName))],
  ["app role of a user", post("/users/u1/appRoleAssignments", { principalId: "9028d19c-26a9-4809-8e3f-20ff73e2d75e", resourceId: "8fce32da-1246-437b-99cd-76d1d4677bd5", appRoleId: "498476ce-e0fe-48b0-b801-37ba7e2685c6" }), made((assignment) => isText(assignment.appRoleId))],
  ["grants of permissions", get("/oauth2PermissionGrants"), list((grant) => isText(grant.clientId) && grant.scope !== undefined)],
  ["sign in again", post("/me/revokeSignInSessions"), (answer) => [200, 204].includes(answer.status)],
  ["schema extension", post("/schemaExtensions", { id: "courses", description: "Courses", targetTypes: ["Group"], properties: [{ name: "courseId", type: "Integer" }] }), made((extension) => hasId(extension) && Array.isArray(extension.properties))],
  ["conditional access", get("/identity/conditionalAccess/policies"), list((policy) => hasId(policy) && isText(policy.state))],
  ["sign-ins", get("/auditLogs/signIns?$top=1"), list((signIn) => hasId(signIn) && isText(signIn.createdDateTime))],
  ["audit log", get("/auditLogs/directoryAudits?$filter=activityDisplayName%20eq%20'Add%20user'"), list((audit) => isText(audit.activityDisplayName))],
  ["reviews of access", get("/identityGovernance/accessReviews/definitions"), list((review) => hasId(review) && isText(review.status))],
  // Education, teams, devices, printers, calls
  ["create assignment", post("/education/classes/c1/assignments", { dueDateTime: "2030-01-01T00:00:00Z", displayName: "Reading", allowStudentsToAddResourcesToSubmission: true }), made((assignment) => hasId(assignment) && isText(assignment.displayName))],
  ["shifts of a team", get("/teams/t1/schedule/shifts?$filter=sharedShift/startDateTime%20ge%202030-01-01T00:00:00.000Z"), list((shift) => hasId(shift) && shift.sharedShift !== undefined)],
  ["apps of a team", get("/teams/t1/installedApps?$expand=teamsAppDefinition"), list((app) => hasId(app))],
  ["add a member to a team", post("/teams/t1/members", { "@odata.type": "#microsoft.graph.aadUserConversationMember", roles: ["owner"], "user@odata.bind": "https://graph.microsoft.com/v1.0/users('8b081ef6-4792-4def-b2c9-c363a1bf41d5')" }), made((member) => hasId(member) && Array.isArray(member.roles))],
  ["archive a team", post("/teams/t1/archive"), (answer) => answer.status === 202],
  ["devices that are managed", get("/deviceManagement/managedDevices"), list((device) => isText(device.deviceName))],
  ["printers", get("/print/printers"), list((printer) => hasId(printer) && isText(printer.displayName))],
  ["call record", get("/communications/callRecords/e523d2ed-2966-4b6b-925b-754a88034cc5"), read((record) => hasId(record) && Array.isArray(record.modalities))],
  ["hang up", remove("/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896"), nothing],
  ["tasks of a plan", get("/planner/plans/xqQg5FS2LkCp935s-FIFm2QAFkHM/tasks"), list((task) => hasId(task) && isText(task.title))],
  ["secure scores", get("/security/secureScores?$top=1"), list((score) => hasId(score) && score.currentScore !== undefined)],
  // What is no legitimate request. The page of the reply knows no body, which the service accepts by now.
  ["a comment for the draft of a reply", post("/me/messages/AAMk1/createReply", { comment: "Thanks" }), refused(400, "createreply")],
  ["an enumeration's member that there is not", patch("/me/events/AAMk2", { showAs: "asleep" }), refused(400, "showAs")],
  ["a number where a text belongs", post("/me/messages", { subject: 7 }), refused(400, "subject")],
  ["an entity where a list belongs", post("/me/messages", { toRecipients: { emailAddress: { address: "ann@contoso.com" } } }), refused(400, "toRecipients")],
  ["text that is no JSON", () => send("POST", "/me/messages", { headers: { "Content-Type": "application/json" }, body: "subject=Hello" }), refused(400, "JSON")],
  ["half of a JSON body", () => send("PATCH", "/me", { headers: { "Content-Type": "application/json" }, body: '{"jobTitle": "Chi' }), refused(400, "JSON")],
  ["no body where one is required", () => send("POST", "/groups", { headers: { "Content-Type": "application/json" } }), refused(400, "")],
  ["a method that the path lacks", put("/me/messages", {}), refused(405, "")],
  ["no token", () => send("GET", "/me", { headers: { Authorization: undefined } }), (answer) => answer.status === 401 && answer.headers.has("www-authenticate")],
  ["an unknown system query option", get("/users?$selct=id"), refused(400, "$selct")],
  ["a letter where a count belongs", get("/me/messages?$skip=x"), refused(400, "$skip")],
];

await run("HTTP, further areas", calls, 0.9);
