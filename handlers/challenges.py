"""Challenges: shared in a minute, listed, changed, marked, withdrawn."""

from itertools import starmap

from actions import challenges as actions
from actions.access import (
    access_asked_challenge,
    access_challenge,
    access_network,
    access_own_challenge,
    may_contribute,
)
from actions.refusals import NotFound, StepPassed
from actions.sheets import standing as sheets
from handlers.attached import with_attached
from handlers.blocked import keep_challenge, problem_given
from handlers.changing import change_form
from handlers.feature import Feature
from handlers.form import Answers, number_in, restart
from handlers.proposals.choosing import with_readers_key, with_waiting_note
from handlers.proposals.outside import with_elsewhere_key
from handlers.record_access import behind_link
from handlers.searched import words_given
from handlers.sharing import (
    FIRST_IN_HAND,
    GIVEN_NETWORK,
    Shared,
    Sharing,
    begin,
    begin_with_text,
    keep_files,
    one_network,
    sharing_form,
)
from handlers.themes import with_themes, with_themes_key
from handlers.turn import Turn
from store.challenges import ChallengesShown, challenges_counted, listed_challenges
from store.memberships import membership_of, networks_of
from store.models import Challenge, FoundKind, Network, Role, Visibility
from texts import sharing as sharing_texts
from texts.behalf.words import with_way_back
from texts.challenges import detail as detail_texts
from texts.challenges import lists as list_texts
from texts.challenges import questions as texts
from texts.challenges.card import marked, said_otherwise
from texts.challenges.presses import (
    ChallengeBegun,
    ChallengeChangeAsked,
    ChallengeOpened,
    ChallengePart,
    ChallengePartChosen,
    ChallengePublicationAsked,
    ChallengePublished,
    ChallengesListed,
    ChallengesOpened,
    ChallengeWithdrawalAsked,
    ChallengeWithdrawn,
    OutcomeMarked,
)
from texts.lists import PAGE, page_within
from texts.menu import MenuOpened
from texts.message import Button, Html, Message
from texts.presses import Press
from texts.sharing import TextTakenAsChallenge
from texts.solutions.presses import SolutionBegun, SolutionsListed


def share_challenge(turn: Turn) -> Message:
    """Begins with the first question."""
    return begin(turn, FORM)


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


def mark_outcome(turn: Turn, press: OutcomeMarked) -> Message:
    """The asker says how it stands."""
    challenge, is_noting = access_asked_challenge(turn.session, turn.member, press.challenge_id)
    noted_by = turn.member.id if is_noting else None
    turn.toast = marked(turn.translator, press.outcome)
    try:
        actions.do_mark_outcome(turn.session, challenge, press.outcome, turn.now, noted_by=noted_by, seen=press.seen)
    except actions.OutcomeSaid:
        turn.toast = said_otherwise(turn.translator)
    return show_own(turn, challenge.id)


def ask_whether_to_publish(turn: Turn, press: ChallengePublicationAsked) -> Message:
    """Really, before everybody?"""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    network = turn.session.get_one(Network, challenge.network_id)
    return detail_texts.whether_to_publish(turn.translator, challenge, network)


def publish_to_network(turn: Turn, press: ChallengePublished) -> Message:
    """From the coordination alone to everybody."""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    actions.do_publish_to_network(turn.session, turn.member, challenge, turn.now)
    turn.toast = sharing_texts.published_to_network(turn.translator)
    return show_own(turn, challenge.id)


def ask_what_to_change(turn: Turn, press: ChallengeChangeAsked) -> Message:
    """Problem, what was tried, or title."""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    return with_themes_key(turn, detail_texts.what_to_change(turn.translator, challenge), challenge)


def ask_for_new_text(turn: Turn, press: ChallengePartChosen) -> Message:
    """The form of one question; a change that was begun before gives way."""
    access_own_challenge(turn.session, turn.member, press.challenge_id)
    return restart(turn, CHANGE_FORM, f"{press.challenge_id}-{press.part}")


def ask_whether_to_withdraw(turn: Turn, press: ChallengeWithdrawalAsked) -> Message:
    """Really?"""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    return detail_texts.whether_to_withdraw(turn.translator, challenge)


def withdraw(turn: Turn, press: ChallengeWithdrawn) -> Message:
    """Gone from lists and cards."""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    actions.do_withdraw_challenge(turn.session, turn.member, challenge, turn.now)
    return detail_texts.withdrawn(turn.translator, challenge)


def _behind_number(challenge_id: int, shown: ChallengesShown, page: int) -> Press:
    is_to_answer = shown is ChallengesShown.OTHERS
    return SolutionBegun(challenge_id) if is_to_answer else ChallengeOpened(challenge_id, shown, page)


def _render(turn: Turn, shared: Shared) -> Html:
    return texts.body(turn.translator, shared.title, shared.first, shared.second)


def _publish(turn: Turn, shared: Shared, visibility: Visibility) -> Message:
    challenge, cards = actions.do_share_challenge(
        turn.session,
        turn.member,
        shared.network_id,
        problem=shared.first,
        tried=shared.second,
        title=shared.title,
        visibility=visibility,
        now=turn.now,
        city_id=shared.city_id,
    )
    keep_challenge(turn, shared.argument, challenge)
    network = turn.session.get_one(Network, challenge.network_id)
    return keep_files(turn, shared, challenge, texts.published(turn.translator, challenge, network, cards))


def _given(turn: Turn, argument: str) -> Answers | None:
    given = problem_given(turn, argument)
    if given is None:
        words = words_given(turn, argument)
        return None if words is None else {FIRST_IN_HAND: True, ChallengePart.PROBLEM.value: words} | one_network(turn)
    network_id, problem = given
    return {"network": network_id, GIVEN_NETWORK: True, FIRST_IN_HAND: True, ChallengePart.PROBLEM.value: problem}


def _changed_part(answers: Answers) -> tuple[int, ChallengePart]:
    challenge_id, _, part = answers["argument"].partition("-")
    if part not in set(ChallengePart):
        raise StepPassed
    return number_in(challenge_id), ChallengePart(part)


def _changed(turn: Turn, answers: Answers) -> Challenge:
    return access_own_challenge(turn.session, turn.member, _changed_part(answers)[0])


def _ask_new_text(turn: Turn, answers: Answers) -> Message:
    challenge, part = _changed(turn, answers), _changed_part(answers)[1]
    label = dict(zip(ChallengePart, texts.part_labels(turn.translator), strict=True))[part]
    return sharing_texts.new_text_question(turn.translator, label, getattr(challenge, part.value))


def _take_new_text(turn: Turn, answers: Answers) -> str:
    if _changed_part(answers)[1] is ChallengePart.TITLE:
        return " ".join(turn.text(sharing_texts.TITLE_LIMIT).split())
    return turn.text(sharing_texts.TEXT_LIMIT)


def _render_changed(turn: Turn, answers: Answers) -> Html:
    challenge = _changed(turn, answers)
    words = {part.value: getattr(challenge, part.value) for part in ChallengePart}
    body = texts.body(turn.translator, **words | {_changed_part(answers)[1].value: answers["text"]})
    return with_waiting_note(turn, challenge, body)


def _change(turn: Turn, answers: Answers) -> Message:
    challenge, part = _changed(turn, answers), _changed_part(answers)[1]
    actions.do_take_over(turn.session, turn.member, challenge, turn.now)
    actions.do_change_challenge(turn.session, turn.member, challenge, part, answers["text"], turn.now)
    return show_own(turn, challenge.id)


def _share_key(turn: Turn) -> Button | None:
    return texts.share_button(turn.translator) if any(starmap(may_contribute, turn.networks)) else None


FORM = sharing_form(
    Sharing(
        form="challenge",
        title=texts.form_title,
        first=ChallengePart.PROBLEM.value,
        second=ChallengePart.TRIED.value,
        ask_first=texts.problem_question,
        ask_second=texts.tried_question,
        second_may_be_empty=True,
        labels=texts.part_labels,
        render=_render,
        publish=_publish,
        given=_given,
    )
)

CHANGE_FORM = change_form(
    "change_challenge",
    texts.change_title,
    ask=_ask_new_text,
    take=_take_new_text,
    render=_render_changed,
    change=_change,
    show=lambda turn, answers: show_own(turn, _changed_part(answers)[0]),
)

FEATURE = Feature(
    commands={"challenge": share_challenge, "challenges": list_open, "solution": list_to_answer},
    presses={
        ChallengesOpened: open_challenges,
        ChallengesListed: list_challenges,
        ChallengeOpened: show_challenge,
        ChallengeBegun: lambda turn, press: begin(turn, FORM, press.network_id),
        TextTakenAsChallenge: lambda turn, _press: begin_with_text(turn, FORM),
        OutcomeMarked: mark_outcome,
        ChallengePublicationAsked: ask_whether_to_publish,
        ChallengePublished: publish_to_network,
        ChallengeChangeAsked: ask_what_to_change,
        ChallengePartChosen: ask_for_new_text,
        ChallengeWithdrawalAsked: ask_whether_to_withdraw,
        ChallengeWithdrawn: withdraw,
    },
    forms=(FORM, CHANGE_FORM),
    links={"challenge": behind_link(FoundKind.CHALLENGE, show_shared)},
    hub=(_share_key, lambda turn: texts.list_button(turn.translator)),
)
