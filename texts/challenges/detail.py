"""A challenge as a whole, and what its reader may do with it."""

from store.challenges import ChallengesShown
from store.models import Challenge, FoundKind, Network, NotedKind, Outcome, Visibility
from texts.behalf.words import confirm_key, ours_key, with_mark
from texts.challenges.card import ChallengeView, marking_buttons, state, thanks_line
from texts.challenges.presses import (
    ChallengeChangeAsked,
    ChallengeOpened,
    ChallengePart,
    ChallengePartChosen,
    ChallengePublicationAsked,
    ChallengePublished,
    ChallengeWithdrawalAsked,
    ChallengeWithdrawn,
    OutcomeMarked,
)
from texts.challenges.questions import body, part_labels
from texts.dates import day_of
from texts.few import shown as few
from texts.menu import back_button
from texts.message import Button, Message, Rows, lines, paragraphs
from texts.outcomes.asking import helped_key
from texts.presses import Press
from texts.search.kinds import link_key
from texts.sharing import byline, edited, publishing_question, whose
from texts.sheets.pages import completing, keys
from texts.sheets.shown import SheetView, further, told
from texts.translator import Translator


def detail(
    t: Translator,
    view: ChallengeView,
    back_to: Press,
    answers_press: Press,
    solve_press: Press,
    sheet: SheetView | None = None,
) -> Message:
    """The whole challenge, and what its reader may do with it."""
    challenge = view.challenge
    words = body(t, challenge.title, challenge.problem, challenge.tried)
    is_for_few = challenge.visibility is Visibility.COORDINATORS
    return Message(
        paragraphs(
            told(t, sheet, words),
            further(t, sheet, words),
            lines(
                t.say(
                    "{author} · {day}",
                    author=byline(t, view.author, view.city, is_noted=challenge.noted_by is not None),
                    day=day_of(t, challenge.published_at, year=True),
                ),
                edited(t, challenge.edited_at),
                with_mark(state(t, challenge.outcome, view.answers), is_noted=challenge.outcome_noted_by is not None),
                thanks_line(t, view),
                t.say("🔒 Only coordination sees it.") if is_for_few else None,
                few.line(t, view.few) if view.few is not None else None,
            ),
            t.say("✍️ How it stands is noted in the name of {city}.", city=whose(t, view.city))
            if view.is_noting
            else None,
        ),
        tuple(
            row
            for row in (
                _answering(t, view, answers_press, solve_press),
                *(_marking(t, challenge) if view.may_mark else ()),
                (helped_key(t, challenge),)
                if view.may_mark and view.answers and challenge.outcome is not Outcome.OPEN
                else (),
                (ours_key(t, NotedKind.CHALLENGE, challenge.id),) if view.may_take_over else (),
                (confirm_key(t, challenge.id),) if view.may_confirm else (),
                *completing(t, sheet),
                *(_changing(t, challenge) if view.is_own else ()),
                *keys(t, sheet, words),
                (Button(t.label("◀️ Back"), back_to), link_key(t, FoundKind.CHALLENGE, challenge.id)),
            )
            if row
        ),
    )


def _answering(t: Translator, view: ChallengeView, answers_press: Press, solve_press: Press) -> tuple[Button, ...]:
    answer = (Button(t.label("💡 Answer"), solve_press),) if view.may_answer else ()
    answers = (Button(t.label("See the answers ({n})", n=view.answers), answers_press),) if view.answers else ()
    return (*answer, *answers)


def _marking(t: Translator, challenge: Challenge) -> Rows:
    seen = challenge.outcome
    marks = marking_buttons(t, lambda outcome: OutcomeMarked(challenge.id, outcome, seen))
    return (tuple(button for button in marks if button.press != OutcomeMarked(challenge.id, seen, seen)),)


def _changing(t: Translator, challenge: Challenge) -> Rows:
    publish: Rows = ()
    if challenge.visibility is Visibility.COORDINATORS:
        publish = ((Button(t.label("📣 Publish to the network"), ChallengePublicationAsked(challenge.id)),),)
    return (
        *publish,
        (
            Button(t.label("✏️ Change"), ChallengeChangeAsked(challenge.id)),
            Button(t.label("🗑 Withdraw"), ChallengeWithdrawalAsked(challenge.id)),
        ),
    )


def what_to_change(t: Translator, challenge: Challenge) -> Message:
    """Which part of a published challenge."""
    parts = zip(part_labels(t), ChallengePart, strict=True)
    rows = tuple((Button(label, ChallengePartChosen(challenge.id, part)),) for label, part in parts)
    return Message(t.say("What should be changed?"), (*rows, (_back_to_own(t, challenge),)))


def whether_to_publish(t: Translator, challenge: Challenge, network: Network) -> Message:
    """Asked once."""
    return Message(
        publishing_question(t, challenge.title, network),
        ((Button(t.label("📣 Yes, publish it"), ChallengePublished(challenge.id)),), (_back_to_own(t, challenge),)),
    )


def whether_to_withdraw(t: Translator, challenge: Challenge) -> Message:
    """Asked once."""
    return Message(
        paragraphs(
            t.say("Withdraw “{title}”?", title=challenge.title),
            t.say("It disappears from the lists and its card is emptied. This cannot be undone."),
        ),
        ((Button(t.label("🗑 Withdraw it"), ChallengeWithdrawn(challenge.id)),), (_back_to_own(t, challenge),)),
    )


def withdrawn(t: Translator, challenge: Challenge) -> Message:
    """It is gone."""
    return Message(t.say("“{title}” has been withdrawn.", title=challenge.title), ((back_button(t),),))


def _back_to_own(t: Translator, challenge: Challenge) -> Button:
    return Button(t.label("◀️ Back"), ChallengeOpened(challenge.id, ChallengesShown.MINE, 0))
