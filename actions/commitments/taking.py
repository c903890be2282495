"""A city takes something on, says how it goes, or withdraws it; a coordinator notes the same in its name."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import Speaker
from actions.behalf import language_of
from actions.commitments.checking import CHECK_AFTER, take_back_checks, update_checks
from actions.commitments.refusals import CommitmentChanged, RoundOver, SessionNotBegun
from actions.commitments.standing import round_of, sequence_of, standing_commitment
from actions.commitments.telling import tell_noted
from actions.meetings.recording import record
from actions.meetings.refusals import MeetingCancelled
from actions.refusals import NotAllowed, NotFound
from store import commitments as store
from store.behalf import forget_noting, keep_noting
from store.locking import lock
from store.models import Challenge, Commitment, CommitmentState, NotedKind, Person

Pressed = tuple[int, int]  # chat and message, which the caller edits itself


def check_open(session: Session, speaker: Speaker, now: datetime) -> None:
    """Refuses what a city takes on before its session has begun, or when the next one has."""
    meeting = speaker.meeting
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    if meeting.starts_at > now:
        raise SessionNotBegun
    if round_of(session, meeting, speaker.network, now).is_over:
        raise RoundOver


def seen_now(session: Session, speaker: Speaker) -> Commitment | None:
    """The city's commitment, which nobody else changes until this unit ends."""
    lock(session, speaker.meeting)
    return standing_commitment(session, speaker.meeting, speaker.city)


def do_write(
    session: Session,
    person: Person,
    speaker: Speaker,
    words: str,
    *,
    seen: int,
    now: datetime,
    has_changed: bool = False,
) -> Commitment:
    """Keeps the words of what a city takes on; `has_changed`: what it does now instead.

    Raises CommitmentChanged when the city's is another one than that of the sequence `seen` (0: none). Writing what
    stands already changes nothing.
    """
    standing = seen_now(session, speaker)
    if standing is not None and standing.text == words:
        return standing
    if sequence_of(standing) != seen:
        raise CommitmentChanged
    if not has_changed:
        check_open(session, speaker, now)
        commitment = standing or _begun(session, person, speaker, now)
    elif standing is None:
        raise NotFound
    else:
        commitment = standing
        commitment.earlier = commitment.earlier or commitment.text
        commitment.state, commitment.obstacle = CommitmentState.CHANGED, ""
    commitment.text, commitment.person_id, commitment.language = words, person.id, language_of(person, speaker)
    _changed(session, person, speaker, commitment, "commitment_noted", now)
    return commitment


def _begun(session: Session, person: Person, speaker: Speaker, now: datetime) -> Commitment:
    """A new one, or one that was withdrawn, begun anew: what it had been is forgotten."""
    commitment = store.commitment_of(session, speaker.meeting.id, speaker.city.id)
    if commitment is None:
        check_at = speaker.meeting.starts_at + CHECK_AFTER
        commitment = Commitment(
            meeting_id=speaker.meeting.id,
            city_id=speaker.city.id,
            person_id=person.id,
            sequence=0,
            check_at=check_at if check_at > now else None,
        )
        session.add(commitment)
    commitment.taken_at, commitment.withdrawn_at, commitment.challenge_id = now, None, None
    commitment.state, commitment.earlier, commitment.obstacle = CommitmentState.OPEN, "", ""
    return commitment


def do_tell(
    session: Session,
    person: Person,
    speaker: Speaker,
    state: CommitmentState,
    *,
    sequence: int,
    now: datetime,
    obstacle: str | None = None,
    pressed: Pressed | None = None,
) -> None:
    """How it goes; `obstacle`: what is in the way, or what is said of it. Saying what was said changes nothing.

    Raises CommitmentChanged when it is about another commitment than that of `sequence`.
    """
    commitment = seen_now(session, speaker)
    if commitment is None:
        raise NotFound
    words = _words_kept(commitment, state) if obstacle is None else obstacle
    if (commitment.state, commitment.obstacle) == (state, words):
        return
    if commitment.sequence != sequence:
        raise CommitmentChanged
    commitment.state, commitment.obstacle = state, words
    _changed(session, person, speaker, commitment, "commitment_state_noted", now, pressed)


def _words_kept(commitment: Commitment, state: CommitmentState) -> str:
    """A key alone takes back no words: only what was in the way is so no more, once it goes on."""
    was_in_the_way = commitment.state is CommitmentState.BLOCKED and state is not CommitmentState.BLOCKED
    return "" if was_in_the_way else commitment.obstacle


def do_withdraw(session: Session, person: Person, speaker: Speaker, *, sequence: int, now: datetime) -> None:
    """The city does it no more, and does not say that it did."""
    commitment = seen_now(session, speaker)
    if commitment is None:
        return
    if commitment.sequence != sequence:
        raise CommitmentChanged
    check_open(session, speaker, now)
    commitment.withdrawn_at = now
    _changed(session, person, speaker, commitment, "commitment_withdrawn", now)


def do_take_over(session: Session, person: Person, speaker: Speaker, *, now: datetime) -> None:
    """What was noted for the person's city is the city's own from now on. Harmless when done twice."""
    commitment = seen_now(session, speaker)
    if commitment is None:
        raise NotFound
    if speaker.is_noting:
        raise NotAllowed
    if commitment.noted_by is not None:
        commitment.person_id = person.id
        _changed(session, person, speaker, commitment, "commitment_taken_over", now)
        record(session, person, speaker.meeting, "commitment_taken_over", now, {"city": speaker.city.id})


def do_ask_for_help(session: Session, speaker: Speaker, challenge: Challenge) -> None:
    """A challenge has come of what is in the way."""
    commitment = seen_now(session, speaker)
    if commitment is not None:
        commitment.challenge_id = challenge.id
        session.flush()


def _changed(
    session: Session,
    person: Person,
    speaker: Speaker,
    commitment: Commitment,
    deed: str,
    now: datetime,
    pressed: Pressed | None = None,
) -> None:
    commitment.sequence += 1
    commitment.changed_at = now
    commitment.noted_by = person.id if speaker.is_noting else None
    session.flush()  # before letters are looked at: whoever asks about it at this moment is waited for
    if commitment.state is not CommitmentState.OPEN or commitment.withdrawn_at is not None:
        take_back_checks(session, speaker, commitment)
    _keep_in_list(session, person, speaker, commitment, now)
    update_checks(session, speaker, commitment, now=now, pressed=pressed)
    if speaker.is_noting:
        record(session, person, speaker.meeting, deed, now, {"city": speaker.city.id})
        tell_noted(session, person, speaker, commitment, now=now)


def _keep_in_list(session: Session, person: Person, speaker: Speaker, commitment: Commitment, now: datetime) -> None:
    """Of what is noted for the city, as long as it is not its own."""
    if commitment.noted_by is None or commitment.withdrawn_at is not None:
        forget_noting(session, NotedKind.COMMITMENT, commitment.id)
        return
    network, city = speaker.network, speaker.city
    keep_noting(session, network.id, city.id, NotedKind.COMMITMENT, commitment.id, person.id, now)
