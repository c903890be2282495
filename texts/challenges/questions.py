"""What is asked of somebody who shares a challenge, and what they are told then."""

from store.challenges import ChallengesShown
from store.models import Challenge, Network, Visibility
from texts.attachments.shown import unwritten
from texts.challenges.presses import ChallengeBegun, ChallengeOpened, ChallengePart, ChallengesOpened
from texts.forms import FormChosen
from texts.menu import back_button
from texts.message import Button, Html, Message, paragraphs
from texts.sharing import NOTHING, part_of_record
from texts.translator import Translator


def share_button(t: Translator, network_id: int = 0) -> Button:
    """Begins a challenge."""
    return Button(t.label("✍️ New challenge"), ChallengeBegun(network_id))


def list_button(t: Translator) -> Button:
    """The challenges, from the hub."""
    return Button(t.label("🧩 Challenges"), ChallengesOpened(ChallengesShown.OPEN))


def form_title(t: Translator) -> str:
    """What an unfinished challenge is called."""
    return t.label("a challenge")


def change_title(t: Translator) -> str:
    """What an unfinished change is called."""
    return t.label("a change of a challenge")


def problem_question(t: Translator) -> Message:
    """The first question."""
    return Message(
        paragraphs(
            t.say("🧩 <b>What is the problem?</b>"), t.say("Two sentences are enough: what happens, and to whom.")
        )
    )


def tried_question(t: Translator, draft_id: int) -> Message:
    """The second question."""
    return Message(
        t.say("<b>What has been tried, and how did it go?</b>"),
        ((Button(t.label("Nothing yet"), FormChosen(draft_id, ChallengePart.TRIED.value, NOTHING)),),),
    )


def part_labels(t: Translator) -> tuple[str, str, str]:
    """The parts by name: problem, what was tried, title."""
    return t.label("The problem"), t.label("What was tried"), t.label("The title")


def body(t: Translator, title: str, problem: str, tried: str) -> Html:
    """The words of a challenge; of one that was told, that they are still to come."""
    if not problem:
        return paragraphs(t.say("🧩 <b>{title}</b>", title=title), unwritten(t))
    return paragraphs(
        t.say("🧩 <b>{title}</b>", title=title),
        part_of_record(t.say("<b>The problem</b>"), problem),
        part_of_record(t.say("<b>What was tried</b>"), tried) if tried else t.say("Nothing has been tried yet."),
    )


def published(t: Translator, challenge: Challenge, network: Network, cards: int) -> Message:
    """After publishing: where it can be seen."""
    if challenge.visibility is Visibility.COORDINATORS:
        where = t.say("The coordination of the <b>{network}</b> has it now, and nobody else.", network=network.name)
    elif cards:
        where = t.say("The cities of the <b>{network}</b> see it now, in the group too.", network=network.name)
    else:
        where = t.say("The cities of the <b>{network}</b> see it now.", network=network.name)
    return Message(
        paragraphs(
            t.say("✅ Shared: <b>{title}</b>", title=challenge.title),
            where,
            t.say("Answers go to the city’s people; where none of them has Telegram, they will arrive here.")
            if challenge.noted_by is not None
            else t.say("Answers will arrive here."),
        ),
        (
            (Button(t.label("See it"), ChallengeOpened(challenge.id, ChallengesShown.MINE, 0)),),
            (back_button(t),),
        ),
    )
