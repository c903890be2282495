"""The words of the search: what coordinators add to the thesaurus."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import Network, ThesaurusTerm
from texts.coordinating.presses import NetworkUpkeepOpened
from texts.forms import FormChosen
from texts.languages import LANGUAGE_NAMES, Language
from texts.lists import arrows, in_rows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press, press
from texts.translator import Translator

TERM_LIMIT = 60
A_PAGE = 5
NEW = "new"
MOST_NAMED = 3


@press("xw")
@frozen
class ThesaurusOpened(Press):
    """What was added so far."""

    network_id: int
    page: int = 0


@press("xa")
@frozen
class TermBegun(Press):
    """Another one."""

    network_id: int


@press("xr")
@frozen
class TermTakenOut(Press):
    """One of them goes."""

    network_id: int
    term_id: int


@frozen
class Added:
    """A term with what it means the same as."""

    row: ThesaurusTerm
    alike: Sequence[str]


def desk_key(t: Translator, network: Network) -> Button:
    """On the network's page of the coordinators."""
    return Button(t.label("📚 Words of the search"), ThesaurusOpened(network.id))


def page(t: Translator, network: Network, added: Sequence[Added], number: int) -> Message:
    """What coordinators have added, the newest first."""
    number = page_within(number, len(added), A_PAGE)
    shown = added[number * A_PAGE : (number + 1) * A_PAGE]
    keys = number_buttons([TermTakenOut(network.id, one.row.id) for one in shown])
    turning = arrows(t, number, pages_for(len(added), A_PAGE), lambda there: ThesaurusOpened(network.id, there))
    return Message(
        paragraphs(
            t.say("📚 <b>Words of the search</b>"),
            t.say("The search knows words that mean the same, in four languages. Local words can be added here."),
            lines(*(_line(t, place, one) for place, one in enumerate(shown, start=1))),
            t.say("A number takes that word out again.") if shown else None,
        ),
        (
            *in_rows(keys, A_PAGE),
            *((turning,) if turning else ()),
            (Button(t.label("➕ Add a word"), TermBegun(network.id)),),
            (Button(t.label("◀️ Back"), NetworkUpkeepOpened(network.id)),),
        ),
    )


def _line(t: Translator, place: int, one: Added) -> Html:
    alike = t.list_of([Html.escape(name) for name in one.alike[:MOST_NAMED]])
    return t.say(
        "{place}. <b>{term}</b> ({language}): {alike}",
        place=place,
        term=one.row.term,
        language=LANGUAGE_NAMES[Language(one.row.language)],
        alike=alike,
    )


def form_title(t: Translator) -> str:
    """What an unfinished one is called."""
    return t.label("a word for the search")


def term_question(t: Translator) -> Message:
    """Which word."""
    return Message(t.say("<b>Which word does the search not know yet?</b> For example <i>tianguis</i>."))


def language_question(t: Translator, draft_id: int, term: str) -> Message:
    """In which language."""
    keys = [Button(name, FormChosen(draft_id, "language", code)) for code, name in LANGUAGE_NAMES.items()]
    return Message(t.say("<b>In which language is «{term}»?</b>", term=term), in_rows(keys))


def alike_question(t: Translator, term: str) -> Message:
    """What it means."""
    return Message(
        t.say("<b>Which other word means the same as «{term}»?</b> In any of the four languages.", term=term)
    )


def concept_question(t: Translator, draft_id: int, alike: str, names: Sequence[Sequence[str]]) -> Message:
    """Which of the things that the other word names."""
    listed = [
        Html("{}. {}").format(place, t.list_of([Html.escape(name) for name in some[:MOST_NAMED]]))
        for place, some in enumerate(names, start=1)
    ]
    places = [str(place) for place, _ in enumerate(names, start=1)]
    keys = [Button(place, FormChosen(draft_id, "concept", place)) for place in places]
    none = Button(t.label("None of these"), FormChosen(draft_id, "concept", NEW))
    return Message(
        paragraphs(t.say("<b>What does «{alike}» mean here?</b>", alike=alike), lines(*listed)),
        (*in_rows(keys, A_PAGE), (none,)),
    )


def added(t: Translator) -> str:
    """Told at once."""
    return t.label("Added. In a moment what was shared is found by it.")


def taken_out(t: Translator, term: str) -> str:
    """Told at once."""
    return t.label("«{term}» was taken out.", term=term)


def no_term(t: Translator, most: int) -> Html:
    """Nothing that could be looked for."""
    return t.say("That is no word to search for. Please write one to {most} words.", most=most)


def term_there(t: Translator) -> Html:
    """It is known."""
    return t.say("The search knows that word already.")
