"""The rights of a person over what is stored: to see it, to take it along, to leave, to be erased."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy.orm import Session

from actions import audit, challenges, experiences, letters, solutions
from actions.access import access_membership
from actions.announcements.correcting import begin_to_change
from actions.co_authors import forget_adder
from actions.date_polls.showing import update_tables
from actions.few.replying import forget_suggester
from actions.groups import tell_what_stays_connected
from actions.guests.coming import end_all, tell_cities
from actions.live.forgetting import forget_name
from actions.meetings.showing import update_copies, update_pages
from actions.menus import send_menu
from actions.pairs.telling import forget_words, show_without
from actions.record_access import forget_asker
from actions.sheets.contacting import forget_questions
from actions.thanks import refresh_thanks
from store.announcements import announcements_of, leave_out
from store.attachments import forget_voice_of, unwritten_of
from store.attention import forget_held_of
from store.behalf import forget_noting
from store.calendar import forget_feed_of
from store.certificates import forget_certificates
from store.consulted import forget_respondent
from store.date_polls import forget_answers
from store.drafts import forget_draft
from store.follow_ups import forget_teller
from store.guests import Visit, forget_guest
from store.handovers import revoke_waiting
from store.helps import forget_helps
from store.memberships import members_of
from store.models import Challenge, DigestWish, Membership, Network, NotedKind, Person, Role, Solution, TaskKind
from store.mydata import leaving as store
from store.mydata.gathering import rows_of
from store.readings import forget_readings
from store.satisfaction import forget_given
from store.searches import forget_searches
from store.sheets import forget_versions_of
from store.solutions import solutions_with
from store.surveys import forget_survey_answers
from store.tasks import forget_files_of
from texts.message import Html

# Forms whose argument is the network.
ABOUT_A_NETWORK = ("helps", "offers", "needs", "case_questions", "change_case_questions")


def do_export(session: Session, person: Person, caption: Html, *, now: datetime) -> None:
    """Sends everything that is stored about the person to their own chat."""
    if person.telegram_id is None:
        return
    everything = {"exported_at": now, **rows_of(session, person)}
    content = json.dumps(everything, ensure_ascii=False, indent=2, default=_written)
    letters.send_file(session, person.telegram_id, f"microrredes-{now:%Y-%m-%d}.json", content, caption, now=now)
    audit.record(session, now=now, deed="data_exported", person_id=person.id)


def is_last_coordinator(session: Session, membership: Membership) -> bool:
    """Whether nobody would coordinate the network any more."""
    coordinators = members_of(session, membership.network_id, Role.COORDINATOR)
    return [each.id for each, _ in coordinators] == [membership.id]


def do_leave(session: Session, person: Person, network_id: int, *, now: datetime, is_own_wish: bool = True) -> Network:
    """Takes back the consent for one network. `is_own_wish`: or else whoever removes them records that."""
    membership, network = access_membership(session, person, network_id)
    if membership.role is Role.COORDINATOR:
        tell_what_stays_connected(session, person, network, now)
    _end(session, membership, now)
    forget_helps(session, [membership.id])
    for form in ABOUT_A_NETWORK:
        forget_draft(session, person.id, form, str(network_id))
    if person.telegram_id is not None:
        store.withdraw_from(session, person.telegram_id, network_id)
        leave_out(session, person.id, person.telegram_id, network_id)
    forget_held_of(session, person.id, network_id)
    visits = end_all(session, person, network_id, now=now)
    _stop_coming(session, person, [network_id], now)
    _tell_cities(session, visits, now)
    if is_own_wish:
        audit.record(session, now=now, deed="left", person_id=person.id, network_id=network_id)
    send_menu(session, person, now=now)
    return network


def do_erase(session: Session, person: Person, *, now: datetime) -> None:
    """De-names the person everywhere. What was shared stays with the city; the row stays to keep it together."""
    telegram_id = person.telegram_id
    memberships = store.memberships_ever(session, person.id)
    forget_helps(session, [membership.id for membership in memberships])
    store.forget_drafts(session, person.id)
    forget_feed_of(session, person.id)
    forget_held_of(session, person.id)
    forget_given(session, person.id)
    forget_searches(session, person.id)
    forget_respondent(session, person.id)
    forget_suggester(session, person, now)
    forget_versions_of(session, person.id)
    forget_questions(session, person, now)
    forget_words(session, person, now)
    forget_survey_answers(session, person.id)
    forget_certificates(session, person.id)
    forget_teller(session, person.id)
    for kind in (TaskKind.CATCH_UP, TaskKind.RECORD, TaskKind.CERTIFICATE):  # which name members, and guests
        forget_files_of(session, kind, {membership.network_id for membership in memberships}, now)
    store.cancel_announcements(session, person.id)
    forget_readings(session, person.id)
    for membership in memberships:
        _end(session, membership, now)
    end_all(session, person, None, now=now)
    visits = forget_guest(session, person)
    _forget_name(person, now)
    session.flush()
    if telegram_id is not None:
        store.forget_failed_updates(session, telegram_id)
        store.forget_chat(session, telegram_id)
        letters.set_commands(session, telegram_id, [], now=now)
    _stop_coming(session, person, [membership.network_id for membership in memberships], now)
    _tell_cities(session, visits, now)
    store.forget_answers_to_dates(session, person.id)
    forget_asker(session, person, now)
    _forget_voice(session, person, now)
    _rewrite_cards(session, person, now)
    for membership in memberships:
        show_without(session, membership, now)
    forget_name(session, person, now=now)
    audit.record(session, now=now, deed="erased", person_id=person.id)


def _stop_coming(session: Session, person: Person, network_ids: list[int], now: datetime) -> None:
    """Nobody counts on the person any more; the cards of the meetings, and the tables of polls about dates, say so."""
    meetings = store.answered_ahead(session, person.id, network_ids, now)
    store.forget_coming(session, person.id, network_ids, now)
    polls = forget_answers(session, person.id, network_ids)
    session.flush()
    for meeting in meetings:
        network = session.get_one(Network, meeting.network_id)
        update_copies(session, meeting, network, now=now)
        update_pages(session, meeting, network, now=now)
    for poll in polls:  # after the meetings: whoever moves one has locked it before its poll
        update_tables(session, poll, session.get_one(Network, poll.network_id), now=now)


def _tell_cities(session: Session, visits: Sequence[Visit], now: datetime) -> None:
    """To whom the person came, or was to come, as a guest."""
    for visit in visits:
        tell_cities(session, visit.meeting, visit.network, now=now)


def _end(session: Session, membership: Membership, now: datetime) -> None:
    revoke_waiting(session, membership.id, now)
    forget_noting(session, NotedKind.HELPS, membership.id)
    membership.left_at = membership.left_at or now
    membership.digest_due_at = None


def _forget_name(person: Person, now: datetime) -> None:
    person.telegram_id = None
    person.name = person.post = person.country = ""
    person.zone = "UTC"
    person.digest, person.digest_weekday, person.digest_is_monthly = DigestWish.NONE, None, False
    person.paused_until = None
    person.day_before, person.minutes_before = True, 60
    person.erased_at = now


def _forget_voice(session: Session, person: Person, now: datetime) -> None:
    """A voice is its person's. What was only said, and never written, goes with it."""
    forget_voice_of(session, person.id)
    for record in unwritten_of(session, person.id):
        if isinstance(record, Challenge):
            challenges.do_withdraw_challenge(session, person, record, now)
        else:
            experiences.do_withdraw_experience(session, person, record, now)


def _rewrite_cards(session: Session, person: Person, now: datetime) -> None:
    for challenge in store.challenges_of(session, person.id):
        challenges.refresh_card(session, challenge, now)
    for experience in store.experiences_of(session, person.id):
        experiences.refresh_card(session, experience, now)
    for solution in store.solutions_of(session, person.id):
        solution.chat_id = solution.message_id = None  # the reply in the group is no longer followed
        refresh = solutions.refresh_news if solution.withdrawn_at is None else solutions.refresh_question
        refresh(session, solution, now)
        forget_adder(session, solution, now)
        if solution.helped_at is not None:
            _rewrite_thanks(session, solution, now)
    for solution in solutions_with(session, person.id):
        if solution.withdrawn_at is None:
            solutions.refresh_news(session, solution, now)
            _rewrite_thanks(session, solution, now)
    for announcement in announcements_of(session, person.id):
        if announcement.withdrawn_at is None and announcement.sent_at is not None:
            begin_to_change(session, announcement, now)


def _rewrite_thanks(session: Session, solution: Solution, now: datetime) -> None:
    """On the card, and in what those who answered were told."""
    challenge = session.get_one(Challenge, solution.challenge_id)
    challenges.refresh_card(session, challenge, now)
    refresh_thanks(session, challenge, now)


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
