"""Calls of Microsoft's Python client in further areas, and what each has to return. Usage: msgraph_sdk_areas.py ROOT"""

import sys
from datetime import datetime
from uuid import UUID

from kiota_abstractions.api_error import APIError
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph.generated.directory_objects.get_by_ids.get_by_ids_post_request_body import GetByIdsPostRequestBody
from msgraph.generated.drives.item.items.item.copy.copy_post_request_body import CopyPostRequestBody
from msgraph.generated.drives.item.items.item.invite.invite_post_request_body import InvitePostRequestBody
from msgraph.generated.models.administrative_unit import AdministrativeUnit
from msgraph.generated.models.app_role_assignment import AppRoleAssignment
from msgraph.generated.models.application import Application
from msgraph.generated.models.chat_message import ChatMessage
from msgraph.generated.models.drive_recipient import DriveRecipient
from msgraph.generated.models.domain import Domain
from msgraph.generated.models.file_attachment import FileAttachment
from msgraph.generated.models.invitation import Invitation
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.outlook_category import OutlookCategory
from msgraph.generated.models.contact_folder import ContactFolder
from msgraph.generated.models.open_type_extension import OpenTypeExtension
from msgraph.generated.models.permission import Permission
from msgraph.generated.models.subscribed_sku import SubscribedSku
from msgraph.generated.models.todo_task import TodoTask
from msgraph.generated.models.workbook_range import WorkbookRange
from msgraph.generated.models.workbook_worksheet import WorkbookWorksheet
from msgraph.generated.subscriptions.item.subscription_item_request_builder import SubscriptionItemRequestBuilder
from msgraph.generated.users.item.messages.item.copy.copy_post_request_body import CopyPostRequestBody as CopyMessage
from msgraph.generated.users.item.check_member_groups.check_member_groups_post_request_body import (
    CheckMemberGroupsPostRequestBody,
)

from connection import connect
from outcome import run

ROOT = sys.argv[1] + "/v1.0"
client = connect(ROOT)
me = client.me
item = client.drives.by_drive_id("d").items.by_drive_item_id("i")
sheet = item.workbook.worksheets.by_workbook_worksheet_id("Sheet1")
message = me.messages.by_message_id("AAMk")
user = client.users.by_user_id("u")
team = client.teams.by_team_id("t")
application = client.applications.by_application_id("a")
INVITATION = InvitePostRequestBody(recipients=[DriveRecipient(email="ann@contoso.com")], roles=["read"])
GUID = UUID("498476ce-e0fe-48b0-b801-37ba7e2685c6")


def page(has):
    return lambda result: bool(result.value) and all(has(found) for found in result.value)


def is_a(kind, has=lambda found: True):
    return lambda result: isinstance(result, kind) and bool(has(result))


async def status_of(call):
    try:
        await call
    except (ODataError, APIError) as error:
        return error.response_status_code
    return None


CALLS = [
    ("worksheets", lambda: item.workbook.worksheets.get(), page(lambda found: isinstance(found, WorkbookWorksheet) and found.name)),
    ("range", lambda: sheet.range_with_address("A1:B2").get(), is_a(WorkbookRange, lambda found: found.address)),
    ("used range", lambda: sheet.used_range.get(), is_a(WorkbookRange, lambda found: found.address)),
    # This client writes the address without the comma, so that no service knows it.
    ("cell", lambda: status_of(sheet.cell_with_row_with_column(1, 2).get()), lambda found: found == 404),
    ("charts", lambda: sheet.charts.get(), page(lambda found: found.id)),
    # By default this client sends members that these pages do not know, which is refused.
    ("invite to a file", lambda: status_of(item.invite.post(INVITATION)), lambda found: found == 400),
    ("copy of a file", lambda: status_of(item.copy.post(CopyPostRequestBody(name="b"))), lambda found: found == 400),
    ("permissions of a file", lambda: item.permissions.get(), page(lambda found: isinstance(found, Permission) and found.id)),
    ("changes of a drive", lambda: item.delta.get(), lambda found: bool(found.value)),
    ("copy of a message", lambda: message.copy.post(CopyMessage(destination_id="archive")), lambda found: found.id and found.subject is not None),
    (
        "attach a file",
        lambda: message.attachments.post(FileAttachment(odata_type="#microsoft.graph.fileAttachment", name="a", content_bytes=b"SGVsbG8=")),
        is_a(FileAttachment, lambda found: found.id),
    ),
    ("attachment", lambda: message.attachments.by_attachment_id("x").get(), lambda found: found.name),
    ("contact folders", lambda: me.contact_folders.get(), page(lambda found: isinstance(found, ContactFolder) and found.id)),
    ("categories", lambda: me.outlook.master_categories.get(), page(lambda found: isinstance(found, OutlookCategory) and found.color)),
    ("open extension of a message", lambda: message.extensions.by_extension_id("Com.Contoso.Referral").get(), is_a(OpenTypeExtension)),
    ("mailbox settings", lambda: me.mailbox_settings.get(), lambda found: found.time_zone or found.automatic_replies_setting),
    ("invite a guest", lambda: client.invitations.post(Invitation(invited_user_email_address="g@fabrikam.com", invite_redirect_url="https://contoso.com")), is_a(Invitation, lambda found: found.invite_redeem_url)),
    ("domains", lambda: client.domains.get(), page(lambda found: isinstance(found, Domain) and found.id)),
    ("licences", lambda: client.subscribed_skus.get(), page(lambda found: isinstance(found, SubscribedSku) and found.sku_id)),
    ("organization", lambda: client.organization.get(), page(lambda found: found.display_name and found.assigned_plans)),
    ("objects by id", lambda: client.directory_objects.get_by_ids.post(GetByIdsPostRequestBody(ids=[str(GUID)], types=["user"])), page(lambda found: found.id)),
    ("member of groups", lambda: user.check_member_groups.post(CheckMemberGroupsPostRequestBody(group_ids=[str(GUID)])), lambda found: bool(found.value)),
    ("app roles of a user", lambda: user.app_role_assignments.get(), page(lambda found: isinstance(found, AppRoleAssignment) and found.app_role_id)),
    ("owners of an application", lambda: application.owners.get(), page(lambda found: found.id)),
    ("change an application", lambda: application.patch(Application(display_name="Robot")), lambda found: found is None),
    ("administrative units", lambda: client.directory.administrative_units.get(), page(lambda found: isinstance(found, AdministrativeUnit) and found.id)),
    ("sign-ins", lambda: client.audit_logs.sign_ins.get(), page(lambda found: isinstance(found.created_date_time, datetime))),
    ("policies of conditional access", lambda: client.identity.conditional_access.policies.get(), page(lambda found: found.state)),
    ("reply in a channel", lambda: team.channels.by_channel_id("c").messages.by_chat_message_id("m").replies.post(ChatMessage(body=ItemBody(content="Yes"))), is_a(ChatMessage, lambda found: found.id)),
    ("apps of a team", lambda: team.installed_apps.get(), page(lambda found: found.id)),
    ("members of a team", lambda: team.members.get(), page(lambda found: found.id)),
    ("shifts", lambda: team.schedule.shifts.get(), page(lambda found: found.id and found.shared_shift)),
    ("change a task", lambda: me.todo.lists.by_todo_task_list_id("l").tasks.by_todo_task_id("t").patch(TodoTask(title="New")), is_a(TodoTask)),
    ("managed devices", lambda: client.device_management.managed_devices.get(), page(lambda found: found.device_name)),
    ("printers", lambda: client.print.printers.get(), page(lambda found: found.display_name)),
    ("secure scores", lambda: client.security.secure_scores.get(), page(lambda found: found.current_score is not None)),
    ("number of groups", lambda: client.groups.count.get(counted()), lambda found: isinstance(found, int)),
    ("number of messages", lambda: me.messages.count.get(), lambda found: isinstance(found, int)),
    ("subscription with a property that there is not", lambda: status_of(client.subscriptions.by_subscription_id("s").get(selected("nosuch"))), lambda found: found == 400),
    ("group of a type that there is not", lambda: status_of(client.groups.by_group_id("g").with_url(ROOT + "/groups/g/nothing").get()), lambda found: found == 404),
]


def counted():
    asked = RequestConfiguration()
    asked.headers.add("ConsistencyLevel", "eventual")
    return asked


def selected(name):
    builder = SubscriptionItemRequestBuilder
    return RequestConfiguration(query_parameters=builder.SubscriptionItemRequestBuilderGetQueryParameters(select=[name]))


run("msgraph-sdk, further areas", CALLS, 0.9)
