"""What the cities ask a guest: read, written, voted for, withdrawn, put away."""

from actions.access import (
    access_coordinating,
    access_guest,
    access_hosted_guest,
    access_network,
    may_contribute,
    prepares,
)
from actions.guests.asking import (
    MOST,
    access_asking,
    access_question,
    check_room,
    do_ask,
    do_mark,
    do_put_away,
    do_vote,
    do_withdraw,
    is_open,
    is_own,
)
from actions.live.showing import update_copies
from actions.live.standing import started_course
from handlers.commitments.wording import in_one_line
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.live.leading import card_of
from handlers.turn import Turn
from handlers.visiting import visit_of
from store.guests import Visit, guest_by_id, questions_to
from store.locking import lock
from store.memberships import city_by_id
from store.models import Draft, Role
from store.programme import cities_of_network
from texts.guests import questions as texts
from texts.guests.presses import (
    GuestNotingBegun,
    GuestQuestionBegun,
    GuestQuestionDone,
    GuestQuestionOpened,
    GuestQuestionPutAway,
    GuestQuestionsOpened,
    GuestQuestionVoted,
    GuestQuestionWithdrawn,
)
from texts.guests.questions import Listed
from texts.message import Message

WORDS = "words"


def open_questions(turn: Turn, press: GuestQuestionsOpened) -> Message:
    """A page of them."""
    turn.check_private()
    return _page(turn, access_guest(turn.session, turn.member, press.guest_id), press.page)


def follow_link(turn: Turn, number: str) -> Message:
    """`/start guest-4`, from a digest; of a guest it opens their own page."""
    guest = guest_by_id(turn.session, number_in(number)) if number else None
    if guest is not None and guest.person_id == turn.member.id and turn.is_guest:
        return visit_of(turn, guest.meeting_id)
    return _page(turn, access_guest(turn.session, turn.member, guest.id if guest is not None else 0), 0)


def vote(turn: Turn, press: GuestQuestionVoted) -> Message:
    """One tap; the page shows all votes that count by now."""
    turn.check_private()
    visit = do_vote(turn.session, turn.member, press.question_id, is_wanted=press.is_wanted, now=turn.now)
    turn.toast = texts.voted(turn.translator, is_wanted=press.is_wanted)
    return _page(turn, visit, press.page)


def open_question(turn: Turn, press: GuestQuestionOpened) -> Message:
    """One of them whole."""
    turn.check_private()
    asked, visit = access_question(turn.session, turn.member, press.question_id)
    return texts.one(turn.translator, _listed(turn, visit), asked)


def withdraw(turn: Turn, press: GuestQuestionWithdrawn) -> Message:
    """Gone from the list."""
    turn.check_private()
    visit = do_withdraw(turn.session, turn.member, press.question_id, now=turn.now)
    turn.toast = texts.withdrawn(turn.translator)
    return _page(turn, visit, 0)


def put_away(turn: Turn, press: GuestQuestionPutAway) -> Message:
    """Asked once, then done."""
    turn.check_private()
    if not press.is_sure:
        asked, visit = access_question(turn.session, turn.member, press.question_id)
        access_hosted_guest(turn.session, turn.member, visit.guest.id)
        return texts.sure_to_put_away(turn.translator, asked.question)
    visit = do_put_away(turn.session, turn.member, press.question_id, now=turn.now)
    turn.toast = texts.put_away(turn.translator)
    return _page(turn, visit, 0)


def begin_question(turn: Turn, press: GuestQuestionBegun) -> Message:
    """One more."""
    turn.check_private()
    return restart(turn, FORM, f"{press.guest_id}-{press.city_id}")


def begin_noting(turn: Turn, press: GuestNotingBegun) -> Message:
    """In the name of which city."""
    turn.check_private()
    visit = access_guest(turn.session, turn.member, press.guest_id)
    access_coordinating(turn.session, turn.member, visit.network.id)
    return texts.which_city(turn.translator, visit.guest, cities_of_network(turn.session, visit.network.id))


def mark(turn: Turn, press: GuestQuestionDone) -> Message:
    """Answered in the session, or still open."""
    turn.check_private()
    asked, visit = do_mark(turn.session, turn.member, press.question_id, is_done=press.is_done, now=turn.now)
    turn.toast = texts.marked(turn.translator, is_done=press.is_done)
    if press.is_live:
        return _card_of_leader(turn, visit)
    return texts.one(turn.translator, _listed(turn, visit), asked)


def _card_of_leader(turn: Turn, visit: Visit) -> Message:
    """The card that was pressed, and those of all others who lead."""
    _, meeting, network = visit
    course = started_course(turn.session, meeting, network, turn.now)
    update_copies(turn.session, course, pressed=(turn.place.id, turn.incoming.message_id))
    return card_of(turn, course)


def _page(turn: Turn, visit: Visit, number: int) -> Message:
    return texts.page(turn.translator, _listed(turn, visit), number)


def _listed(turn: Turn, visit: Visit) -> Listed:
    """Read when nobody else changes them: two who vote at once both see both."""
    lock(turn.session, visit.guest)
    membership, network = access_network(turn.session, turn.member, visit.network.id)
    asked = questions_to(turn.session, visit.guest.id, turn.member.id)
    own = frozenset(one.question.id for one in asked if is_own(one, turn.member))
    return Listed(
        visit,
        asked,
        is_open=is_open(visit, turn.now),
        has_begun=visit.meeting.starts_at <= turn.now,
        city=city_by_id(turn.session, membership.city_id) if may_contribute(membership, network) else None,
        own=own,
        may_ask=len(own) < MOST,
        prepares=prepares(membership),
        coordinates=membership.role is Role.COORDINATOR,
    )


def _about(argument: str) -> tuple[int, int]:
    guest_id, _, city_id = argument.partition("-")
    return number_in(guest_id), number_in(city_id)


def _known(turn: Turn, argument: str) -> Answers:
    visit, speaker = access_asking(turn.session, turn.member, *_about(argument), turn.now)
    check_room(turn.session, turn.member, visit, speaker)
    return {}


def _ask_words(turn: Turn, draft: Draft) -> Message:
    visit, speaker = access_asking(turn.session, turn.member, *_about(draft.answers["argument"]), turn.now)
    return texts.words_question(turn.translator, visit, speaker.city, is_noting=speaker.is_noting)


def _finish(turn: Turn, answers: Answers) -> Message:
    guest_id, city_id = _about(answers["argument"])
    visit = do_ask(turn.session, turn.member, guest_id, city_id, answers[WORDS], now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return _page(turn, visit, 0)


FORM = Form(
    "guest_question",
    texts.title,
    (Step(WORDS, _ask_words, take=lambda turn, _answers: in_one_line(turn, texts.LIMIT)),),
    _finish,
    known=_known,
)
