"""The kinds of records in words, the link to each, and the keys that lead there."""

from store.models import FoundKind, Outcome
from texts.message import Button, Html
from texts.search.presses import LinkAsked
from texts.translator import Translator

EMOJI = {
    FoundKind.CHALLENGE: "🧩",
    FoundKind.EXPERIENCE: "🌱",
    FoundKind.SOLUTION: "💡",
    FoundKind.ANSWER: "💬",
    FoundKind.ARCHIVE: "🗄",
}


def kind_name(t: Translator, kind: FoundKind) -> str:
    """As one of them is called."""
    return {
        FoundKind.CHALLENGE: t.plain("Challenge"),
        FoundKind.EXPERIENCE: t.plain("Experience"),
        FoundKind.SOLUTION: t.plain("Answer to a challenge"),
        FoundKind.ANSWER: t.plain("Answer to the question of the month"),
        FoundKind.ARCHIVE: t.plain("Earlier edition"),
    }[kind]


def kinds_name(t: Translator, kind: FoundKind) -> str:
    """As all of them are called."""
    return {
        FoundKind.CHALLENGE: t.label("🧩 Challenges"),
        FoundKind.EXPERIENCE: t.label("🌱 Experiences"),
        FoundKind.SOLUTION: t.label("💡 Answers to challenges"),
        FoundKind.ANSWER: t.label("💬 Answers to questions"),
        FoundKind.ARCHIVE: t.label("🗄 Earlier editions"),
    }[kind]


def state_name(t: Translator, outcome: Outcome) -> str:
    """How a challenge stands, in a word or two."""
    return {
        Outcome.OPEN: t.label("⏳ Open"),
        Outcome.PARTLY: t.label("🔶 Solved in part"),
        Outcome.SOLVED: t.label("✅ Solved"),
    }[outcome]


def titled(kind: FoundKind, title: str) -> Html:
    """A record in one line."""
    return Html("{} «{}»").format(EMOJI[kind], title)


def payload_of(kind: FoundKind, about_id: int) -> str:
    """What stands behind `/start` to open it."""
    return f"{kind}-{about_id}"


def record_behind(payload: str) -> tuple[FoundKind, int] | None:
    """The same back; None: it opens something else."""
    kind, _, number = payload.partition("-")
    is_one = kind in set(FoundKind) and number.isdecimal() and len(number) < 10
    return (FoundKind(kind), int(number)) if is_one else None


def link_key(t: Translator, kind: FoundKind, about_id: int) -> Button:
    """On the page of a record."""
    return Button(t.label("🔗 Link"), LinkAsked(kind, about_id))
