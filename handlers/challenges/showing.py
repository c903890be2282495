"""The challenges of a network as they are looked at: lists, and one of them whole."""

from actions import challenges as actions
from actions.access import access_challenge, access_network
from actions.refusals import NotFound
from actions.sheets import standing as sheets
from handlers.attached import with_attached
from handlers.proposals.choosing import with_readers_key
from handlers.proposals.outside import with_elsewhere_key
from handlers.themes import with_themes
from handlers.turn import Turn
from store.challenges import ChallengesShown, challenges_counted, listed_challenges
from store.memberships import membership_of, networks_of
from store.models import Role
from texts.behalf.words import with_way_back
from texts.challenges import detail as detail_texts
from texts.challenges import lists as list_texts
from texts.challenges.presses import ChallengeOpened, ChallengesListed, ChallengesOpened
from texts.lists import PAGE, page_within
from texts.menu import MenuOpened
from texts.message import Message
from texts.presses import Press
from texts.solutions.presses import SolutionBegun, SolutionsListed


def list_open(turn: Turn) -> Message:
    """All that are open."""
    return open_challenges(turn, ChallengesOpened(ChallengesShown.OPEN))


def list_to_answer(turn: Turn) -> Message:
    """The open challenges of the others."""
    return open_challenges(turn, ChallengesOpened(ChallengesShown.OTHERS))


def open_challenges(turn: Turn, press: ChallengesOpened) -> Message:
    """The list of the one network, or first the question which."""
    networks = [network for _, network in networks_of(turn.session, turn.member.id)]
    if not networks:
        raise NotFound
    if len(networks) > 1:
        return list_texts.which_network(turn.translator, networks, press.shown)
    return list_challenges(turn, ChallengesListed(networks[0].id, press.shown, 0))


def list_challenges(turn: Turn, press: ChallengesListed) -> Message:
    """A page of a network's challenges."""
    person, shown = turn.member, press.shown
    membership, network = access_network(turn.session, person, press.network_id)
    sees_all = membership.role is Role.COORDINATOR
    number = challenges_counted(turn.session, network.id, person.id, shown, sees_all=sees_all)
    page = page_within(press.page, number)
    listed = listed_challenges(
        turn.session, network.id, person.id, shown, sees_all=sees_all, offset=page * PAGE, limit=PAGE
    )
    listing = list_texts.challenge_list(
        turn.translator,
        network,
        shown,
        listed,
        number=number,
        page=page,
        may_contribute=network.closed_at is None,
        presses=[_behind_number(one.challenge.id, shown, page) for one in listed],
    )
    return with_elsewhere_key(turn, listing)


def show_challenge(turn: Turn, press: ChallengeOpened, *, shows_original: bool = False) -> Message:
    """The whole challenge. shows_original: in its own words, also before who has a summary in their language."""
    challenge = access_challenge(turn.session, turn.member, press.challenge_id)
    view = actions.view_of(turn.session, challenge, turn.member)
    takes_part = membership_of(turn.session, turn.member.id, challenge.network_id) is not None
    back_to = ChallengesListed(challenge.network_id, press.shown, press.page) if takes_part else MenuOpened()
    sheet = sheets.view_of(turn.session, challenge, turn.member, shows_original=shows_original)
    answering = SolutionsListed(challenge.id, 0), SolutionBegun(challenge.id)
    shown = detail_texts.detail(turn.translator, view, back_to, *answering, sheet)
    shown = with_themes(turn, with_attached(turn, challenge, shown), challenge)
    shown = with_readers_key(turn, challenge, shown)
    if view.city is None or not view.is_noting:
        return shown
    return with_way_back(turn.translator, shown, challenge.network_id, view.city)


def show_shared(turn: Turn, challenge_id: int) -> Message:
    """The challenge as somebody finds it who was not looking at a list."""
    return show_own(turn, challenge_id, ChallengesShown.OPEN)


def show_own(turn: Turn, challenge_id: int, shown: ChallengesShown = ChallengesShown.MINE) -> Message:
    """The challenge after something was done with it."""
    return show_challenge(turn, ChallengeOpened(challenge_id, shown, 0))


def _behind_number(challenge_id: int, shown: ChallengesShown, page: int) -> Press:
    is_to_answer = shown is ChallengesShown.OTHERS
    return SolutionBegun(challenge_id) if is_to_answer else ChallengeOpened(challenge_id, shown, page)
