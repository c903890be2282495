"""Who reads a record: how it stands, how others would read it, and the keys that change that."""

from store.models import AttachedTo, ProposalState, Readers
from store.proposals import kind_of
from store.sheets import Grown
from texts.attachments.presses import WritingBegun
from texts.dates import day_of
from texts.experiences.presses import ExperiencePart, ExperiencePartChosen
from texts.message import Button, Html, Message, paragraphs
from texts.proposals.presses import Narrowed, NarrowingAsked, ProposalBegun, Proposed, ReadersOpened
from texts.proposals.shown import Open, Standing, body
from texts.sharing import whose
from texts.sheets.shown import page_of
from texts.translator import Translator


def readers_key(t: Translator, record: Grown) -> Button:
    """On the page of a record."""
    return Button(t.label("👁 Who reads it"), ReadersOpened(kind_of(record), record.id))


def readers_page(t: Translator, standing: Standing) -> Message:
    """How it stands, and what can be done about it."""
    return Message(
        paragraphs(
            t.say("👁 <b>Who reads “{title}”</b>", title=standing.record.title),
            _now(t, standing),
            _waiting(t, standing),
            _signature(t, standing),
        ),
        (
            *((key,) for key in _more(t, standing)),
            *((key,) for key in _fewer(t, standing)),
            (Button(t.label("◀️ Back"), page_of(standing.record, is_own=standing.may_propose)),),
        ),
    )


def preview(t: Translator, standing: Standing, shown: Open, reach: Readers, *, with_name: bool) -> Message:
    """As others would read it, before it is proposed."""
    about = kind_of(standing.record), standing.record.id
    if reach is Readers.PUBLIC:
        whom = t.say("Whoever has the link could read this, also without taking part in a network:")
    else:
        whom = t.say("Whoever takes part in any network could read this:")
    propose = Button(t.label("🌍 Propose it"), Proposed(*about, reach, with_name, standing.sequence))
    naming = t.label("🏙 Only with the city") if with_name else t.label("✍️ With my name, too")
    name = (Button(naming, ProposalBegun(*about, reach, not with_name)),)
    return Message(
        paragraphs(
            whom,
            body(t, shown),
            _answers(t, standing, len(shown.words.answers)),
            t.say(
                "The coordination of the <b>{network}</b> decides. Nothing leaves the network before.",
                network=standing.network.name,
            ),
        ),
        (
            (propose,),
            *((name,) if standing.may_sign else ()),
            (Button(t.label("◀️ Back"), _opened(standing)),),
        ),
    )


def something_missing(t: Translator, standing: Standing, *, is_regret: bool) -> Message:
    """What is to be told first, with the key that asks for it."""
    record = standing.record
    if is_regret:
        sentence = t.say(
            "“{title}” can leave the network once it says <b>what would not be done again</b>: that is what other "
            "cities learn most from.",
            title=record.title,
        )
        key = Button(t.label("✍️ Tell it now"), ExperiencePartChosen(record.id, ExperiencePart.REGRET))
    else:
        sentence = t.say("“{title}” can leave the network once its voice note is written down.", title=record.title)
        key = Button(t.label("✍️ Write it down"), WritingBegun(AttachedTo(kind_of(record).value), record.id))
    return Message(sentence, ((key,), (Button(t.label("◀️ Back"), _opened(standing)),)))


def whether_to_narrow(t: Translator, standing: Standing) -> Message:
    """Asked once: the network has it now."""
    about = kind_of(standing.record), standing.record.id
    return Message(
        paragraphs(
            t.say("Have only coordination read “{title}”?", title=standing.record.title),
            t.say("Its cards in the groups are emptied at once, and the other cities find it no more."),
        ),
        (
            (Button(t.label("🔒 Yes, only coordination"), Narrowed(*about, Readers.COORDINATORS, standing.sequence)),),
            (Button(t.label("◀️ Back"), _opened(standing)),),
        ),
    )


def proposed(t: Translator) -> str:
    """The toast."""
    return t.plain("Proposed. Coordination decides; nothing leaves the network before.")


def narrowed(t: Translator) -> str:
    """The toast."""
    return t.plain("Done at once.")


def waits_note(t: Translator) -> Html:
    """Before a change of something that is read outside is saved."""
    return t.say("🌍 <i>Outside the network the words approved before are read, until coordination approves these.</i>")


def _opened(standing: Standing) -> ReadersOpened:
    return ReadersOpened(kind_of(standing.record), standing.record.id)


def _now(t: Translator, standing: Standing) -> Html:
    match standing.readers:
        case Readers.COORDINATORS:
            return t.say("🔒 Now: whose it is, and coordination.")
        case Readers.NETWORK:
            return t.say("🏘 Now: whoever takes part in the <b>{network}</b>.", network=standing.network.name)
        case Readers.NETWORKS:
            return t.say("🌍 Now: whoever takes part in any network.")
        case Readers.PUBLIC:
            return t.say("🌐 Now: whoever has the link, and whoever takes part in any network.")


def _waiting(t: Translator, standing: Standing) -> Html | None:
    proposal = standing.proposal
    if proposal is None:
        return None
    if proposal.state is ProposalState.RETURNED:
        return t.say("↩️ Coordination asks for a change first: “{reason}”", reason=proposal.reason)
    if proposal.state is not ProposalState.PROPOSED:
        return None
    if proposal.reach is proposal.open_to:
        return t.say(
            "⏳ It has changed. Outside the network the words approved before are read, until coordination approves "
            "these."
        )
    day = day_of(t, proposal.proposed_at)
    if proposal.reach is Readers.PUBLIC:
        return t.say("⏳ Proposed on {day} for everybody. It waits for coordination.", day=day)
    return t.say("⏳ Proposed on {day} for all networks. It waits for coordination.", day=day)


def _signature(t: Translator, standing: Standing) -> Html | None:
    proposal = standing.proposal
    if proposal is None or proposal.state is ProposalState.ENDED:
        return None
    if proposal.with_name:
        return t.say("✍️ Outside, it is signed with the author's name.")
    return t.say("🏙 Outside, it is signed by {city} alone.", city=whose(t, standing.city))


def _more(t: Translator, standing: Standing) -> list[Button]:
    if not standing.may_propose or standing.readers is Readers.COORDINATORS:
        return []
    about = kind_of(standing.record), standing.record.id
    proposal = standing.proposal
    with_name = proposal is not None and proposal.with_name
    is_waiting = proposal is not None and proposal.state is ProposalState.PROPOSED
    asked = proposal.reach if proposal is not None and is_waiting else None
    keys = []
    if standing.readers is Readers.NETWORK and asked is not Readers.NETWORKS:
        words = t.label("🌍 Propose for all networks")
        keys.append(Button(words, ProposalBegun(*about, Readers.NETWORKS, with_name)))
    if standing.readers is not Readers.PUBLIC and asked is not Readers.PUBLIC:
        keys.append(Button(t.label("🌐 Propose for everybody"), ProposalBegun(*about, Readers.PUBLIC, with_name)))
    is_returned = proposal is not None and proposal.state is ProposalState.RETURNED
    if proposal is not None and is_returned and proposal.open_to is not None:
        words = t.label("🌍 Propose the new words")
        keys.append(Button(words, ProposalBegun(*about, proposal.open_to, with_name)))
    if proposal is not None and standing.may_sign and proposal.open_to is not None:
        naming = t.label("🏙 Only with the city") if with_name else t.label("✍️ With my name, too")
        keys.append(Button(naming, ProposalBegun(*about, proposal.reach, not with_name)))
    return keys


def _fewer(t: Translator, standing: Standing) -> list[Button]:
    if not standing.may_narrow or standing.readers is Readers.COORDINATORS:
        return []
    about = kind_of(standing.record), standing.record.id
    proposal = standing.proposal
    keys = []
    if standing.readers is Readers.PUBLIC:
        keys.append(Button(t.label("🌍 Only all networks"), Narrowed(*about, Readers.NETWORKS, standing.sequence)))
    is_waiting = proposal is not None and proposal.state is ProposalState.PROPOSED
    if standing.readers in (Readers.NETWORKS, Readers.PUBLIC):
        keys.append(Button(t.label("🏘 Only my network"), Narrowed(*about, Readers.NETWORK, standing.sequence)))
    elif is_waiting:
        keys.append(Button(t.label("✖️ Take the proposal back"), Narrowed(*about, Readers.NETWORK, standing.sequence)))
    keys.append(Button(t.label("🔒 Only coordination"), NarrowingAsked(*about)))
    return keys


def _answers(t: Translator, standing: Standing, agreed: int) -> Html | None:
    if not standing.answers:
        return None
    return t.count(
        "💡 {agreed} of {n} answer goes with it: its author is asked, and has to agree.",
        "💡 {agreed} of {n} answers go with it: their authors are asked, and have to agree.",
        standing.answers,
        agreed=agreed,
    )
