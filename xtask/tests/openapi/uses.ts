// What a client in TypeScript writes with the types that are made from the document of `docs/`. It has to compile.
import type { components, operations, paths } from "./docs";

type Operation = components["schemas"]["microsoft.graph.longRunningOperation"];
type Community = components["schemas"]["microsoft.graph.engagementAsyncOperation"];
type Get = paths["/me/authentication/operations/{longRunningOperationId}"]["get"];
type Answer = Get["responses"]["200"]["content"]["application/json"];
type Changes = operations["long_running_operation.UpdateLongRunningOperation.me_authentication_operations"]["requestBody"];

// A type of a family is told by its discriminator.
export const answered: Answer = { "@odata.type": "#microsoft.graph.longRunningOperation", id: "7", status: "running", createdDateTime: "2026-01-01T00:00:00Z" };
// An enumeration takes a member that no page names, and a member may be null.
export const other: Omit<Operation, "@odata.type"> = { status: "paused", statusDetail: null };
export const inherited: Operation["id"] = ({} as Community).id;
export const changes: Changes = { content: { "application/json": { status: "succeeded" } } };

// @ts-expect-error a status is a text
export const wrong: Omit<Operation, "@odata.type"> = { status: 5 };
