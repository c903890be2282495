"""The commitments of a session, and that of one city."""

from collections.abc import Sequence

from store.challenges import ChallengesShown
from store.models import Challenge, City, CommitmentState, Meeting, Network, NotedKind
from texts.behalf.words import ours_key
from texts.challenges.presses import ChallengeOpened
from texts.cities import short_city
from texts.commitments.presses import (
    CommitmentBegun,
    CommitmentHelpAsked,
    CommitmentOpened,
    CommitmentsOpened,
    CommitmentTold,
    CommitmentWithdrawalAsked,
    CommitmentWithdrawn,
    all_key_in,
    own_key,
)
from texts.commitments.shown import Round, Taken, by_when, in_one_line, keys, noted_mark, own_words, state_labels
from texts.lists import in_rows
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader, heading
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.translator import Translator

A_ROW = 4


def listed(reader: Reader, shown: Round, city: City | None, *, coordinates: bool) -> Message:
    """All of a session. Those who coordinate see who has none, and open each by its number."""
    t = reader.translator
    everybody: list[tuple[City, Html]] = [(taken.city, in_one_line(t, taken)) for taken in shown.taken]
    if coordinates:
        everybody += [(one, t.say("▫️ <b>{city}</b>: none yet", city=short_city(one))) for one in shown.silent]
        everybody.sort(key=lambda line: (line[0].name, line[0].slug))  # a city keeps its number, whatever is noted
    return Message(
        paragraphs(
            lines(t.say("🤝 <b>Commitments</b>"), heading(t, shown.meeting, shown.network), by_when(reader, shown)),
            lines(*_numbered(everybody) if coordinates else (line for _, line in everybody))
            if everybody
            else t.say("No city has taken anything on yet."),
            noted_mark(t) if any(taken.commitment.noted_by is not None for taken in shown.taken) else None,
            _way_to_note(t) if coordinates and shown.network.closed_at is None else None,
        ),
        (
            *(_number_rows(shown.meeting, [one for one, _ in everybody]) if coordinates else ()),
            *keys(t, shown, city, coordinates=False),
            (Button(t.label("◀️ Back"), MeetingOpened(shown.meeting.id)), back_button(t)),
        ),
    )


def _way_to_note(t: Translator) -> Html:
    return t.say("A number opens a city’s: to note how it goes in the city’s name, or what it takes on.")


def _numbered(everybody: Sequence[tuple[City, Html]]) -> list[Html]:
    return [Html("{}. {}").format(number, line) for number, (_, line) in enumerate(everybody, start=1)]


def _number_rows(meeting: Meeting, cities: Sequence[City]) -> Rows:
    numbers = [
        Button(str(number), CommitmentOpened(meeting.id, city.id)) for number, city in enumerate(cities, start=1)
    ]
    return in_rows(numbers, A_ROW)


def one(
    reader: Reader,
    shown: Round,
    taken: Taken,
    *,
    may_tell: bool,
    may_ask: bool,
    asked_help: Challenge | None,
    asks: bool = False,
) -> Message:
    """That of one city. `may_tell`: the reader says how it goes; `asks`: that is asked, and nothing else.

    may_ask: what is in the way can become a challenge of the reader's city
    asked_help: the challenge that came of it
    """
    t = reader.translator
    text = _text(reader, shown, taken, asks=asks)
    back = (Button(t.label("◀️ Commitments"), CommitmentsOpened(shown.meeting.id)), back_button(t))
    if asks:
        return Message(text, _states(t, shown, taken))
    if not may_tell:
        return Message(text, (*_help(t, shown, taken, asked_help, may_ask=may_ask), back))
    return Message(
        text,
        (
            *_states(t, shown, taken),
            *_ours(t, taken, may_ask=may_ask),
            *_help(t, shown, taken, asked_help, may_ask=may_ask),
            *(_changes(t, shown, taken) if shown.is_open else ()),
            back,
        ),
    )


def answered(reader: Reader, shown: Round, taken: Taken) -> Message:
    """In the place of the question, where the answer was given elsewhere: that, and the way to change it."""
    key = own_key(reader.translator, shown.meeting, taken.city)
    return Message(_text(reader, shown, taken, asks=False), ((key,),))


def _text(reader: Reader, shown: Round, taken: Taken, *, asks: bool) -> Html:
    t, city, commitment = reader.translator, taken.city, taken.commitment
    title = (
        t.say("🤝 <b>How is the commitment of {city} going?</b>", city=short_city(city))
        if asks
        else t.say("🤝 <b>Commitment of {city}</b>", city=short_city(city))
    )
    return paragraphs(
        lines(title, heading(t, shown.meeting, shown.network), by_when(reader, shown)),
        quoted(commitment.text),
        t.say("It was before: {words}", words=commitment.earlier) if commitment.earlier else None,
        _state(t, commitment.state),
        own_words(t, commitment),
        noted_mark(t) if commitment.noted_by is not None else None,
    )


def _states(t: Translator, shown: Round, taken: Taken) -> Rows:
    buttons = {
        state: Button(
            t.label("☑️ {state}", state=words) if state is taken.commitment.state else words,
            CommitmentTold(shown.meeting.id, taken.city.id, state, taken.commitment.sequence),
        )
        for state, words in state_labels(t).items()
    }
    return (
        (buttons[CommitmentState.DONE], buttons[CommitmentState.DOING]),
        (buttons[CommitmentState.CHANGED], buttons[CommitmentState.BLOCKED]),
    )


def _state(t: Translator, state: CommitmentState) -> Html | None:
    return {
        CommitmentState.OPEN: None,
        CommitmentState.DOING: t.say("⏳ Under way"),
        CommitmentState.DONE: t.say("✅ Done"),
        CommitmentState.CHANGED: t.say("🔁 It has changed"),
        CommitmentState.BLOCKED: t.say("⛔ Blocked"),
    }[state]


def _ours(t: Translator, taken: Taken, *, may_ask: bool) -> Rows:
    """For the people of the city."""
    is_noted = taken.commitment.noted_by is not None
    return ((ours_key(t, NotedKind.COMMITMENT, taken.commitment.id),),) if may_ask and is_noted else ()


def _help(t: Translator, shown: Round, taken: Taken, asked_help: Challenge | None, *, may_ask: bool) -> Rows:
    if asked_help is not None:
        return ((Button(t.label("🧩 The challenge"), ChallengeOpened(asked_help.id, ChallengesShown.OPEN, 0)),),)
    if may_ask and taken.commitment.state is CommitmentState.BLOCKED:
        key = Button(t.label("🧩 Ask the network for help"), CommitmentHelpAsked(shown.meeting.id, taken.city.id))
        return ((key,),)
    return ()


def _changes(t: Translator, shown: Round, taken: Taken) -> Rows:
    meeting, city = shown.meeting, taken.city
    return (
        (
            Button(t.label("✏️ Other words"), CommitmentBegun(meeting.id, city.id)),
            Button(t.label("🗑 Withdraw"), CommitmentWithdrawalAsked(meeting.id, city.id)),
        ),
    )


def whether_to_withdraw(t: Translator, shown: Round, taken: Taken) -> Message:
    """Asked once."""
    meeting, city = shown.meeting, taken.city
    return Message(
        paragraphs(
            t.say("🗑 <b>Withdraw the commitment of {city}?</b>", city=short_city(city)), quoted(taken.commitment.text)
        ),
        (
            (
                Button(
                    t.label("🗑 Yes, withdraw it"), CommitmentWithdrawn(meeting.id, city.id, taken.commitment.sequence)
                ),
            ),
            (Button(t.label("◀️ Back"), CommitmentOpened(meeting.id, city.id)),),
        ),
    )


def which_network(t: Translator, last: Sequence[tuple[Meeting, Network]]) -> Message:
    """To somebody who takes part in several; or in none whose sessions have begun."""
    if not last:
        return Message(
            t.say("🤝 Cities take on one thing when a session has begun, until the next one. None has begun yet."),
            ((back_button(t),),),
        )
    rows = tuple((all_key_in(t, meeting, network.field),) for meeting, network in last)
    return Message(t.say("🤝 <b>Commitments</b>"), (*rows, (back_button(t),)))


def told(t: Translator, state: CommitmentState) -> str:
    """The toast."""
    return {
        CommitmentState.OPEN: t.plain("Saved."),
        CommitmentState.DOING: t.plain("Noted: under way."),
        CommitmentState.DONE: t.plain("Noted: done. Well done!"),
        CommitmentState.CHANGED: t.plain("Noted: it has changed."),
        CommitmentState.BLOCKED: t.plain("Noted: blocked."),
    }[state]


def gone(t: Translator, city: City) -> Message:
    """In the place of the question how it goes."""
    return Message(t.say("The commitment of {city} was withdrawn.", city=short_city(city)))


def withdrawn(t: Translator) -> str:
    """The toast."""
    return t.plain("Withdrawn.")
