"""A city will try what another one has shared: four short questions and a preview."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from actions.access import OWN, Voice, access_adopting
from actions.adoptions.taking import Words, do_adopt
from actions.offers.refusals import DayNotUnderstood
from actions.refusals import NotFound, Refused, StepPassed
from actions.written_dates import read_moment
from handlers.adoptions.showing import one_of
from handlers.commitments.wording import in_one_line
from handlers.form import Answers, Form, GoTo, Step, number_in, start, typed
from handlers.noted import FOR_CITY, left, with_way_back
from handlers.turn import Turn
from store.adoptions import Source, SourceKind, adoption_of
from store.memberships import city_by_id
from store.models import City, Draft
from texts import forms as form_texts
from texts.adoptions import asking
from texts.adoptions.presses import AdoptionBegun, AdoptionPart, own_key
from texts.adoptions.shown import title_line
from texts.behalf.words import given_back, named
from texts.message import Message

TAKES, CHANGES, FIRST_STEP, STARTS_ON = (part.value for part in AdoptionPart)
PRESETS = {
    asking.TWO_WEEKS: relativedelta(weeks=2),
    asking.MONTH: relativedelta(months=1),
    asking.THREE_MONTHS: relativedelta(months=3),
}
EXAMPLE = timedelta(days=30)
FARTHEST = timedelta(days=730)
_ABOUT = re.compile("([es])([0-9]{1,9})(?:-([0-9]{1,9}))?")


class About(NamedTuple):
    """What is taken, for whom, and by which city it was shared."""

    source: Source
    voice: Voice
    city: City
    origin: City


def begin(turn: Turn, press: AdoptionBegun) -> Message:
    """The first question; where the city has begun, how it stands."""
    turn.check_private()
    return begin_for(turn, press.kind, press.source_id, OWN)


def begin_for(turn: Turn, kind: SourceKind, source_id: int, city_id: int) -> Message:
    """The same in the name of a city."""
    argument = f"{kind.value}{max(0, source_id)}" + (f"-{max(0, city_id)}" if city_id != OWN else "")
    about = _about(turn, argument)
    standing = adoption_of(turn.session, about.source, about.city.id)
    return start(turn, FORM, argument) if standing is None else one_of(turn, standing.id)


def _about(turn: Turn, argument: str) -> About:
    found = _ABOUT.fullmatch(argument)
    if found is None:
        raise StepPassed
    city_id = OWN if found[3] is None else number_in(found[3])
    source, voice = access_adopting(turn.session, turn.member, SourceKind(found[1]), number_in(found[2]), city_id)
    origin = city_by_id(turn.session, source.record.city_id)
    if voice.city is None or origin is None:
        raise NotFound
    return About(source, voice, voice.city, origin)


def _known(turn: Turn, argument: str) -> Answers:
    about = _about(turn, argument)
    return {FOR_CITY: about.city.id} if about.voice.is_noting else {}


def _named(turn: Turn, about: About, question: Message) -> Message:
    return named(turn.translator, about.city if about.voice.is_noting else None, question)


def _asked(turn: Turn, about: About, question: Message) -> Message:
    return _named(turn, about, asking.below_source(turn.translator, about.source, about.origin, question))


def _ask_takes(turn: Turn, draft: Draft) -> Message:
    about, present = _about(turn, draft.answers["argument"]), draft.answers.get(TAKES) or ""
    return _asked(turn, about, asking.takes_question(turn.translator, about.city, present))


def _ask_changes(turn: Turn, draft: Draft) -> Message:
    about, present = _about(turn, draft.answers["argument"]), draft.answers.get(CHANGES) or ""
    return _asked(turn, about, asking.changes_question(turn.translator, about.city, present))


def _ask_first_step(turn: Turn, draft: Draft) -> Message:
    about, present = _about(turn, draft.answers["argument"]), draft.answers.get(FIRST_STEP) or ""
    return _asked(turn, about, asking.first_step_question(turn.translator, present))


def _ask_when(turn: Turn, draft: Draft) -> Message:
    about, today = _about(turn, draft.answers["argument"]), today_of(turn)
    presets = [(name, today + span) for name, span in PRESETS.items()]
    return _asked(turn, about, asking.when_question(turn.translator, draft.id, STARTS_ON, presets))


def _choose_when(turn: Turn, _answers: Answers, value: str) -> str:
    try:
        return _checked(turn, date.fromisoformat(value)).isoformat()
    except (ValueError, DayNotUnderstood):
        raise StepPassed from None


def take_when(turn: Turn, _answers: Answers) -> str:
    """The day that was typed."""
    typed_in, today = turn.text(asking.DATE_LIMIT), today_of(turn)
    found = read_moment(typed_in, turn.now.astimezone(turn.translator.zone).replace(tzinfo=None), today)
    if found is None:
        raise DayNotUnderstood(today + EXAMPLE)
    return _checked(turn, found.date()).isoformat()


def today_of(turn: Turn) -> date:
    """On the reader's calendar."""
    return turn.now.astimezone(turn.translator.zone).date()


def _checked(turn: Turn, day: date) -> date:
    today = today_of(turn)
    if not today <= day <= today + FARTHEST:
        raise DayNotUnderstood(today + EXAMPLE)
    return day


def _words(answers: Answers) -> dict[str, str]:
    return {part.value: answers.get(part.value) or "" for part in AdoptionPart}


def _preview(turn: Turn, draft: Draft) -> Message:
    about = _about(turn, draft.answers["argument"])
    title = title_line(turn.translator, about.source.title, is_answer=about.source.kind is SourceKind.SOLUTION)
    body = asking.body(turn.translator, about.city, about.origin, title, _words(draft.answers))
    return _named(turn, about, asking.preview(turn.translator, draft.id, body, about.origin))


def _choose_publishing(_turn: Turn, _answers: Answers, value: str) -> str | GoTo:
    if value == asking.CHANGE:
        return GoTo(asking.PART)
    if value != asking.PUBLISH:
        raise StepPassed
    return value


def _choose_part(_turn: Turn, _answers: Answers, value: str) -> GoTo:
    if value not in set(AdoptionPart):
        raise StepPassed
    return GoTo(value)


def _finish(turn: Turn, answers: Answers) -> Message:
    about, words = _about(turn, answers["argument"]), _words(answers)
    adoption, is_new = do_adopt(
        turn.session,
        turn.member,
        about.source,
        about.voice,
        Words(words[TAKES], words[CHANGES], words[FIRST_STEP], date.fromisoformat(words[STARTS_ON])),
        now=turn.now,
    )
    if not is_new:
        written = "\n".join(filter(None, (words[TAKES], words[CHANGES], words[FIRST_STEP])))
        told = given_back(turn.translator, asking.already(turn.translator, about.city), written)
        return told.with_rows((own_key(turn.translator, adoption.id),))
    turn.toast = asking.published(turn.translator, about.origin)
    return with_way_back(turn, about.source.network_id, answers, one_of(turn, adoption.id))


def _left(turn: Turn, answers: Answers) -> Message:
    if FOR_CITY not in answers:
        return form_texts.discarded(turn.translator)
    try:
        network_id = _about(turn, answers["argument"]).source.network_id
    except Refused:  # it was withdrawn meanwhile, or they coordinate no more
        return form_texts.discarded(turn.translator)
    return left(turn, answers, lambda: network_id)


FORM = Form(
    name="adoption",
    title=asking.form_title,
    known=_known,
    steps=(
        Step(TAKES, _ask_takes, take=typed(asking.WORDS_LIMIT)),
        Step(CHANGES, _ask_changes, take=typed(asking.WORDS_LIMIT), is_optional=True),
        Step(FIRST_STEP, _ask_first_step, take=lambda turn, _answers: in_one_line(turn, asking.STEP_LIMIT)),
        Step(STARTS_ON, _ask_when, take=take_when, choose=_choose_when),
        Step(
            asking.PART,
            lambda turn, draft: asking.which_part(turn.translator, draft.id),
            choose=_choose_part,
            when=lambda _answers: False,  # only reached from the preview
        ),
        Step(asking.PREVIEW, _preview, choose=_choose_publishing),
    ),
    finish=_finish,
    is_draft=True,
    cancelled=_left,
)
