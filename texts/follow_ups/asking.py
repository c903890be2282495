"""Three taps and a sentence: was it applied, from whom, will it stay."""

from collections.abc import Mapping, Sequence

from store.models import Applied, City, FollowUp, Network, Stays
from texts.cities import short_city
from texts.follow_ups.presses import FollowUpBegun, FollowUpOpened, FollowUpsEnded, FollowUpsOpened
from texts.forms import FormChosen
from texts.lists import in_rows
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.network.presses import NetworkOpened
from texts.translator import Translator

FROM, STAYS, WORDS = "from", "stays", "words"
WORDS_LIMIT = 300
OWN = "0"  # from no city in particular


def title(t: Translator) -> str:
    """What unfinished answers are called."""
    return t.label("what your city applied")


def letter(t: Translator, asked: FollowUp, network: Network, city: City, left_open: str = "") -> Message:
    """One to a city: to its titular, or else to whoever is left. left_open: what it had taken on and not done."""
    return Message(
        paragraphs(
            _heading(t, asked, network, city),
            t.say("Does your city use anything of what it took from there?"),
            t.say("🤝 Open when it ended: {words}", words=left_open) if left_open else None,
            t.say("Three taps, and a sentence if you like."),
        ),
        (*_first_keys(t, asked), *_end_key(t, asked)),
    )


def _heading(t: Translator, asked: FollowUp, network: Network, city: City) -> Html:
    return lines(
        t.count("🌱 <b>{n} month later</b>", "🌱 <b>{n} months later</b>", asked.months),
        t.say("{city} · {network}", city=short_city(city), network=network.name),
    )


def _first_keys(t: Translator, asked: FollowUp) -> Rows:
    keys = [
        Button(f"✓ {words}" if applied is asked.applied else words, FollowUpBegun(asked.id, applied, asked.sequence))
        for applied, words in _applied(t).items()
    ]
    return in_rows(keys)


def _end_key(t: Translator, asked: FollowUp) -> Rows:
    return ((Button(t.label("🔕 No more questions"), FollowUpsEnded(asked.id)),),)


def _applied(t: Translator) -> Mapping[Applied, str]:
    return {
        Applied.YES: t.label("✅ Yes, in use"),
        Applied.PARTLY: t.label("🔶 In part"),
        Applied.NOT_YET: t.label("⏳ Not yet"),
    }


def from_question(t: Translator, draft_id: int, network: Network, cities: Sequence[City]) -> Message:
    """Second tap."""
    keys = [Button(short_city(city), FormChosen(draft_id, FROM, str(city.id))) for city in cities]
    return Message(
        paragraphs(
            lines(t.say("🌱 <b>From which city did you learn it?</b>"), Html.escape(network.name)),
            t.say("The one from which most of it comes."),
        ),
        (*in_rows(keys), (Button(t.label("From several, or none"), FormChosen(draft_id, FROM, OWN)),)),
    )


def stays_question(t: Translator, draft_id: int, network: Network) -> Message:
    """Third tap."""
    keys = [Button(words, FormChosen(draft_id, STAYS, stays.value)) for stays, words in _stays(t).items()]
    return Message(lines(t.say("🌱 <b>Will your city go on with it?</b>"), Html.escape(network.name)), in_rows(keys))


def _stays(t: Translator) -> Mapping[Stays, str]:
    return {
        Stays.YES: t.label("✅ Yes"),
        Stays.UNSURE: t.label("❔ Not sure yet"),
        Stays.NO: t.label("✖️ No"),
    }


def words_question(t: Translator, network: Network, present: str, *, is_used: bool) -> Message:
    """The sentence, which can be skipped."""
    asked = (
        t.say("🌱 <b>What is it, in one sentence?</b>")
        if is_used
        else t.say("🌱 <b>What is in the way, in one sentence?</b>")
    )
    return Message(
        paragraphs(
            lines(asked, Html.escape(network.name)),
            t.say("At present: {words}", words=quoted(Html.escape(present))) if present else None,
            t.say("What changed in the city, or what is in the way. The network can read it, with the city’s name.")
            if is_used
            else t.say("The network can read it, with the city’s name."),
        )
    )


def told(
    t: Translator, asked: FollowUp, network: Network, city: City, origin: City | None, *, may_tell: bool
) -> Message:
    """What a city has told, or that it has not."""
    answer = (
        lines(*said(t, asked, origin))
        if asked.applied is not None
        else t.say("Does your city use anything of what it took from there?")
    )
    ended = t.say("🔕 Your city is asked no more.") if asked.ended_at is not None else None
    is_kept = may_tell and asked.applied is not None
    kept = t.say("This is saved, thank you. Another tap below changes it.") if is_kept else None
    return Message(
        paragraphs(_heading(t, asked, network, city), answer, kept, ended),
        (
            *(_first_keys(t, asked) if may_tell else ()),
            *(_end_key(t, asked) if may_tell and ended is None else ()),
            (Button(t.label("🌱 What came of it"), FollowUpsOpened(network.id)),),
            (Button(t.label("🏙 My network"), NetworkOpened(network.id)),),
        ),
    )


def said(t: Translator, asked: FollowUp, origin: City | None) -> list[Html]:
    """Line by line."""
    if asked.applied is None:
        return []
    stays = None if asked.stays is None else _stays(t)[asked.stays]
    return [
        Html.escape(_applied(t)[asked.applied]),
        *([t.say("Learned from {city}", city=short_city(origin))] if origin is not None else []),
        *([t.say("Goes on: {answer}", answer=stays)] if stays is not None else []),
        *([quoted(Html.escape(asked.words))] if asked.words else []),
    ]


def saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Saved. Thank you!")


def ended(t: Translator) -> str:
    """The toast of who wants no more."""
    return t.plain("Understood: no more questions. Thank you for all of it!")


def changed_meanwhile(t: Translator) -> Html:
    """A colleague was faster."""
    return t.say("Somebody of your city has answered meanwhile: here is what stands.")


def page(
    t: Translator, network: Network, told_by: Sequence[tuple[FollowUp, City, City | None]], asked: Mapping[int, int]
) -> Message:
    """What all cities have told. asked: how many were asked, by months."""
    months = sorted({one.months for one, _, _ in told_by} | set(asked))
    return Message(
        paragraphs(
            t.say("🌱 <b>What came of it</b> · {network}", network=network.name),
            *(_of_months(t, number, told_by, asked.get(number, 0)) for number in months),
            t.say("As the cities say it themselves.")
            if told_by
            else t.say("Each city is asked three and six months after the end."),
        ),
        (
            *in_rows([Button(short_city(city), FollowUpOpened(one.id)) for one, city, _ in told_by if one.words][:8]),
            (Button(t.label("◀️ Back"), NetworkOpened(network.id)),),
        ),
    )


def _of_months(t: Translator, months: int, told_by: Sequence[tuple[FollowUp, City, City | None]], asked: int) -> Html:
    own = [each for each in told_by if each[0].months == months and each[0].applied is not None]
    return lines(
        t.count("<b>{n} month later</b>", "<b>{n} months later</b>", months),
        t.say("{answered} of {asked} cities have answered", answered=len(own), asked=max(asked, len(own))),
        *(
            t.say("{answer}: {number}", answer=words, number=number)
            for applied, words in _applied(t).items()
            if (number := sum(one.applied is applied for one, _, _ in own))
        ),
        *(
            t.say("🔁 {city} learned from {origin}", city=short_city(city), origin=short_city(origin))
            for _, city, origin in own
            if origin is not None
        ),
    )
