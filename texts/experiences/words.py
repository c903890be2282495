"""An experience in words: the questions, the card, the whole."""

from dataclasses import field

from store.attachments import Attached
from store.experiences import ExperiencesShown
from store.frozen import frozen
from store.models import City, Experience, FoundKind, Network, NotedKind, Person, Visibility
from texts.attachments.shown import is_unwritten, unwritten
from texts.attachments.shown import line as attached_line
from texts.behalf.words import noted_mark, ours_key
from texts.dates import day_of
from texts.experiences.presses import (
    ExperienceBegun,
    ExperienceChangeAsked,
    ExperienceOpened,
    ExperiencePart,
    ExperiencePartChosen,
    ExperiencePublicationAsked,
    ExperiencePublished,
    ExperiencesOpened,
    ExperienceWithdrawalAsked,
    ExperienceWithdrawn,
)
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.presses import Press
from texts.search.kinds import link_key
from texts.sharing import beyond_title, byline, edited, part_of_record, publishing_question, whose
from texts.sheets.pages import completing, keys
from texts.sheets.shown import SheetView, further, told
from texts.translator import Translator

EXCERPT = 220


@frozen
class ExperienceView:
    """An experience with its author and city."""

    experience: Experience
    author: Person
    city: City | None
    attached: Attached = field(default_factory=Attached)


def share_button(t: Translator, network_id: int = 0) -> Button:
    """Begins an experience."""
    return Button(t.label("🌱 New experience"), ExperienceBegun(network_id))


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
            t.say("<b>What would you not do again?</b>"),
            t.say("What was harder, more expensive or slower than expected helps the others most."),
        )
    )


def part_labels(t: Translator) -> tuple[str, str, str]:
    """The parts by name: what was done, what would not be repeated, title."""
    return t.label("What was done"), t.label("What we would not do again"), t.label("The title")


def body(t: Translator, title: str, done: str, regret: str) -> Html:
    """The words of an experience; of one that was told, that they are still to come."""
    return paragraphs(
        t.say("🌱 <b>{title}</b>", title=title),
        None if done and regret else unwritten(t),
        part_of_record(t.say("<b>What was done</b>"), done) if done else None,
        part_of_record(t.say("<b>What we would not do again</b>"), regret) if regret else None,
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
                noted_mark(t) if experience.noted_by is not None else None,
            ),
            unwritten(t) if is_unwritten(experience) else beyond_title(experience.done, experience.title, EXCERPT),
            t.say("<b>What we would not do again:</b> {regret}", regret=excerpt(experience.regret, EXCERPT))
            if experience.regret
            else None,
            attached_line(t, view.attached),
        ),
        ((Button(t.label("Read it whole"), start=f"experience-{experience.id}"),),),
    )


def withdrawn_card(t: Translator) -> Message:
    """What remains in the groups."""
    return Message(t.say("🌱 This experience was withdrawn by its author."))


def published(t: Translator, experience: Experience, network: Network, cards: int) -> Message:
    """After publishing: where it can be seen."""
    if experience.visibility is Visibility.COORDINATORS:
        where = t.say("The coordination of the <b>{network}</b> has it now, and nobody else.", network=network.name)
    elif cards:
        where = t.say("The cities of the <b>{network}</b> see it now, in the group too.", network=network.name)
    else:
        where = t.say("The cities of the <b>{network}</b> see it now.", network=network.name)
    return Message(
        paragraphs(t.say("✅ Shared: <b>{title}</b>", title=experience.title), where),
        ((Button(t.label("See it"), _opened(experience)),), (back_button(t),)),
    )


def detail(
    t: Translator,
    view: ExperienceView,
    back_to: Press,
    sheet: SheetView | None = None,
    *,
    is_own: bool,
    may_take_over: bool = False,
) -> Message:
    """The whole experience, and what its reader may do with it. `may_take_over`: it was noted for their city."""
    experience = view.experience
    words = body(t, experience.title, experience.done, experience.regret)
    is_for_few = experience.visibility is Visibility.COORDINATORS
    return Message(
        paragraphs(
            told(t, sheet, words),
            further(t, sheet, words),
            lines(
                t.say(
                    "{author} · {day}",
                    author=byline(t, view.author, view.city, is_noted=experience.noted_by is not None),
                    day=day_of(t, experience.published_at, year=True),
                ),
                edited(t, experience.edited_at),
                t.say("🔒 Only coordination sees it.") if is_for_few else None,
            ),
        ),
        (
            *(((ours_key(t, NotedKind.EXPERIENCE, experience.id),),) if may_take_over else ()),
            *completing(t, sheet),
            *(_changing(t, experience) if is_own else ()),
            *keys(t, sheet, words),
            (Button(t.label("◀️ Back"), back_to), link_key(t, FoundKind.EXPERIENCE, experience.id)),
        ),
    )


def _changing(t: Translator, experience: Experience) -> Rows:
    publish: Rows = ()
    if experience.visibility is Visibility.COORDINATORS:
        publish = ((Button(t.label("📣 Publish to the network"), ExperiencePublicationAsked(experience.id)),),)
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


def whether_to_publish(t: Translator, experience: Experience, network: Network) -> Message:
    """Asked once."""
    return Message(
        publishing_question(t, experience.title, network),
        ((Button(t.label("📣 Yes, publish it"), ExperiencePublished(experience.id)),), (_back_to_own(t, experience),)),
    )


def whether_to_withdraw(t: Translator, experience: Experience) -> Message:
    """Asked once."""
    return Message(
        paragraphs(
            t.say("Withdraw “{title}”?", title=experience.title),
            t.say("It disappears from the lists and its card is emptied. This cannot be undone."),
        ),
        ((Button(t.label("🗑 Withdraw it"), ExperienceWithdrawn(experience.id)),), (_back_to_own(t, experience),)),
    )


def withdrawn(t: Translator, experience: Experience) -> Message:
    """It is gone."""
    return Message(t.say("“{title}” has been withdrawn.", title=experience.title), ((back_button(t),),))


def _back_to_own(t: Translator, experience: Experience) -> Button:
    return Button(t.label("◀️ Back"), _opened(experience))


def _opened(experience: Experience) -> ExperienceOpened:
    return ExperienceOpened(experience.id, ExperiencesShown.MINE, 0)
