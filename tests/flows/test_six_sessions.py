"""Six sessions of a network of seven cities, lived through: every letter that comes of it is compared with the list."""

import os
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from structlog.testing import LogCapture

from actions.attention import RULES, Claim
from store.models import City, Kind, Meeting, RotaTurn
from tests.flows.six_sessions.founding import founded
from tests.flows.six_sessions.letters import Arrived, Mailbag
from tests.flows.six_sessions.listing import EXPECTED, differences, weeks_away, whole_list
from tests.flows.six_sessions.story import Date, Story
from tests.flows.six_sessions.walk import live

WRITE = "MICRORREDES_WRITE_LETTERS" in os.environ
TOLD_AT_ONCE = (Claim.HUMAN, Claim.DUTY)


async def test_every_letter_of_six_sessions_is_expected(store_url: str, log: LogCapture) -> None:
    async with founded(store_url, log) as town:
        story = Story(town, Mailbag(town))
        await live(story)
        dates = await story.dates()
        presented = await town.database.read(_presented)

    found = whole_list(story, dates)
    if WRITE:
        EXPECTED.write_text(found, encoding="utf-8")
    if different := differences(EXPECTED.read_text(encoding="utf-8"), found):
        pytest.fail("\n".join(different), pytrace=False)
    _check_quiet_hours(story, dates)
    _check_budget(story, dates)
    _check_reminders(story)
    assert presented == dict.fromkeys(presented, 1)
    assert len(presented) == 7
    _check_briefings(story)
    _check_warning(story)
    # Who comes when the turns are there reads at once which one is theirs.
    welcome = next(text for text in story.town.phone("jairo").inbox if text.startswith("🎉"))
    assert "🎤 Tunja (CO) presenta su caso en la sesión 5: vie 15 de octubre, 10:00 Tunja" in welcome


def _check_quiet_hours(story: Story, dates: list[Date]) -> None:
    """From Monday to Friday, eight to eight, but for what is about a session of the same day."""
    for one in _private(story):
        days = [each.starts_at.astimezone(ZoneInfo(one.zone)).date() for each in dates]
        is_awake = one.on_clock.weekday() < 5 and 8 <= one.on_clock.hour < 20
        assert is_awake or one.on_clock.date() in days, one.line


def _check_budget(story: Story, dates: list[Date]) -> None:
    """Away from sessions a week has one message, and what somebody else has decided or has to know at once."""
    for week in weeks_away(story.mail.arrived, dates):
        claims = [(RULES[one.kind].claim, one.line) for one in week.letters if one.kind]
        assert len([line for claim, line in claims if claim not in TOLD_AT_ONCE]) <= 1
        assert [line for claim, line in claims[1:] if claim is Claim.AUTOMATIC] == []


def _check_reminders(story: Story) -> None:
    """An hour before a session all who go to it are reminded, and nobody else."""
    reminded = sorted(one.who for one in _private(story) if one.kind is Kind.HOUR_BEFORE)
    assert reminded == sorted(
        name for answers in story.answers.values() for name, answer in answers.items() if answer == "going"
    )


def _check_warning(story: Story) -> None:
    """Of a case that nobody has said to come for three days before: only Santiago's, in the second session."""
    warned = [one for one in story.mail.arrived if "presenta un cas, i ningú" in one.text]
    assert [(one.who, f"{one.on_clock:%d %b}") for one in warned] == [("Marta", "13 Jul")]
    assert "🎤 Consejo Estratégico de Santiago (DO) presenta" in warned[0].text


def _check_briefings(story: Story) -> None:
    """Everybody who speaks for a city is told once how a case runs."""
    briefed = Counter(one.who for one in _private(story) if one.kind is Kind.BRIEFING)
    assert briefed == Counter(one["first_name"] for one in story.town.cast.people if one["role"] == "delegate")


def _private(story: Story) -> list[Arrived]:
    return [one for one in story.mail.arrived if one.kind is not None]


def _presented(session: Session) -> dict[str, int]:
    """In how many sessions that took place each city had a case."""
    found = (
        sa.select(City.slug, sa.func.count())
        .join(RotaTurn, RotaTurn.city_id == City.id)
        .join(Meeting, Meeting.id == RotaTurn.meeting_id)
        .where(Meeting.cancelled_at.is_(None))
        .group_by(City.slug)
    )
    return {str(slug): int(number) for slug, number in session.execute(found)}
