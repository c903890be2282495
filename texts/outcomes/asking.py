"""How did the challenge end, and which answers helped?"""

from collections.abc import Sequence

from store.challenges import ChallengesShown
from store.models import Challenge
from texts.challenges.card import mark, marking_buttons
from texts.challenges.presses import ChallengeOpened
from texts.lists import arrows, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.outcomes.presses import HelpedOpened, HelpedSaid, OutcomePutOff, OutcomeTold
from texts.solutions.presses import SolutionsListed
from texts.solutions.signed import Signed
from texts.translator import Translator

PAGE = 5
EXCERPT = 120


def question(t: Translator, challenge: Challenge, answers: int, *, may_wait: bool) -> Message:
    """To who asked, two weeks after the first answer. may_wait: they can be asked once more."""
    solved, partly, still_open = marking_buttons(t, lambda outcome: OutcomeTold(challenge.id, outcome))
    later = (Button(t.label("🕓 Ask me later"), OutcomePutOff(challenge.id, challenge.checks)),) if may_wait else ()
    return Message(
        paragraphs(
            t.say("🧩 <b>How did the challenge “{title}” end?</b>", title=challenge.title),
            t.count(
                "It has {n} answer. Whoever gave it would like to know.",
                "It has {n} answers. Those who gave them would like to know.",
                answers,
            ),
        ),
        (
            (solved, partly),
            (still_open, *later),
            (Button(t.label("See all answers"), SolutionsListed(challenge.id, 0)),),
        ),
    )


def put_off(t: Translator, challenge: Challenge) -> Message:
    """In the place of the question."""
    return Message(
        t.say("🕓 The question about “{title}” comes again in two weeks.", title=challenge.title),
        ((_to_challenge(t, challenge),),),
    )


def still_open(t: Translator, challenge: Challenge) -> Message:
    """In the place of the question; what can be done about it."""
    return Message(
        paragraphs(
            t.say("⏳ “{title}” stays open, and is not asked about again.", title=challenge.title),
            t.say("A more precise question often brings better answers: it can be worded anew with “Change”."),
        ),
        ((_to_challenge(t, challenge),),),
    )


def known_meanwhile(t: Translator) -> Html:
    """To a key from before."""
    return t.say("Meanwhile it was said how it stands. Nothing was changed.")


def which_helped(t: Translator, challenge: Challenge, signed: Sequence[Signed], *, number: int, page: int) -> Message:
    """A page of the answers, each with a key that says that it helped, or that it did not."""
    pages = pages_for(number, PAGE)
    keys = tuple(
        Button(
            t.label("✅ {number}", number=place) if one.solution.helped_at is not None else str(place),
            HelpedSaid(one.solution.id, one.solution.helped_at is None, page),
        )
        for place, one in enumerate(signed, start=1)
    )
    turning = arrows(t, page, pages, lambda other: HelpedOpened(challenge.id, other))
    return Message(
        paragraphs(
            lines(Html("🧩 <b>{}</b>").format(challenge.title), mark(t, challenge.outcome)),
            t.say("<b>Which answers helped?</b> Those who gave them read it, with thanks."),
            *(_line(t, place, one) for place, one in enumerate(signed, start=1)),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if pages > 1 else None,
        ),
        tuple(row for row in (keys, turning, (Button(t.label("👌 Done"), _opened(challenge)),)) if row),
    )


def helped_key(t: Translator, challenge: Challenge) -> Button:
    """On the page of a challenge that is solved, or in part."""
    return Button(t.label("🙌 Which answers helped"), HelpedOpened(challenge.id, 0))


def said(t: Translator, *, has_helped: bool) -> str:
    """A toast."""
    if has_helped:
        return t.plain("Thank you: whoever gave it will read it.")
    return t.plain("Taken back.")


def _line(t: Translator, place: int, one: Signed) -> Html:
    number = t.say("<b>{number}.</b> ✅ {author}", number=place, author=one.by(t))
    if one.solution.helped_at is None:
        number = t.say("<b>{number}.</b> {author}", number=place, author=one.by(t))
    return lines(number, Html("{text}").format(text=excerpt(one.solution.text, EXCERPT)))


def _to_challenge(t: Translator, challenge: Challenge) -> Button:
    return Button(t.label("See the challenge"), _opened(challenge))


def _opened(challenge: Challenge) -> ChallengeOpened:
    return ChallengeOpened(challenge.id, ChallengesShown.OPEN, 0)
