"""What did not come at its moment, and why."""

from collections.abc import Sequence

from store.models import HeldReason, HeldState, Kind
from texts.attention.shown import Lately
from texts.dates import day_of
from texts.message import Html, lines
from texts.translator import Translator


def held_lately(t: Translator, lately: Sequence[Lately]) -> Html | None:
    """A line for each, with the reason."""
    if not lately:
        return None
    return lines(t.say("<b>Held back lately</b>"), *(_held(t, one) for one in lately))


def _held(t: Translator, one: Lately) -> Html:
    on = day_of(t, one.at)
    if one.kind is Kind.DIGEST:
        return _held_digest(t, one, on)
    noun, words = _asked(t, one.kind)
    question = Html('<a href="https://t.me/{{bot_username}}?start={noun}-{number}">{words}</a>').format(
        noun=noun, number=one.about_id, words=words
    )
    gaps = {"day": on, "question": question}
    if one.state is HeldState.DROPPED:
        return t.say("• {day}, {question}: that week something else had come, and no digest could bring it", **gaps)
    if one.carried_at is not None:
        return t.say("• {day}, {question}: came with the digest of {digest}", digest=day_of(t, one.carried_at), **gaps)
    if one.reason is HeldReason.DIGEST:
        return t.say("• {day}, {question}: the digest of that week brings it", **gaps)
    return t.say("• {day}, {question}: that week something else had come; the next digest brings it", **gaps)


def _asked(t: Translator, kind: Kind) -> tuple[str, Html]:
    match kind:
        case Kind.COMMITMENT_CHECK:
            return "commitment", t.say("question about a commitment")
        case Kind.SHEET:
            return "sheet", t.say("question about something shared")
        case Kind.ADOPTION_CHECK:
            return "adoption", t.say("question about what your city tries")
        case Kind.PAIR_CHECK:
            return "pair", t.say("question whether two cities met")
        case Kind.OUTCOME_CHECK:
            return "challenge", t.say("question how your challenge stands")
        case Kind.ASKED:
            return "asked", t.say("question of another city")
        case Kind.SURVEY:
            return "survey", t.say("four questions about the network")
        case Kind.FOLLOW_UP:
            return "followup", t.say("question what your city applied")
        case Kind.CONTACT:
            return "handover", t.say("question whether to go on for the city")
        case _:
            return "prompt", t.say("question of the month")


def _held_digest(t: Translator, one: Lately, on: str) -> Html:
    if one.carried_at is not None:
        return t.say(
            "• {day}, weekly digest: came with that of {digest}, for that week something else had come",
            day=on,
            digest=day_of(t, one.carried_at),
        )
    if one.state is HeldState.DROPPED:
        return t.say("• {day}, weekly digest: did not come, for that week something else had come", day=on)
    return t.say("• {day}, weekly digest: that week something else had come; the next one tells it all", day=on)
