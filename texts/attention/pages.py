"""The rule of what comes by itself, and how the person's week stands."""

from datetime import datetime

from store.models import DigestWish, Person
from texts.attention.held import held_lately
from texts.attention.presses import DigestDaysOpened, RemindersOpened
from texts.attention.shown import MINUTES, Standing
from texts.dates import day, day_in_full, hour
from texts.message import Button, Html, Message, lines, paragraphs
from texts.settings import PauseEnded, PausesOpened, SettingsOpened, paused_line
from texts.translator import Translator


def page(t: Translator, person: Person, standing: Standing, now: datetime) -> Message:
    """The rule in few words, how this week stands, what did not come lately, and the choices."""
    pause = (
        Button(t.label("▶️ End the pause"), PauseEnded())
        if person.is_paused(now)
        else Button(t.label("⏸ Pause"), PausesOpened())
    )
    return Message(
        paragraphs(
            t.say("🔔 <b>What reaches me</b>"),
            t.say(
                "Sessions, turns and announcements come in any week. The digest, the question of the month and the "
                "questions how something goes, only in a week without any of those, and at most one of them."
            ),
            lines(
                _week(t, standing),
                _digest(t, person, standing),
                _reminders(t, person),
                paused_line(t, person, now),
            ),
            held_lately(t, standing.lately),
            t.say(
                "<blockquote expandable>🌙 Nothing at night (20:00 to 08:00) or at weekends, unless it is about the "
                "next hours.\n📅 From a week before a session to three days after it, nothing is held back.\n📬 A "
                "digest that had to wait comes the next week.</blockquote>"
            ),
        ),
        (
            (Button(t.label("⏰ Reminders"), RemindersOpened()), Button(t.label("📬 Digest"), DigestDaysOpened())),
            (pause,),
            (Button(t.label("◀️ Back"), SettingsOpened()),),
        ),
    )


def _week(t: Translator, standing: Standing) -> Html:
    if standing.near_until is not None:
        return t.say("📅 A session is near: until {day} everything comes", day=day(t, standing.near_until))
    if standing.is_spent:
        return t.say("✉️ Something has come this week, or is on its way")
    return t.say("✉️ Nothing of that has come this week yet")


def _digest(t: Translator, person: Person, standing: Standing) -> Html | None:
    if person.digest is not DigestWish.PRIVATE:
        return t.say("📬 Weekly digest: off; it still comes to the group")
    if standing.digest_at is None:
        return None
    return t.say(
        "📬 Next digest: {day} at {hour}, if there is something new",
        day=day_in_full(t, standing.digest_at),
        hour=hour(t, standing.digest_at),
    )


def _reminders(t: Translator, person: Person) -> Html:
    moments = [t.say("the day before")] if person.day_before else []
    if person.minutes_before == MINUTES[0]:
        moments.append(t.say("one hour before"))
    elif person.minutes_before:
        moments.append(t.count("{n} minute before", "{n} minutes before", person.minutes_before))
    if not moments:
        return t.say("⏰ No reminders of sessions")
    return t.say("⏰ Reminders of sessions: {moments}", moments=t.list_of(moments))
