"""What comes by itself about proposals."""

from store.models import (
    Challenge,
    City,
    FoundKind,
    Network,
    Proposal,
    ProposalState,
    Readers,
    Solution,
)
from store.proposals import kind_of
from store.sheets import Grown
from texts.menu import back_button
from texts.message import Button, Html, Message, excerpt, paragraphs, quoted
from texts.proposals.presses import AnswerAgreed, QueueOpened, ReadersOpened
from texts.search.kinds import titled
from texts.sharing import whose
from texts.translator import Translator

EXCERPT = 200


def waiting(t: Translator, network: Network, number: int) -> Message:
    """To the coordination: how many records it decides about."""
    if not number:
        return Message(t.say("🌍 Nothing of the <b>{network}</b> waits for approval any more.", network=network.name))
    return Message(
        t.count(
            "🌍 {n} record of the <b>{network}</b> waits for approval: others read it once coordination agrees.",
            "🌍 {n} records of the <b>{network}</b> wait for approval: others read them once coordination agrees.",
            number,
            network=network.name,
        ),
        ((queue_key(t, network.id, number),),),
    )


def queue_key(t: Translator, network_id: int, number: int) -> Button:
    """To the first one that waits."""
    return Button(t.label("🌍 Approve records ({n})", n=number), QueueOpened(network_id, 0))


def desk_line(t: Translator, network: Network, number: int) -> Html:
    """On the coordinators' desk."""
    return t.count(
        "🌍 {network}: {n} record waits for approval.",
        "🌍 {network}: {n} records wait for approval.",
        number,
        network=network.name,
    )


def decided(t: Translator, proposal: Proposal, record: Grown) -> Message:
    """To whose it is."""
    kind = kind_of(record)
    return Message(
        paragraphs(titled(kind, record.title), _outcome(t, proposal), _still_open(t, proposal)),
        ((Button(t.label("👁 Who reads it"), ReadersOpened(kind, record.id)),),),
    )


def _outcome(t: Translator, proposal: Proposal) -> Html:
    if proposal.state is ProposalState.RETURNED:
        return t.say("↩️ Coordination asks for a change before others read this: “{reason}”", reason=proposal.reason)
    if proposal.open_to is Readers.PUBLIC:
        return t.say("🌐 Coordination has approved it: whoever has the link reads it now, and all networks find it.")
    if proposal.reach is Readers.PUBLIC:
        return t.say(
            "🌍 Coordination has approved it for all networks, and not for everybody. All networks read it now."
        )
    return t.say("🌍 Coordination has approved it: all networks read it now.")


def _still_open(t: Translator, proposal: Proposal) -> Html | None:
    if proposal.state is not ProposalState.RETURNED or proposal.open_to is None:
        return None
    return t.say("Outside the network the words approved before are read.")


def answer_wanted(t: Translator, challenge: Challenge, city: City | None, solution: Solution) -> Message:
    """To who answered a challenge that is proposed."""
    return Message(
        paragraphs(
            t.say(
                "🌍 {city} proposes that other networks read the challenge “{title}”. May they also read this answer? "
                "It is signed with the city alone.",
                city=whose(t, city),
                title=challenge.title,
            ),
            quoted(excerpt(solution.text, EXCERPT)),
        ),
        (
            (
                Button(t.label("🌍 Yes, they may"), AnswerAgreed(solution.id, agrees=True)),
                Button(t.label("🏘 Not outside"), AnswerAgreed(solution.id, agrees=False)),
            ),
        ),
    )


def agreed(t: Translator, challenge: Challenge, *, agrees: bool) -> Message:
    """In the place of that question."""
    if agrees:
        told = t.say(
            "🌍 This answer may be read wherever the challenge “{title}” is. Coordination approves both.",
            title=challenge.title,
        )
    else:
        told = t.say("🏘 This answer to “{title}” stays in its network.", title=challenge.title)
    return Message(told, ((back_button(t),),))


def agreed_key(t: Translator, solution: Solution) -> Button:
    """On the page of one's own answer."""
    if solution.agreed_at is None:
        return Button(t.label("🌍 Others may read it"), AnswerAgreed(solution.id, agrees=True))
    return Button(t.label("🏘 Not outside"), AnswerAgreed(solution.id, agrees=False))


def taken_back_card(t: Translator, record: Grown) -> Message:
    """What remains in the groups of what only the coordination reads by now."""
    if kind_of(record) is FoundKind.CHALLENGE:
        return Message(t.say("🧩 This challenge is no longer shared with the network."))
    return Message(t.say("🌱 This experience is no longer shared with the network."))
