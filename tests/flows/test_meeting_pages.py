"""Every key of a session's page does something when it is shown: none answers that it is too late, or too early."""

from datetime import timedelta

import pytest

from tests.flows.phones import Phone, Town
from tests.flows.test_live import BEFORE, furnish, go_on, meeting_in, start
from texts.calendar.presses import SessionFileAsked
from texts.meetings.presses import InvitationAnswered, MeetingOpened
from texts.presses import unpack

TELLING = (InvitationAnswered, SessionFileAsked)  # those say over the chat what they have done


@pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
@pytest.mark.begins(BEFORE - timedelta(days=10))
async def test_each_key_of_the_page_does_something_at_any_time(town: Town) -> None:
    await furnish(town)
    phones = [town.phone(name) for name in ("tere", "marta")]
    lucia = town.phone("lucia")
    meeting_id = (await town.database.read(meeting_in)).id

    for phone in phones:
        await press_all(phone, meeting_id)
    await town.move_to(BEFORE)
    for phone in phones:
        await press_all(phone, meeting_id)
    await start(lucia)
    await go_on(lucia, 5)
    await town.wait(minutes=21)
    for phone in phones:
        await press_all(phone, meeting_id)
    await lucia.send("/menu")
    await lucia.press("🔴")
    await lucia.press("🏁 Terminar")
    await lucia.press("🏁 Sim")
    await town.wait(hours=2)
    for phone in phones:
        await press_all(phone, meeting_id)


async def press_all(phone: Phone, meeting_id: int) -> None:
    """Of the page, and of what is behind "More"."""
    await phone.send("/menu")
    await phone.press_data(MeetingOpened(meeting_id).pack(), phone.last)
    page = phone.last
    assert len(page.buttons) <= 5
    keys = [key for row in page.buttons for key in row]
    if any(key["text"].startswith("⚙️") for key in keys):
        await phone.press("⚙️")
        keys += [key for row in page.buttons for key in row]
    for key in keys:
        if not isinstance(unpack(key["callback_data"]), TELLING):
            assert await phone.press_data(key["callback_data"], page) is None, key["text"]
