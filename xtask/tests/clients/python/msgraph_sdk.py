"""Forty and more ordinary calls of Microsoft's Python client, and what each has to return. Usage: msgraph_sdk.py ROOT"""

import sys
from datetime import datetime

from kiota_abstractions.api_error import APIError
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.drives.item.items.item.create_link.create_link_post_request_body import CreateLinkPostRequestBody
from msgraph.generated.drives.item.items.item.create_upload_session.create_upload_session_post_request_body import (
    CreateUploadSessionPostRequestBody,
)
from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.users.item.calendar_view.calendar_view_request_builder import CalendarViewRequestBuilder
from msgraph.generated.users.item.get_mail_tips.get_mail_tips_post_request_body import GetMailTipsPostRequestBody
from msgraph.generated.users.item.messages.item.forward.forward_post_request_body import ForwardPostRequestBody
from msgraph.generated.users.item.messages.item.move.move_post_request_body import MovePostRequestBody
from msgraph.generated.users.item.messages.item.reply.reply_post_request_body import ReplyPostRequestBody
from msgraph.generated.users.item.messages.messages_request_builder import MessagesRequestBuilder
from msgraph.generated.users.item.send_mail.send_mail_post_request_body import SendMailPostRequestBody
from msgraph.generated.models.body_type import BodyType
from msgraph.generated.models.channel import Channel
from msgraph.generated.models.chat_message import ChatMessage
from msgraph.generated.models.contact import Contact
from msgraph.generated.models.drive_item import DriveItem
from msgraph.generated.models.drive_item_uploadable_properties import DriveItemUploadableProperties
from msgraph.generated.models.email_address import EmailAddress
from msgraph.generated.models.event import Event
from msgraph.generated.models.folder import Folder
from msgraph.generated.models.group import Group
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.mail_folder import MailFolder
from msgraph.generated.models.message import Message
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.recipient import Recipient
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.models.team import Team
from msgraph.generated.models.todo_task_list import TodoTaskList
from msgraph.generated.models.user import User
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph_core.requests.batch_request_content_collection import BatchRequestContentCollection
from msgraph_core.requests.batch_request_content import BatchRequestContent

from connection import connect
from outcome import run

ROOT = sys.argv[1] + "/v1.0"


client = connect(ROOT)
me = client.me


def parameters(builder, name, **options):
    return RequestConfiguration(query_parameters=getattr(builder, name)(**options))


def message():
    to = Recipient(email_address=EmailAddress(address="ann@contoso.com"))
    return Message(subject="Hello", body=ItemBody(content_type=BodyType.Text, content="Hi"), to_recipients=[to])


def page(kind, has=lambda item: True):
    def check(result):
        return bool(result.value) and all(isinstance(item, kind) and has(item) for item in result.value)

    return check


def is_a(kind, has=lambda item: True):
    return lambda result: isinstance(result, kind) and has(result)


def is_nothing(result):
    return result is None


async def status_of(call):
    try:
        await call
    except (ODataError, APIError) as error:
        return error.response_status_code
    return None


async def every_page(builder):
    """Follows next links to the delta link; a circle would not end."""
    result, pages = await builder.get(), 1
    while result.odata_next_link and pages < 20:
        result, pages = await builder.with_url(result.odata_next_link).get(), pages + 1
    return result.odata_delta_link, pages


async def batch():
    content = BatchRequestContent()
    for path in ["/me", "/users", "/groups/1"]:
        request = RequestInformation(Method.GET, "{+baseurl}" + path, {"baseurl": ROOT})
        content.add_request_information(request)
    responses = await client.batch.post(content)
    return [response.status for response in responses.responses.values()]


async def upload():
    item = client.drives.by_drive_id("d").items.by_drive_item_id("i")
    session = await item.create_upload_session.post(
        CreateUploadSessionPostRequestBody(item=DriveItemUploadableProperties(name="x.txt"))
    )
    import httpx

    async with httpx.AsyncClient() as http:
        first = await http.put(session.upload_url, content=b"12345", headers={"Content-Range": "bytes 0-4/10"})
        last = await http.put(session.upload_url, content=b"67890", headers={"Content-Range": "bytes 5-9/10"})
    return first.status_code, last.status_code, session.upload_url.startswith(sys.argv[1])


async def post_event():
    return await me.events.post(Event(subject="Lunch"))


SELECTED = parameters(UsersRequestBuilder, "UsersRequestBuilderGetQueryParameters", select=["displayName", "id"], top=5)
FILTERED = parameters(
    MessagesRequestBuilder, "MessagesRequestBuilderGetQueryParameters", filter="isRead eq false", orderby=["subject"], top=3
)
COUNTED = parameters(GroupsRequestBuilder, "GroupsRequestBuilderGetQueryParameters", count=True, filter="startswith(displayName,'a')")
COUNTED.headers.add("ConsistencyLevel", "eventual")
VIEW = parameters(
    CalendarViewRequestBuilder,
    "CalendarViewRequestBuilderGetQueryParameters",
    start_date_time="2020-01-01T00:00:00Z",
    end_date_time="2020-02-01T00:00:00Z",
)
mail = me.messages.by_message_id("AAMk")
drive = client.drives.by_drive_id("d")
item = drive.items.by_drive_item_id("i")
group = client.groups.by_group_id("g")
team = client.teams.by_team_id("t")
channel = team.channels.by_channel_id("c")

CALLS = [
    ("me", lambda: me.get(), is_a(User, lambda user: user.display_name)),
    ("change me", lambda: me.patch(User(job_title="Chief")), is_nothing),
    ("user", lambda: client.users.by_user_id("ann@contoso.com").get(), is_a(User, lambda user: user.user_principal_name)),
    ("users", lambda: client.users.get(), page(User, lambda user: user.display_name)),
    ("users with $select", lambda: client.users.get(SELECTED), page(User)),
    ("create user", lambda: client.users.post(User(display_name="Ann", account_enabled=True)), is_a(User, lambda user: user.id)),
    ("change user", lambda: client.users.by_user_id("u").patch(User(job_title="Chief")), is_nothing),
    ("delete user", lambda: client.users.by_user_id("u").delete(), is_nothing),
    ("number of users", lambda: client.users.count.get(), lambda count: isinstance(count, int)),
    ("changes of users", lambda: every_page(client.users.delta), lambda found: found[0] and found[1] < 20),
    ("manager", lambda: client.users.by_user_id("u").manager.get(), lambda found: found.id is not None),
    ("direct reports", lambda: client.users.by_user_id("u").direct_reports.get(), lambda found: bool(found.value)),
    ("photo", lambda: me.photo.content.get(), lambda found: isinstance(found, bytes) and len(found) > 0),
    ("messages", lambda: me.messages.get(), page(Message, lambda found: found.subject)),
    ("messages with $filter", lambda: me.messages.get(FILTERED), page(Message)),
    ("message", lambda: mail.get(), is_a(Message, lambda found: found.subject)),
    ("create message", lambda: me.messages.post(message()), is_a(Message, lambda found: found.id)),
    ("change message", lambda: mail.patch(Message(subject="New")), is_a(Message)),
    ("delete message", lambda: mail.delete(), is_nothing),
    ("send mail", lambda: me.send_mail.post(SendMailPostRequestBody(message=message(), save_to_sent_items=False)), is_nothing),
    ("reply", lambda: mail.reply.post(ReplyPostRequestBody(comment="Yes")), is_nothing),
    (
        "forward",
        lambda: mail.forward.post(ForwardPostRequestBody(comment="See", to_recipients=message().to_recipients)),
        is_nothing,
    ),
    ("move", lambda: mail.move.post(MovePostRequestBody(destination_id="deleteditems")), is_a(Message)),
    ("mime content", lambda: mail.content.get(), lambda found: isinstance(found, bytes) and len(found) > 0),
    ("attachments", lambda: mail.attachments.get(), lambda found: bool(found.value)),
    ("mail folders", lambda: me.mail_folders.get(), page(MailFolder, lambda folder: folder.display_name)),
    (
        "changes of messages",
        lambda: every_page(me.mail_folders.by_mail_folder_id("inbox").messages.delta),
        lambda found: found[0] and found[1] < 20,
    ),
    (
        "mail tips",
        lambda: me.get_mail_tips.post(GetMailTipsPostRequestBody(email_addresses=["ann@contoso.com"])),
        lambda found: bool(found.value),
    ),
    ("events", lambda: me.events.get(), page(Event, lambda event: event.subject)),
    ("create event", post_event, is_a(Event, lambda event: event.id)),
    ("event", lambda: me.events.by_event_id("e").get(), is_a(Event, lambda event: event.subject)),
    ("delete event", lambda: me.events.by_event_id("e").delete(), is_nothing),
    ("calendar view", lambda: me.calendar_view.get(VIEW), page(Event)),
    ("calendars", lambda: me.calendars.get(), lambda found: bool(found.value)),
    ("contacts", lambda: me.contacts.get(), page(Contact)),
    ("task lists", lambda: me.todo.lists.get(), page(TodoTaskList)),
    ("groups with $count", lambda: client.groups.get(COUNTED), page(Group)),
    ("group", lambda: group.get(), is_a(Group, lambda found: found.display_name)),
    ("create group", lambda: client.groups.post(Group(display_name="G", mail_enabled=False)), is_a(Group, lambda found: found.id)),
    ("members", lambda: group.members.get(), lambda found: bool(found.value)),
    ("add member", lambda: group.members.ref.post(ReferenceCreate(odata_id=ROOT + "/directoryObjects/1")), is_nothing),
    ("remove member", lambda: group.members.by_directory_object_id("m").ref.delete(), is_nothing),
    ("drive", lambda: me.drive.get(), lambda found: found.id is not None),
    ("item", lambda: item.get(), is_a(DriveItem, lambda found: found.name)),
    ("children", lambda: item.children.get(), page(DriveItem, lambda found: found.name)),
    ("create folder", lambda: item.children.post(DriveItem(name="New", folder=Folder())), is_a(DriveItem, lambda found: found.id)),
    ("content", lambda: item.content.get(), lambda found: isinstance(found, bytes) and len(found) > 0),
    ("upload content", lambda: item.content.put(b"text"), is_a(DriveItem, lambda found: found.id)),
    ("create link", lambda: item.create_link.post(CreateLinkPostRequestBody(type="view")), lambda found: found.link is not None),
    ("upload session", upload, lambda found: found == (202, 201, True)),
    ("delete item", lambda: item.delete(), is_nothing),
    ("joined teams", lambda: me.joined_teams.get(), page(Team, lambda found: found.id)),
    ("team", lambda: team.get(), is_a(Team)),
    ("channels", lambda: team.channels.get(), page(Channel, lambda found: found.display_name)),
    ("create channel", lambda: team.channels.post(Channel(display_name="C")), is_a(Channel, lambda found: found.id)),
    (
        "send message to channel",
        lambda: channel.messages.post(ChatMessage(body=ItemBody(content="Hello"))),
        is_a(ChatMessage, lambda found: isinstance(found.created_date_time, datetime)),
    ),
    ("batch", batch, lambda found: found == [200, 200, 200]),
    ("what no page documents", lambda: status_of(client.admin.exchange.get()), lambda status: status == 404),
]

run("msgraph-sdk", CALLS, 0.9)
