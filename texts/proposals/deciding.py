"""What waits for the coordination, one by one."""

from store.models import Network, Proposal, Readers
from texts.coordinating.presses import DeskOpened
from texts.message import Button, Html, Message, paragraphs
from texts.proposals.presses import ProposalApproved, QueueOpened, ReturnBegun
from texts.proposals.shown import Open, body
from texts.sharing import whose
from texts.translator import Translator

REASON_LIMIT = 300


def to_decide(t: Translator, proposal: Proposal, shown: Open, number: int) -> Message:
    """One of them, as others would read it. number: how many wait."""
    return Message(
        paragraphs(
            t.count(
                "🌍 <b>To approve</b> · {network} · {n} record waits",
                "🌍 <b>To approve</b> · {network} · {n} records wait",
                number,
                network=shown.network.name,
            ),
            _asked(t, proposal, shown),
            body(t, shown),
        ),
        (
            *((key,) for key in _approving(t, proposal)),
            _others(t, proposal, number),
            (Button(t.label("◀️ Back"), DeskOpened()),),
        ),
    )


def _asked(t: Translator, proposal: Proposal, shown: Open) -> Html:
    if proposal.reach is proposal.open_to:
        return t.say(
            "{city} has changed it. Others read the words approved before, until these are.", city=_city(t, shown)
        )
    if proposal.reach is Readers.PUBLIC:
        return t.say("{city} proposes it for everybody: whoever has the link could read this.", city=_city(t, shown))
    return t.say("{city} proposes it for all networks, which could read this.", city=_city(t, shown))


def _city(t: Translator, shown: Open) -> Html:
    return whose(t, shown.city)


def _approving(t: Translator, proposal: Proposal) -> list[Button]:
    networks = ProposalApproved(proposal.id, Readers.NETWORKS, proposal.sequence)
    if proposal.reach is not Readers.PUBLIC:
        return [Button(t.label("✅ Approve for all networks"), networks)]
    public = ProposalApproved(proposal.id, Readers.PUBLIC, proposal.sequence)
    return [
        Button(t.label("✅ Approve for everybody"), public),
        Button(t.label("🌍 Only for all networks"), networks),
    ]


def _others(t: Translator, proposal: Proposal, number: int) -> tuple[Button, ...]:
    back = Button(t.label("↩️ Ask for a change"), ReturnBegun(proposal.id, proposal.sequence))
    if number < 2:
        return (back,)
    return back, Button(t.label("⏭ The next one"), QueueOpened(proposal.network_id, proposal.id))


def nothing_waits(t: Translator, network: Network) -> Message:
    """All is decided."""
    return Message(
        t.say("✅ Nothing of the <b>{network}</b> waits for approval.", network=network.name),
        ((Button(t.label("◀️ Back"), DeskOpened()),),),
    )


def approved(t: Translator) -> str:
    """The toast."""
    return t.plain("Approved. Whose it is hears of it.")


def returned_mark(t: Translator) -> Html:
    """Above the next one."""
    return t.say("↩️ Returned. Whose it is hears why.")


def form_title(t: Translator) -> str:
    """What an unfinished sentence is called."""
    return t.label("why a record is returned")


def reason_question(t: Translator, title: str) -> Message:
    """In one sentence."""
    return Message(
        paragraphs(
            t.say("↩️ <b>What should change in “{title}” before others read it?</b>", title=title),
            t.say("One sentence is enough: whose it is reads it as it is written."),
        )
    )
