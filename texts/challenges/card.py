"""The card of a challenge in groups, and the news of how it stands."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import field

from store.attachments import Attached
from store.challenges import ChallengesShown
from store.frozen import frozen
from store.models import Challenge, City, Outcome, Person, Visibility
from texts.attachments.shown import is_unwritten, unwritten
from texts.attachments.shown import line as attached_line
from texts.behalf.words import noted_mark, with_mark
from texts.challenges.presses import ChallengeOpened
from texts.few.shown import Few
from texts.lists import some_of
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.presses import Press
from texts.sharing import beyond_title, whose
from texts.solutions.signed import Signed
from texts.translator import Translator

EXCERPT = 280
MOST_NAMED = 3


@frozen
class ChallengeView:
    """A challenge with what stands around it, and what its reader may do."""

    challenge: Challenge
    author: Person
    city: City | None
    answers: int
    is_own: bool = False
    may_mark: bool = False
    may_answer: bool = False
    is_noting: bool = False  # marking it is in the name of the city that asks
    may_take_over: bool = False  # what was noted for the reader's city
    may_confirm: bool = False  # how it stands was noted for them
    helped: Sequence[Signed] = ()  # the answers of which was said that they did
    few: Few | None = None  # to whom it was put, for the city that asks
    attached: Attached = field(default_factory=Attached)


def state(t: Translator, outcome: Outcome, answers: int) -> Html:
    """How it stands, and how many have answered."""
    match outcome:
        case Outcome.SOLVED:
            return t.count("✅ Solved · {n} answer", "✅ Solved · {n} answers", answers)
        case Outcome.PARTLY:
            return t.count("🔶 Solved in part · {n} answer", "🔶 Solved in part · {n} answers", answers)
        case Outcome.OPEN if answers == 0:
            return t.say("⏳ Open · no answers yet")
        case Outcome.OPEN:
            return t.count("⏳ Open · {n} answer", "⏳ Open · {n} answers", answers)


def card(t: Translator, view: ChallengeView, *, can_be_replied_to: bool = True) -> Message:
    """How it stands in a group, in a channel, or before the coordination when it is for them alone."""
    challenge = view.challenge
    is_for_few = challenge.visibility is Visibility.COORDINATORS
    asks_for_replies = can_be_replied_to and challenge.outcome is not Outcome.SOLVED
    return Message(
        paragraphs(
            t.say("🔒 Only for coordination") if is_for_few else None,
            lines(
                t.say("🧩 <b>Challenge</b> · {city}", city=whose(t, view.city)),
                Html("<b>{title}</b>").format(title=challenge.title),
                noted_mark(t) if challenge.noted_by is not None else None,
            ),
            unwritten(t) if is_unwritten(challenge) else beyond_title(challenge.problem, challenge.title, EXCERPT),
            t.say("<b>What was tried:</b> {tried}", tried=excerpt(challenge.tried, EXCERPT))
            if challenge.tried
            else None,
            lines(
                attached_line(t, view.attached),
                with_mark(state(t, challenge.outcome, view.answers), is_noted=challenge.outcome_noted_by is not None),
                thanks_line(t, view),
                t.say("<i>Reply to this message to answer.</i>") if asks_for_replies else None,
            ),
        ),
        (
            (
                Button(t.label("💡 Answer"), start=f"solve-{challenge.id}"),
                Button(t.label("Read it whole"), start=f"challenge-{challenge.id}"),
            ),
        ),
    )


def thanks_line(t: Translator, view: ChallengeView) -> Html | None:
    """Who helped whom; nothing while it is open."""
    if view.challenge.outcome is Outcome.OPEN or not view.helped:
        return None
    return t.say("🙌 {city} thanks {who}", city=whose(t, view.city), who=_all_of(t, view.helped))


def _all_of(t: Translator, signed: Sequence[Signed]) -> Html:
    return some_of(t, list(dict.fromkeys(one.by(t) for one in signed)), MOST_NAMED)


def withdrawn_card(t: Translator) -> Message:
    """What remains in the groups."""
    return Message(t.say("🧩 This challenge was withdrawn by its author."))


def marked(t: Translator, outcome: Outcome) -> str:
    """The toast after marking."""
    match outcome:
        case Outcome.SOLVED:
            return t.plain("Marked as solved. Those who answered will be glad.")
        case Outcome.PARTLY:
            return t.plain("Marked as solved in part.")
        case Outcome.OPEN:
            return t.plain("Marked as still open.")


def said_otherwise(t: Translator) -> str:
    """The toast when the city was faster."""
    return t.plain("Meanwhile the city itself has said how it stands. Nothing was changed.")


def mark(t: Translator, outcome: Outcome) -> Html:
    """The same below the answer that was marked."""
    match outcome:
        case Outcome.SOLVED:
            return t.say("✅ <b>Marked as solved.</b>")
        case Outcome.PARTLY:
            return t.say("🔶 <b>Marked as solved in part.</b>")
        case Outcome.OPEN:
            return t.say("⏳ <b>Marked as still open.</b>")


def answer_helped(
    t: Translator, challenge: Challenge, city: City | None, signed: Sequence[Signed], own: Collection[int]
) -> Message:
    """To who answered, once; it follows what is said later. own: which of the answers are theirs."""
    helped = [one for one in signed if one.solution.helped_at is not None]
    others = [one for one in helped if one.solution.id not in own]
    return Message(
        paragraphs(
            _news(t, challenge, city),
            lines(
                t.say("Your answer helped. Thank you!")
                if len(others) < len(helped)
                else t.say("Thank you for having answered it."),
                t.say("🙌 What helped: {who}", who=_all_of(t, others)) if others else None,
            )
            if challenge.outcome is not Outcome.OPEN
            else None,
        ),
        ((Button(t.label("See it"), ChallengeOpened(challenge.id, ChallengesShown.OPEN, 0)),),),
    )


def _news(t: Translator, challenge: Challenge, city: City | None) -> Html:
    names = {"city": whose(t, city), "title": challenge.title}
    match challenge.outcome:
        case Outcome.SOLVED:
            return t.say("✅ {city}: the challenge “{title}” is solved.", **names)
        case Outcome.PARTLY:
            return t.say("🔶 {city}: the challenge “{title}” is solved in part.", **names)
        case Outcome.OPEN:
            return t.say("⏳ {city}: the challenge “{title}” is still open after all.", **names)


def marking_buttons(t: Translator, marked_as: Callable[[Outcome], Press]) -> tuple[Button, Button, Button]:
    """Solved it, partly, still open."""
    return (
        Button(t.label("✅ Solved it"), marked_as(Outcome.SOLVED)),
        Button(t.label("🔶 Partly"), marked_as(Outcome.PARTLY)),
        Button(t.label("⏳ Still open"), marked_as(Outcome.OPEN)),
    )
