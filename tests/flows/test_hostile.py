"""Hostile input through the front door: a clear sentence each, nothing lost, nothing broken."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from structlog.testing import LogCapture

from actions.invitations import do_create_invitation
from handlers import FEATURES
from handlers.form import Form
from handlers.form.shape import TYPED_LAST
from sandbox.message import Message
from store.drafts import FILES_SENT
from store.models import (
    Challenge,
    City,
    Commitment,
    ConsultationMember,
    Draft,
    Guest,
    LiveNote,
    Meeting,
    Network,
    NetworkCity,
    PairCity,
    Person,
    Role,
)
from store.programme import city_by_slug, network_by_slug
from store.updates import failed_updates
from tests.flows.hostile import FEW, INPUTS, Input, inputs_of_form
from tests.flows.phones import Phone, Town
from texts.commands import COMMANDS
from texts.forms import FormChosen, FormContinued, FormRestarted, FormSkipped
from texts.presses import Press, unpack
from texts.registration.presses import ConsentGiven

FORMS = [form for feature in FEATURES for form in feature.forms]
ARGUMENTS = ("", *map(str, range(1, 10)), *(f"{number}-title" for number in range(1, 5)), "1-1", "1-decisions")
ENOUGH = 600  # turns, in one form
APART = timedelta(seconds=5)  # what comes at once after a long text is the rest of it
COMPLETED = 1  # times that a form is filled in to its end after all that
PLAIN = ("Una respuesta como cualquier otra.", "14/06/2027 16:00", "21/06 18:00", "7")


async def test_hub_takes_anything(town: Town, log: LogCapture) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/menu")

    for given in INPUTS:
        await check_answered(rosa, given, log)

    await check_hub(rosa)


@pytest.mark.filled
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
async def test_form_takes_anything(town: Town, log: LogCapture, form: Form) -> None:
    phone = await begin(town, form)
    left: dict[str, list[Input]] = {}
    chosen: Counter[str] = Counter()
    completed = 0
    for _turn in range(ENOUGH):
        draft = await draft_of(phone, form)
        if draft is None:
            completed += 1
            if completed >= COMPLETED and not any(left.values()):
                break
            phone = await begin(town, form)
        elif inputs := left.setdefault(draft.step, inputs_of_step(town, form, len(left))):
            await check_form_takes(phone, form, draft, inputs.pop(0), log)
        elif not await go_forward(phone, form, draft, chosen):
            break

    assert not any(left.values()), f"no way through the form with its steps {left.keys()}"
    await phone.send("/cancel")
    await check_hub(phone)


def inputs_of_step(town: Town, form: Form, number: int) -> list[Input]:
    """The form's own for its first step; for each other one the longest and another, by turns.

    On PostgreSQL the first step alone is tried: what a step makes of an input is decided before the store is asked, and
    the store keeps the answers of all steps in one way.
    """
    if number == 0:
        return list(inputs_of_form(FORMS.index(form)))
    longest, *others = FEW
    return [longest, others[number % len(others)]] if town.database.is_sqlite else []


async def check_form_takes(phone: Phone, form: Form, draft: Draft, given: Input, log: LogCapture) -> None:
    phone.town.simulation.time.set(phone.town.now + APART)
    await check_answered(phone, given, log)
    after = await draft_of(phone, form)
    if after is not None and not after.awaiting:
        await phone.press_data(FormContinued(after.id).pack(), phone.last)
        after = await draft_of(phone, form)
        assert after is not None
        assert after.awaiting, given
    if after is not None and after.step == draft.step:
        assert _answers_of(after) == _answers_of(draft), f"{given} was neither refused nor taken"


def _answers_of(draft: Draft) -> dict[str, Any]:
    """Without what was typed last, which a further part of the same text would be joined to, and without files that
    are kept beside all answers.
    """
    return {name: answer for name, answer in draft.answers.items() if name not in (TYPED_LAST, FILES_SENT)}


async def check_answered(phone: Phone, given: Input, log: LogCapture) -> None:
    before = len([message for message in phone.messages if message.by_bot])
    await given.send(phone)
    said = [message for message in phone.messages if message.by_bot][before:]
    assert [entry for entry in log.entries if entry["log_level"] in ("error", "critical")] == [], given
    assert said or given.name == "command of another bot", f"nothing was said to {given}"
    assert all(message.text.strip() for message in said if message.media_kind is None), given


async def check_hub(phone: Phone) -> None:
    await phone.send("/menu")
    assert len(phone.keys) > 1
    assert await phone.town.database.read(failed_updates) == []


# By the form, who begins it with what. When that is no longer so, or for a new form, a way is searched for, which takes
# longer than the test.
WAYS = {
    "network-setting": ("marta", "1-n"),
    "helps": ("marta", "1"),
    "live_note": ("tere", "7-0-did"),
    "move-meeting": ("marta", "1"),
    "add-meeting": ("marta", "1"),
    "meeting-link": ("marta", "1"),
    "meeting-topic": ("marta", "1"),
    "date-poll": ("marta", "1-1"),
    "takeaway": ("joao", "13"),
    "opinion": ("joao", "13"),
    "recording": ("marta", "13"),
    "commitment": ("marta", "7-8-c"),
    "commitment_obstacle": ("marta", "7-8"),
    "record_section": ("marta", "1-decisions"),
    "network_name": ("marta", "1-0"),
    "case_questions": ("tere", "2"),
    "change_case_questions": ("tere", "2"),
    "offer": ("marta", "7-0-7"),
    "challenge": ("marta", ""),
    "change_challenge": ("joao", "1-title"),
    "solution": ("marta", "1"),
    "change_solution": ("joao", "1"),
    "experience": ("marta", ""),
    "attach": ("joao", "challenge-1"),
    "attachment_words": ("joao", "1"),
    "voice_words": ("joao", "challenge-3"),
    "change_experience": ("joao", "1-title"),
    "sheet": ("joao", "1"),
    "summary": ("joao", "1"),
    "sheet_question": ("carla", "4"),
    "sheet_answer": ("joao", "4-1"),
    "who_knows": ("joao", "1"),
    "pair_letter": ("joao", "1"),
    "survey": ("joao", "1"),
    "follow_up": ("joao", "1-yes"),
    "pair_learned": ("joao", "1-6"),
    "adoption": ("carla", "e2"),
    "adoption_learned": ("marta", "1-adapted-1"),
    "change_adoption": ("marta", "1-takes-1"),
    "proposal_reason": ("marta", "1-0"),
    "prompt-answer": ("marta", "1"),
    "own-prompt": ("marta", "2"),
    "network-text": ("marta", "1-welcome-pt"),
    "digest-line": ("marta", "1-740132-es"),
    "prompt-in-language": ("marta", "2-pt"),
    "thesaurus-term": ("marta", "1"),
    "name": ("marta", ""),
    "post": ("marta", ""),
    "offers": ("marta", "1"),
    "needs": ("marta", "1"),
    "city-hours": ("marta", "1-1"),
    "city-days": ("marta", "1-1"),
    "consultation": ("marta", ""),
    "consultation_last_day": ("marta", "1"),
    "announce": ("marta", ""),
    "announce-again": ("marta", "1"),
    "announce-when": ("marta", "1"),
    "announce-hour": ("marta", "1"),
    "announce-repeat": ("marta", "1"),
    "announce-right": ("marta", "1"),
    "announce-words": ("marta", "1.es"),
}


async def begin(town: Town, form: Form) -> Phone:
    """Somebody in the middle of the form; however it is begun."""
    if form.name == "registration":
        return await _consenting(town, form)
    await town.database.run(_unwrite)
    for name, argument in await _ways(town, form):
        phone = town.phone(name)
        if not phone.inbox:
            await phone.send("/menu")
        await phone.press_data(FormRestarted(form.name, argument).pack(), _last_text(phone))
        assert await town.database.read(failed_updates) == [], (form.name, argument)
        if await draft_of(phone, form) is not None:
            WAYS[form.name] = (name, argument)
            return phone
    raise AssertionError(f"nobody can begin the form {form.name!r}: fill() lacks what it is about")


async def _ways(town: Town, form: Form) -> list[tuple[str, str]]:
    """Whom the form may be for, and what it may be about."""
    asked = (_previewed, _committed, _recorded, _held, _visited, _noted, _paired, _consulted)
    named = [await town.database.read(those) for those in asked]
    arguments = (*ARGUMENTS, *chain.from_iterable(named))
    ways = [(name, argument) for name in ("marta", "joao", "carla", "tere") for argument in arguments]
    return [WAYS.get(form.name, ways[0]), *ways]


def _committed(session: Session) -> list[str]:
    """What a city has taken on: what is in its way, and that it has changed."""
    about = [f"{one.meeting_id}-{one.city_id}" for one in session.scalars(sa.select(Commitment))]
    return [*about, *(f"{one}-c" for one in about)]


def _consulted(session: Session) -> list[str]:
    """Members that are asked, and the question that is answered in words."""
    return [f"{one}-words" for one in session.scalars(sa.select(ConsultationMember.id))]


def _paired(session: Session) -> list[str]:
    """Cities that have met."""
    told = session.scalars(sa.select(PairCity).where(PairCity.met.is_not(None)))
    return [way for one in told for way in (f"{one.pair_id}", f"{one.pair_id}-{one.city_id}")]


def _recorded(session: Session) -> list[str]:
    """Sessions that are over."""
    return [str(number) for number in session.scalars(sa.select(Meeting.id).where(Meeting.recording != ""))]


def _held(session: Session) -> list[str]:
    """What can be written about the case that is heard, and what another city can offer in the session."""
    notes = list(session.scalars(sa.select(LiveNote)))
    about = [f"{one.meeting_id}-{one.part}-{one.kind}" for one in notes]
    cities = session.scalars(sa.select(City.id).order_by(City.id)).all()
    return [*about, *(f"{one.meeting_id}-0-{city_id}" for one in notes for city_id in cities)]


def _previewed(session: Session) -> list[str]:
    """The digests that are to go out next."""
    due = session.execute(sa.select(Network.id, Network.digest_due_at).order_by(Network.id)).all()
    return [f"{number}-{at.date().toordinal()}-es" for number, at in due if at is not None]


def _visited(session: Session) -> list[str]:
    """What a city can ask a guest."""
    cities = session.scalars(sa.select(City.id).order_by(City.id)).all()
    return [f"{guest_id}-{city_id}" for guest_id in session.scalars(sa.select(Guest.id)) for city_id in cities]


def _noted(session: Session) -> list[str]:
    """In the name of a city: in its network, and out of a session that is over."""
    found = sa.select(Meeting.id, Meeting.network_id, NetworkCity.city_id).where(Meeting.recording != "")
    over = session.execute(found.join(NetworkCity, NetworkCity.network_id == Meeting.network_id).limit(1)).first()
    return [] if over is None else [f"for-{over.network_id}-{over.city_id}", f"for-{over.id}-{over.city_id}"]


def _unwrite(session: Session) -> None:
    """What was told can be put into words once: it is still to be."""
    number = WAYS["voice_words"][1].removeprefix("challenge-")
    session.execute(sa.update(Challenge).where(Challenge.id == int(number)).values(problem=""))


async def _consenting(town: Town, form: Form) -> Phone:
    """One who has just been invited: whoever has registered does not register again."""
    phone = town.stranger(5000 + len(town.world.users))
    await phone.start(await town.database.run(lambda session: _invitation(session, town.now)))
    message, consent = next(found for found in _presses(phone) if isinstance(found[1], ConsentGiven))
    await phone.press_data(consent.pack(), message)
    assert await draft_of(phone, form) is not None
    return phone


def _invitation(session: Session, now: datetime) -> str:
    network, city = network_by_slug(session, "movilidad-sostenible"), city_by_slug(session, "quito")
    assert network is not None
    return do_create_invitation(session, network, city, Role.DELEGATE, now=now).token


async def go_forward(phone: Phone, form: Form, draft: Draft, chosen: Counter[str]) -> bool:
    """Answers the open question in the next of the ways that there are, or in one after it: a key may only change what
    is shown. False when it stays where it is.
    """
    ways = [
        (message, press)
        for message, press in _presses(phone)
        if (isinstance(press, FormChosen) and press.draft_id == draft.id and press.step == draft.step)
        or (isinstance(press, FormSkipped) and press.draft_id == draft.id)
    ]
    unique = list({press.pack(): (message, press) for message, press in ways}.values())
    number = chosen[draft.step]
    chosen[draft.step] += 1
    first = number % len(unique) if unique else 0
    for message, press in (*unique[first:], *unique[:first]):
        await phone.press_data(press.pack(), message)
        if await _moved(phone, form, draft):
            return True
    for text in PLAIN:
        await phone.send(text)
        if await _moved(phone, form, draft):
            return True
    return False


async def _moved(phone: Phone, form: Form, draft: Draft) -> bool:
    after = await draft_of(phone, form)
    return after is None or after.id != draft.id or after.step != draft.step


async def draft_of(phone: Phone, form: Form) -> Draft | None:
    query = (
        sa.select(Draft)
        .join(Person, Person.id == Draft.person_id)
        .where(Person.telegram_id == phone.user_id, Draft.form == form.name)
    )
    return await phone.town.database.read(lambda session: session.scalar(query))


def _last_text(phone: Phone) -> Message:
    return next(message for message in reversed(phone.messages) if message.by_bot and message.media_kind is None)


def _presses(phone: Phone) -> Iterator[tuple[Message, Press]]:
    """The keys on the phone, the newest first."""
    for message in reversed(phone.messages):
        for row in message.buttons:
            for key in row:
                press = unpack(key.get("callback_data", ""))
                if press is not None:
                    yield message, press


async def test_group_takes_anything_and_stays_quiet(town: Town, log: LogCapture) -> None:
    rosa = town.phone("rosa")
    group = town.groups["economia-local"]
    before = len(town.group("economia-local"))
    for given in INPUTS:
        await given.send(_in_group(rosa, group))

    assert [entry for entry in log.entries if entry["log_level"] == "error"] == []
    assert len(town.group("economia-local")) - before <= 1
    assert await town.database.read(failed_updates) == []


def _in_group(phone: Phone, group: int) -> Phone:
    """The same hands on the phone, with the group open."""

    class InGroup(Phone):
        async def send(self, text: str, *, chat_id: int | None = None, reply_to: Message | None = None) -> None:
            await super().send(text, chat_id=chat_id or group, reply_to=reply_to)

        async def send_file(self, kind: str, content: bytes = b"x", name: str = "file.bin", caption: str = "") -> None:
            self.town.world.send_file(self.user_id, group, kind, content, name, caption=caption or None)
            await self.town.settle()

        @property
        def messages(self) -> list[Message]:
            return self.town.messages(group)

    return InGroup(phone.town, phone.user_id)


async def test_every_command_in_every_language_says_something(town: Town, log: LogCapture) -> None:
    aliases = sorted(
        {alias for command in COMMANDS for alias in (*command.aliases.values(), *command.also)} | {"start"}
    )
    stranger = town.stranger()
    english = [command.aliases["en"] for command in COMMANDS]
    for phone, some in (
        (town.phone("rosa"), aliases if town.database.is_sqlite else english),
        (town.phone("marta"), english),
        (stranger, english),
    ):
        for alias in some:
            before = len([message for message in phone.messages if message.by_bot])
            await phone.send(f"/{alias} y algo más")
            said = [message for message in phone.messages if message.by_bot][before:]
            assert said, alias
            assert [entry for entry in log.entries if entry["log_level"] == "error"] == [], alias
    await check_hub(town.phone("rosa"))


async def test_every_command_in_a_group_says_at_most_one_thing(town: Town, log: LogCapture) -> None:
    aliases = sorted(
        {alias for command in COMMANDS for alias in (*command.aliases.values(), *command.also)} | {"start"}
    )
    group = town.groups["movilidad-sostenible"]
    outsider = town.stranger()
    town.world.join(outsider.user_id, group)
    english = [command.aliases["en"] for command in COMMANDS]
    for phone, some in (
        (town.phone("marta"), aliases if town.database.is_sqlite else english),
        (town.phone("tere"), english),
        (outsider, english),
    ):
        for alias in some:
            before = len(town.group("movilidad-sostenible"))
            await phone.send(f"/{alias}", chat_id=group)
            assert len(town.group("movilidad-sostenible")) - before <= 1, alias
            assert [entry for entry in log.entries if entry["log_level"] == "error"] == [], alias
    assert await town.database.read(failed_updates) == []


LINKS = sorted({noun for feature in FEATURES for noun in feature.links})
NUMBERS = ("", "-", "-0", "-1", "-9999999999", "-x", "--1")


@pytest.mark.filled
async def test_every_link_with_any_number_says_something(town: Town, log: LogCapture) -> None:
    stranger = town.stranger()
    numbers = NUMBERS if town.database.is_sqlite else ("-1", "-9999999999")  # most never reach the store
    every = [*(noun + number for noun in LINKS for number in numbers), "a" * 64, "_-_", "tomorrow-1"]
    for phone, some in ((town.phone("tere"), every), (stranger, [f"{noun}-1" for noun in LINKS])):
        for payload in some:
            before = len([message for message in phone.messages if message.by_bot])
            await phone.start(payload)
            assert len([message for message in phone.messages if message.by_bot]) > before, payload
            assert [entry for entry in log.entries if entry["log_level"] == "error"] == [], payload
    await check_hub(town.phone("rosa"))
