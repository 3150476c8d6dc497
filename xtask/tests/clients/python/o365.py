"""Forty and more ordinary calls of the Python client O365, and what each has to return. Usage: o365.py ROOT"""

import datetime as dt
import sys
import tempfile
from zoneinfo import ZoneInfo

from O365 import Account, MSGraphProtocol
from O365.utils.token import MemoryTokenBackend
from requests.exceptions import HTTPError

from outcome import run

ROOT = sys.argv[1] + "/"


class Protocol(MSGraphProtocol):
    """The service at another address."""

    _protocol_url = ROOT


def account():
    made = Account(("id", "secret"), protocol=Protocol(timezone="UTC"), token_backend=MemoryTokenBackend())
    # The mock does not look at the token, so none is fetched.
    made.con.session = made.con.get_naive_session()
    made.con.session.headers["Authorization"] = "Bearer token"
    return made


acc = account()
box = acc.mailbox()
schedule = acc.schedule()
storage = acc.storage()
book = acc.address_book()
tasks = acc.tasks()
directory = acc.directory()
teams = acc.teams()


def some(items):
    return len(list(items)) > 0


def first(items):
    return next(iter(items))


def draft():
    message = acc.new_message()
    message.to.add("ann@contoso.com")
    message.subject = "Hello"
    message.body = "Hi"
    return message


def query():
    builder = box.q()
    return builder.contains("subject", "a") & builder.equals("isRead", False)


def message():
    return box.get_message(object_id="AAMk")


def stored_event():
    return first(schedule.get_events(limit=1, include_recurring=False))


def drive_item():
    return first(storage.get_default_drive().get_items(limit=5))


def folder():
    items = storage.get_default_drive().get_items(limit=25)
    return next((item for item in items if item.is_folder), None)


def download():
    item = next(item for item in storage.get_default_drive().get_items(limit=25) if item.is_file)
    with tempfile.TemporaryDirectory() as place:
        return item.download(to_path=place, name="file.bin")


def upload():
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(b"text")
        file.flush()
        return storage.get_default_drive().get_root_folder().upload_file(file.name)


def refused(call):
    try:
        call()
    except HTTPError as error:
        return error.response.status_code
    return None


DAY = dt.datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC"))


def event():
    made = schedule.new_event()
    made.subject = "Lunch"
    made.start = DAY
    made.end = DAY + dt.timedelta(hours=1)
    return made


def contact():
    made = book.new_contact()
    made.name = "Ann"
    made.emails.add("ann@contoso.com")
    return made


CALLS = [
    ("messages", lambda: some(box.get_messages(limit=5)), bool),
    ("messages with $filter", lambda: some(box.get_messages(limit=5, query=query())), bool),
    ("messages in order", lambda: some(box.get_messages(limit=5, order_by="subject")), bool),
    ("message", lambda: box.get_message(object_id="AAMk").subject, bool),
    ("inbox", lambda: box.inbox_folder().get_messages(limit=1), some),
    ("folders", lambda: some(box.get_folders(limit=5)), bool),
    ("folder", lambda: box.get_folder(folder_id="AAMk").name, bool),
    ("create folder", lambda: box.create_child_folder("New").name, bool),
    ("send", lambda: draft().send(), bool),
    ("save draft", lambda: draft().save_draft(), bool),
    ("reply", lambda: message().reply().body, lambda found: found is not None),
    ("forward", lambda: message().forward().body, lambda found: found is not None),
    ("move", lambda: first(box.get_messages(limit=1)).move("deleteditems"), bool),
    ("copy", lambda: first(box.get_messages(limit=1)).copy("inbox").object_id, bool),
    ("mark as read", lambda: message().mark_as_read(), bool),
    ("delete message", lambda: first(box.get_messages(limit=1)).delete(), bool),
    ("mime content", lambda: first(box.get_messages(limit=1)).get_mime_content(), bool),
    ("calendars", lambda: some(schedule.list_calendars()), bool),
    ("default calendar", lambda: schedule.get_default_calendar().name, bool),
    ("create calendar", lambda: schedule.new_calendar("New").name, bool),
    ("events", lambda: some(schedule.get_events(limit=5, include_recurring=False)), bool),
    (
        "events between",
        lambda: some(schedule.get_events(limit=5, include_recurring=True, start_recurring=DAY, end_recurring=DAY + dt.timedelta(days=30))),
        bool,
    ),
    ("create event", lambda: event().save(), bool),
    ("accept event", lambda: stored_event().accept_event("Yes"), bool),
    ("delete event", lambda: stored_event().delete(), bool),
    ("contacts", lambda: some(book.get_contacts(limit=5)), bool),
    ("create contact", lambda: contact().save(), bool),
    ("contact folders", lambda: book.get_folders(limit=5), some),
    ("drives", lambda: some(storage.get_drives()), bool),
    ("default drive", lambda: storage.get_default_drive(request_drive=True).object_id, bool),
    ("root folder", lambda: storage.get_default_drive().get_root_folder().name, bool),
    ("items", lambda: some(storage.get_default_drive().get_items(limit=5)), bool),
    ("children of a folder", lambda: some(folder().get_items(limit=5)), bool),
    ("item by path", lambda: storage.get_default_drive().get_item_by_path("/a/b.txt").name, bool),
    ("search", lambda: some(storage.get_default_drive().get_root_folder().search("a", limit=5)), bool),
    ("create folder of a drive", lambda: storage.get_default_drive().get_root_folder().create_child_folder("New").name, bool),
    ("upload", lambda: upload().object_id, bool),
    ("download", download, bool),
    ("rename", lambda: drive_item().update(name="new.txt"), bool),
    ("share", lambda: drive_item().share_with_link("view"), lambda found: found is not None),
    ("delete item", lambda: drive_item().delete(), bool),
    ("task lists", lambda: some(tasks.list_folders()), bool),
    ("me", lambda: acc.directory(resource="me").get_current_user().display_name, bool),
    ("users", lambda: some(directory.get_users(limit=5)), bool),
    ("user", lambda: directory.get_user("ann@contoso.com").mail, bool),
    ("teams", lambda: some(teams.get_my_teams()), bool),
    ("channels", lambda: some(teams.get_channels("t")), bool),
    ("presence", lambda: teams.get_my_presence().availability, bool),
    ("what no page documents", lambda: refused(lambda: acc.con.get(ROOT + "v1.0/nowhere")), lambda status: status == 404),
]

run("O365", CALLS, 0.9)
