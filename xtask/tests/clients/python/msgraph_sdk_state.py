"""A session of Microsoft's Python client with a mock that remembers. Usage: msgraph_sdk_state.py ROOT"""

import sys

from kiota_abstractions.api_error import APIError
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph.generated.models.event import Event
from msgraph.generated.models.group import Group
from msgraph.generated.models.message import Message
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.models.user import User
from msgraph.generated.users.item.messages.messages_request_builder import MessagesRequestBuilder

from connection import connect
from outcome import run

ROOT = sys.argv[1] + "/v1.0"
client = connect(ROOT)
kept = {}


def keep(name, call):
    async def kept_call():
        kept[name] = await call()
        return kept[name]

    return kept_call


async def status_of(call):
    try:
        await call
    except (ODataError, APIError) as error:
        return error.response_status_code
    return None


def message():
    return client.me.messages.by_message_id(kept["message"].id)


def user():
    return client.users.by_user_id(kept["user"].id)


def members():
    return client.groups.by_group_id(kept["group"].id).members


FIRST = RequestConfiguration(
    query_parameters=MessagesRequestBuilder.MessagesRequestBuilderGetQueryParameters(filter="startswith(subject,'Firs')", count=True)
)


async def several_pages():
    """As many as are asked for in each page, until there is no next link."""
    asked = RequestConfiguration(query_parameters=MessagesRequestBuilder.MessagesRequestBuilderGetQueryParameters(top=1))
    page = await client.me.messages.get(asked)
    subjects, pages = [item.subject for item in page.value], 1
    while page.odata_next_link and pages < 50:
        page, pages = await client.me.messages.with_url(page.odata_next_link).get(), pages + 1
        subjects += [item.subject for item in page.value]
    return pages, subjects, len((await client.me.messages.get()).value)


CALLS = [
    ("create", keep("message", lambda: client.me.messages.post(Message(subject="First"))), lambda found: found.id),
    ("list", lambda: client.me.messages.get(), lambda page: "First" in [item.subject for item in page.value]),
    ("list what is asked for", lambda: client.me.messages.get(FIRST), lambda page: page.odata_count == len(page.value) == 1),
    ("change", lambda: message().patch(Message(subject="Second")), lambda found: found.subject == "Second"),
    ("read", lambda: message().get(), lambda found: isinstance(found, Message) and found.subject == "Second"),
    ("pages", several_pages, lambda found: found[0] == found[2] == len(found[1]) and found[0] > 1),
    ("delete", lambda: message().delete(), lambda found: found is None),
    ("read what is gone", lambda: status_of(message().get()), lambda status: status == 404),
    ("create a user", keep("user", lambda: client.users.post(User(display_name="Ann"))), lambda found: found.id),
    ("begin to follow users", keep("delta", lambda: client.users.delta.get()), lambda page: page.odata_delta_link),
    ("change the user", lambda: user().patch(User(job_title="Chief")), lambda found: True),
    (
        "what changed",
        lambda: client.users.delta.with_url(kept["delta"].odata_delta_link).get(),
        lambda page: [found.job_title for found in page.value] == ["Chief"],
    ),
    ("create a group", keep("group", lambda: client.groups.post(Group(display_name="G"))), lambda found: found.id),
    ("it has no members", lambda: members().get(), lambda page: page.value == []),
    (
        "add a member",
        lambda: members().ref.post(ReferenceCreate(odata_id=f"{ROOT}/directoryObjects/{kept['user'].id}")),
        lambda found: found is None,
    ),
    ("it has one member", lambda: members().get(), lambda page: [found.id for found in page.value] == [kept["user"].id]),
    ("remove the member", lambda: members().by_directory_object_id(kept["user"].id).ref.delete(), lambda found: found is None),
    ("it has none again", lambda: members().get(), lambda page: page.value == []),
    ("create an event", keep("event", lambda: client.me.events.post(Event(subject="Lunch"))), lambda found: found.id),
    ("read the event", lambda: client.me.events.by_event_id(kept["event"].id).get(), lambda found: found.subject == "Lunch"),
    ("delete the event", lambda: client.me.events.by_event_id(kept["event"].id).delete(), lambda found: found is None),
    ("it is gone", lambda: status_of(client.me.events.by_event_id(kept["event"].id).get()), lambda status: status == 404),
]

run("msgraph-sdk with state", CALLS, 1, 20)
