"""What a city does about its turn: asks another one to swap, answers when it is asked, gives its turn back."""

from dataclasses import replace

from actions.access import access_asked_swap, access_own_swap, access_presenting, access_voice
from actions.readers import reader_of
from actions.refusals import Thanked
from actions.rota.ending import shown_swap
from actions.rota.giving_back import do_give_back
from actions.rota.reading import asking_subject_of, swap_subject_of
from actions.rota.standing import standing_of
from actions.rota.swapping import (
    choice_of,
    choices,
    do_answer_swap,
    do_ask_swap,
    do_withdraw_swap,
    own_meeting,
    proposed,
)
from handlers.rota.coordinating import check_private
from handlers.turn import Turn
from store.models import City, Network, Rota, SwapOutcome, TurnSwap
from store.swaps import open_swap_of, open_swaps_to
from texts.behalf.words import named, with_way_back
from texts.forms import again
from texts.message import Message
from texts.rota import giving_back, outcomes
from texts.rota import swapping as texts
from texts.rota.presses import (
    GivingBackBegun,
    SwapAnswered,
    SwapAsked,
    SwapBegun,
    SwapChosen,
    SwapOpened,
    SwapWithdrawn,
    TurnGivenBack,
)
from texts.thanks import is_only_emoji, is_thanks


def begin_swap(turn: Turn, press: SwapBegun) -> Message:
    """With which cities one could swap; or the question that is open."""
    return _page(turn, *_presenting(turn, press.network_id, press.city_id))


def choose_swap(turn: Turn, press: SwapChosen) -> Message:
    """Says what would come of it, and whom it reaches."""
    rota, network, city = _presenting(turn, press.network_id, press.city_id)
    if open_swap_of(turn.session, rota.id, city.id) is not None:
        return _page(turn, rota, network, city)
    standing = standing_of(turn.session, rota, network, turn.now)
    choice = choice_of(turn.session, standing, city, press.other_city_id)
    reader = reader_of(turn.session, turn.member, city)
    is_noting = _is_noting(turn, network, city)
    asked = texts.confirmation(reader, rota, proposed(standing, city, choice), len(choice.people), is_noting=is_noting)
    return named(turn.translator, city, asked) if is_noting else asked


def ask_swap(turn: Turn, press: SwapAsked) -> Message:
    """The question goes out, unless somebody else of the city has asked another one."""
    rota, network, city = _presenting(turn, press.network_id, press.city_id)
    swap = do_ask_swap(
        turn.session,
        turn.member,
        rota,
        network,
        city,
        press.other_city_id,
        sequence=press.sequence,
        now=turn.now,
        noted_by=_noted_by(turn, network, city),
    )
    if swap.other_city_id == press.other_city_id:
        turn.toast = outcomes.asked_toast(turn.translator)
    else:
        turn.toast = outcomes.asked_already_toast(turn.translator, turn.session.get_one(City, swap.other_city_id))
    return _page(turn, rota, network, city)


def open_swap(turn: Turn, press: SwapOpened) -> Message:
    """What another city asks."""
    check_private(turn)
    return _question(turn, press.swap_id)


def answer_swap(turn: Turn, press: SwapAnswered) -> Message:
    """The first answer counts; of all others the card tells what has become of it."""
    check_private(turn)
    swap, rota, network, _ = access_asked_swap(turn.session, turn.member, press.swap_id)
    pressed = (turn.place.id, turn.incoming.message_id)
    do_answer_swap(
        turn.session,
        turn.member,
        swap,
        rota,
        network,
        is_accepted=press.is_accepted,
        now=turn.now,
        pressed=pressed,
    )
    turn.toast = outcomes.outcome_toast(turn.translator, swap.outcome or SwapOutcome.OVERTAKEN)
    return _question(turn, swap.id)


def withdraw_swap(turn: Turn, press: SwapWithdrawn) -> Message:
    """Nothing is asked any more."""
    check_private(turn)
    swap, rota, network, city = access_own_swap(turn.session, turn.member, press.swap_id)
    pressed = (turn.place.id, turn.incoming.message_id)
    is_withdrawn = do_withdraw_swap(turn.session, turn.member, swap, rota, network, now=turn.now, pressed=pressed)
    told = outcomes.withdrawn_toast if is_withdrawn else outcomes.over_toast
    turn.toast = told(turn.translator)
    return _page(turn, rota, network, city)


def begin_giving_back(turn: Turn, press: GivingBackBegun) -> Message:
    """Asks whether that is meant."""
    rota, network, city = _presenting(turn, press.network_id, press.city_id)
    standing = standing_of(turn.session, rota, network, turn.now)
    own_meeting(standing, city)
    reader, is_noting = reader_of(turn.session, turn.member, city), _is_noting(turn, network, city)
    asked = giving_back.question(reader, standing, city, is_noting=is_noting)
    return named(turn.translator, city, asked) if is_noting else asked


def give_back(turn: Turn, press: TurnGivenBack) -> Message:
    """The coordination is told."""
    rota, network, city = _presenting(turn, press.network_id, press.city_id)
    noted_by = _noted_by(turn, network, city)
    do_give_back(
        turn.session, turn.member, rota, network, city, sequence=press.sequence, now=turn.now, noted_by=noted_by
    )
    turn.toast = giving_back.done(turn.translator)
    return _page(turn, rota, network, city)


def show_keys(turn: Turn, swap_id: int) -> Message | None:
    """What is typed in answer to the question: it is answered by its keys, so they are shown again."""
    if not turn.place.is_private:
        return None
    if is_thanks(turn.incoming.text) and not is_only_emoji(turn.incoming.text):
        raise Thanked
    return again(texts.answers_are_pressed(turn.translator), _question(turn, swap_id))


def _presenting(turn: Turn, network_id: int, city_id: int) -> tuple[Rota, Network, City]:
    check_private(turn)
    return access_presenting(turn.session, turn.member, network_id, city_id)


def _is_noting(turn: Turn, network: Network, city: City) -> bool:
    return _noted_by(turn, network, city) is not None


def _noted_by(turn: Turn, network: Network, city: City) -> int | None:
    """Who does it in the name of a city that is not their own."""
    return access_voice(turn.session, turn.member, network.id, city.id).noted_by


def _named(turn: Turn, network: Network, city: City, message: Message) -> Message:
    """In whose name, and the way back to what else can be noted."""
    t = turn.translator
    return with_way_back(t, named(t, city, message), network.id, city)


def _page(turn: Turn, rota: Rota, network: Network, city: City) -> Message:
    session = turn.session
    reader, standing = reader_of(session, turn.member, city), standing_of(session, rota, network, turn.now)
    running, is_noting = open_swap_of(session, rota.id, city.id), _is_noting(turn, network, city)
    if running is not None:
        asked = shown_swap(session, running, network, turn.now)
        page = texts.waiting(reader, standing, running, asked, is_noting=is_noting)
        if is_noting:  # it follows what becomes of the question for the city's own people only
            return _named(turn, network, city, page)
        return replace(page, subject=asking_subject_of(running))
    askable, others = choices(session, standing, city)
    asking = [(swap, session.get_one(City, swap.city_id)) for swap in open_swaps_to(session, rota.id, city.id)]
    page = texts.page(
        reader, standing, city, [(one.city, one.meeting) for one in askable], others, asking, is_noting=is_noting
    )
    return _named(turn, network, city, page) if is_noting else page


def _question(turn: Turn, swap_id: int) -> Message:
    """As one more copy of it, as long as it is open."""
    swap, _, network, city = access_asked_swap(turn.session, turn.member, swap_id)
    card = texts.question(
        reader_of(turn.session, turn.member, city), swap, shown_swap(turn.session, swap, network, turn.now)
    )
    if _is_noting(turn, network, city):
        return _named(turn, network, city, card)
    return replace(card, subject=_subject(swap))


def _subject(swap: TurnSwap) -> str | None:
    return swap_subject_of(swap) if swap.outcome is None else None
