"""What people read about experiences."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.experiences import ExperiencesShown, ListedExperience
from store.models import City, Experience, Network, Person, Visibility
from texts.dates import day_of
from texts.lists import PAGE, arrows, number_buttons, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.presses import Press, press
from texts.sharing import beyond_title, byline, part_of_record, whose, whose_in_short
from texts.translator import Translator

EXCERPT = 220


class ExperiencePart(StrEnum):
    """What of an experience can be changed."""

    DONE = "done"
    REGRET = "regret"
    TITLE = "title"


@press("em")
@dataclass(frozen=True)
class ExperiencesOpened(Press):
    """The experiences, of the one network or of one still to choose."""


@press("el")
@dataclass(frozen=True)
class ExperiencesListed(Press):
    """A page of a network's experiences."""

    network_id: int
    shown: ExperiencesShown
    page: int


@press("ev")
@dataclass(frozen=True)
class ExperienceOpened(Press):
    """One experience, and the list to go back to."""

    experience_id: int
    shown: ExperiencesShown
    page: int


@press("es")
@dataclass(frozen=True)
class ExperienceBegun(Press):
    """Somebody wants to share one. The network is 0 where it is not known yet."""

    network_id: int


@press("ee")
@dataclass(frozen=True)
class ExperienceChangeAsked(Press):
    """What of it should be changed?"""

    experience_id: int


@press("ep")
@dataclass(frozen=True)
class ExperiencePartChosen(Press):
    """This part should be changed."""

    experience_id: int
    part: ExperiencePart


@press("en")
@dataclass(frozen=True)
class ExperiencePublished(Press):
    """What only the coordination has seen is for the whole network now."""

    experience_id: int


@press("ew")
@dataclass(frozen=True)
class ExperienceWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    experience_id: int


@press("ex")
@dataclass(frozen=True)
class ExperienceWithdrawn(Press):
    """Yes, really."""

    experience_id: int


@dataclass(frozen=True)
class ExperienceView:
    """An experience with its author and city."""

    experience: Experience
    author: Person
    city: City | None


def share_button(t: Translator, network_id: int = 0) -> Button:
    """Begins an experience."""
    return Button(t.label("🌱 Share an experience"), ExperienceBegun(network_id))


def list_button(t: Translator) -> Button:
    """The experiences, from the hub."""
    return Button(t.label("📚 Experiences"), ExperiencesOpened())


def form_title(t: Translator) -> str:
    """What an unfinished experience is called."""
    return t.label("an experience")


def change_title(t: Translator) -> str:
    """What an unfinished change is called."""
    return t.label("a change of an experience")


def done_question(t: Translator) -> Message:
    """The first question."""
    return Message(
        paragraphs(t.say("🌱 <b>What was done, where and when?</b>"), t.say("Two or three sentences are enough."))
    )


def regret_question(t: Translator) -> Message:
    """The second question, which everybody learns most from."""
    return Message(
        paragraphs(
            t.say("<b>What would not be repeated?</b>"),
            t.say("What was harder, dearer or slower than expected helps the others most."),
        )
    )


def part_labels(t: Translator) -> tuple[str, str, str]:
    """The parts by name: what was done, what would not be repeated, title."""
    return t.label("What was done"), t.label("What would not be repeated"), t.label("The title")


def body(t: Translator, title: str, done: str, regret: str) -> Html:
    """The words of an experience."""
    return paragraphs(
        t.say("🌱 <b>{title}</b>", title=title),
        part_of_record(t.say("<b>What was done</b>"), done),
        part_of_record(t.say("<b>What would not be repeated</b>"), regret),
    )


def card(t: Translator, view: ExperienceView) -> Message:
    """How it stands in a group, in a channel, or before the coordination when it is for them alone."""
    experience = view.experience
    is_for_few = experience.visibility is Visibility.COORDINATORS
    return Message(
        paragraphs(
            t.say("🔒 Only for coordination") if is_for_few else None,
            lines(
                t.say("🌱 <b>Experience</b> · {city}", city=whose(t, view.city)),
                Html("<b>{title}</b>").format(title=experience.title),
            ),
            beyond_title(experience.done, experience.title, EXCERPT),
            t.say("<b>What would not be repeated:</b> {regret}", regret=excerpt(experience.regret, EXCERPT)),
        ),
        ((Button(t.label("Read it whole"), start=f"experience-{experience.id}"),),),
    )


def withdrawn_card(t: Translator) -> Message:
    """What remains in the groups."""
    return Message(t.say("🌱 This experience was withdrawn by its author."))


def published(t: Translator, experience: Experience, network: Network, cards: int) -> Message:
    """After publishing: where it can be seen."""
    if experience.visibility is Visibility.COORDINATORS:
        where = t.say("The coordination of <b>{network}</b> has it now, and nobody else.", network=network.name)
    elif cards:
        where = t.say("The cities of <b>{network}</b> see it now, in the group too.", network=network.name)
    else:
        where = t.say("The cities of <b>{network}</b> see it now.", network=network.name)
    return Message(
        paragraphs(t.say("✅ Shared: <b>{title}</b>", title=experience.title), where),
        ((Button(t.label("See it"), _opened(experience)),), (back_button(t),)),
    )


def detail(t: Translator, view: ExperienceView, back_to: ExperiencesListed, *, is_own: bool) -> Message:
    """The whole experience, and what its reader may do with it."""
    experience = view.experience
    is_for_few = experience.visibility is Visibility.COORDINATORS
    return Message(
        paragraphs(
            body(t, experience.title, experience.done, experience.regret),
            lines(
                t.say(
                    "{author} · {day}",
                    author=byline(t, view.author, view.city),
                    day=day_of(t, experience.published_at, year=True),
                ),
                t.say("🔒 Only coordination sees it.") if is_for_few else None,
            ),
        ),
        (*(_changing(t, experience) if is_own else ()), (Button(t.label("◀️ Back"), back_to),)),
    )


def _changing(t: Translator, experience: Experience) -> Rows:
    publish: Rows = ()
    if experience.visibility is Visibility.COORDINATORS:
        publish = ((Button(t.label("📣 Publish to the network"), ExperiencePublished(experience.id)),),)
    return (
        *publish,
        (
            Button(t.label("✏️ Change"), ExperienceChangeAsked(experience.id)),
            Button(t.label("🗑 Withdraw"), ExperienceWithdrawalAsked(experience.id)),
        ),
    )


def what_to_change(t: Translator, experience: Experience) -> Message:
    """Which part of a published experience."""
    parts = zip(part_labels(t), ExperiencePart, strict=True)
    rows = tuple((Button(label, ExperiencePartChosen(experience.id, part)),) for label, part in parts)
    return Message(t.say("What should be changed?"), (*rows, (_back_to_own(t, experience),)))


def whether_to_withdraw(t: Translator, experience: Experience) -> Message:
    """Asked once."""
    return Message(
        paragraphs(
            t.say("Withdraw <b>{title}</b>?", title=experience.title),
            t.say("It disappears from the lists and its card is emptied. This cannot be undone."),
        ),
        ((Button(t.label("🗑 Withdraw it"), ExperienceWithdrawn(experience.id)),), (_back_to_own(t, experience),)),
    )


def withdrawn(t: Translator, experience: Experience) -> Message:
    """It is gone."""
    return Message(t.say("«{title}» has been withdrawn.", title=experience.title), ((back_button(t),),))


def _back_to_own(t: Translator, experience: Experience) -> Button:
    return Button(t.label("◀️ Back"), _opened(experience))


def _opened(experience: Experience) -> ExperienceOpened:
    return ExperienceOpened(experience.id, ExperiencesShown.MINE, 0)


def which_network(t: Translator, networks: Sequence[Network]) -> Message:
    """Of which network the list should be."""
    rows = tuple(
        (Button(network.name, ExperiencesListed(network.id, ExperiencesShown.ALL, 0)),) for network in networks
    )
    return Message(t.say("The experiences of which network?"), (*rows, (back_button(t),)))


def experience_list(
    t: Translator,
    network: Network,
    shown: ExperiencesShown,
    listed: Sequence[ListedExperience],
    *,
    number: int,
    page: int,
    may_contribute: bool,
) -> Message:
    """A page of experiences."""
    pages = pages_for(number)
    return Message(
        paragraphs(
            _list_heading(t, network, shown),
            *(_line(t, place, one) for place, one in enumerate(listed, start=1)),
            None if listed else t.say("Nothing has been shared yet. It takes a minute."),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if number > PAGE else None,
        ),
        tuple(
            row
            for row in (
                number_buttons([ExperienceOpened(one.experience.id, shown, page) for one in listed]),
                arrows(page, pages, lambda other: ExperiencesListed(network.id, shown, other)),
                (_other_list(t, network, shown),),
                (share_button(t, network.id),) if may_contribute else (),
                (back_button(t),),
            )
            if row
        ),
    )


def _list_heading(t: Translator, network: Network, shown: ExperiencesShown) -> Html:
    if shown is ExperiencesShown.MINE:
        return t.say("🌱 <b>My experiences</b> · {network}", network=network.name)
    return t.say("🌱 <b>Experiences</b> · {network}", network=network.name)


def _line(t: Translator, place: int, one: ListedExperience) -> Html:
    return lines(
        t.say("<b>{number}.</b> {title}", number=place, title=one.experience.title),
        t.say(
            "{city} · {day}",
            city=whose_in_short(t, one.city),
            day=day_of(t, one.experience.published_at),
        ),
    )


def _other_list(t: Translator, network: Network, shown: ExperiencesShown) -> Button:
    if shown is ExperiencesShown.MINE:
        return Button(t.label("Everybody's"), ExperiencesListed(network.id, ExperiencesShown.ALL, 0))
    return Button(t.label("Mine"), ExperiencesListed(network.id, ExperiencesShown.MINE, 0))
