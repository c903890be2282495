"""Solutions: what other cities answer to a challenge, by a button or by replying to its card."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, audit, behalf, letters
from actions.access import OWN, Voice, access_challenge, access_voice
from actions.challenges import refresh_card
from actions.few.ending import note_answered
from actions.letters.copies import edit_copies
from actions.outcomes import askers_of, begin_asking
from actions.proposals.following import follow
from actions.refusals import NotAllowed, NotFound
from actions.search.wording import keep_found
from actions.signing import signed, take_back_named
from actions.thanks import refresh_thanks
from store.attachments import count_attachments
from store.letters.copies import forget_subject
from store.models import AttachedTo, Challenge, Kind, NotedKind, Person, Solution, Visibility
from store.solutions import solution_in_chat
from texts.attachments.shown import beside
from texts.message import Html, Message
from texts.solutions import asking as texts
from texts.solutions import told as told_texts
from texts.solutions.signed import Signed
from texts.translator import Translator, translator_of


class OwnChallenge(NotAllowed):
    """Nobody answers themselves."""

    def sentence(self, t: Translator) -> Html:
        return texts.own_challenge(t)


def access_answering(session: Session, person: Person, challenge_id: int, city_id: int = OWN) -> Challenge:
    """A challenge that the person may answer. `city_id`: in whose name."""
    challenge = access_challenge(session, person, challenge_id)
    voice = access_voice(session, person, challenge.network_id, city_id)
    if is_of_voice(challenge, person, voice):
        raise OwnChallenge
    if voice.is_noting and challenge.visibility is not Visibility.NETWORK:
        raise NotFound  # the city whose answer it would be cannot read it
    return challenge


def is_of_voice(challenge: Challenge, person: Person, voice: Voice) -> bool:
    """Whether somebody would answer themselves."""
    if voice.is_noting or challenge.noted_by is not None:
        return challenge.city_id is not None and challenge.city_id == voice.city_id
    return challenge.person_id == person.id


def do_answer_challenge(
    session: Session,
    person: Person,
    challenge: Challenge,
    text: str,
    *,
    now: datetime,
    reply: tuple[int, int] | None = None,
    city_id: int = OWN,
) -> Solution:
    """Keeps a solution and tells the asker.

    reply: chat and message that it was written in; city_id: in whose name it is noted
    """
    voice = access_voice(session, person, challenge.network_id, city_id)
    chat_id, message_id = reply or (None, None)
    solution = Solution(
        challenge_id=challenge.id,
        city_id=voice.city_id,
        person_id=person.id,
        text=text,
        language=behalf.language_of(person, voice),
        chat_id=chat_id,
        message_id=message_id,
        published_at=now,
        noted_by=voice.noted_by,
    )
    session.add(solution)
    session.flush()
    behalf.keep_noted(session, voice, NotedKind.SOLUTION, solution.id, now)
    begin_asking(challenge, now)
    note_answered(session, challenge, solution, now)
    refresh_card(session, challenge, now)
    _tell_askers(session, challenge, solution, person, now)
    return solution


def do_take_over(session: Session, person: Person, solution: Solution, now: datetime) -> None:
    """What was noted for the person's city is theirs from now on."""
    network_id = session.get_one(Challenge, solution.challenge_id).network_id
    if behalf.take_over(session, person, solution, network_id, now):
        refresh_news(session, solution, now)


def do_change_solution(session: Session, solution: Solution, text: str, now: datetime) -> None:
    """Puts other words in its place."""
    if solution.text == text:
        return
    solution.text = text
    solution.edited_at = now
    challenge = session.get_one(Challenge, solution.challenge_id)
    follow(session, challenge, now)
    keep_found(session, challenge)
    refresh_news(session, solution, now)


def do_withdraw_solution(session: Session, solution: Solution, now: datetime, *, by: Person | None = None) -> None:
    """Takes a solution back. `by`: who does so, when it is not who wrote it."""
    for what in ("asker", "attached", "wanted"):
        letters.withdraw(session, f"{subject_of(solution)}:{what}:")
    _no_answer_any_more(session, solution, "solution_withdrawn", now, by)
    refresh_news(session, solution, now)


def do_pass_on_as_question(session: Session, solution: Solution, now: datetime) -> None:
    """It counts as an answer no longer; what the asker was sent, or is still to get, becomes the question."""
    _no_answer_any_more(session, solution, "solution_was_question", now)
    forget_subject(session, subject_of(solution), _question_subject(solution))
    refresh_question(session, solution, now)


def _no_answer_any_more(
    session: Session, solution: Solution, deed: str, now: datetime, by: Person | None = None
) -> None:
    challenge = session.get_one(Challenge, solution.challenge_id)
    solution.withdrawn_at = now
    behalf.forget(session, solution)
    take_back_named(session, [solution])
    refresh_card(session, challenge, now)
    refresh_thanks(session, challenge, now)
    keep_found(session, solution)
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=solution.person_id if by is None else by.id,
        network_id=challenge.network_id,
        subject=subject_of(solution),
    )


def refresh_news(session: Session, solution: Solution, now: datetime) -> None:
    """What the asker was sent says what the solution says now."""
    _show_askers(session, solution, subject_of(solution), told_texts.answer_arrived, now)


def refresh_question(session: Session, solution: Solution, now: datetime) -> None:
    """What the asker was sent asks what the author, or whoever that is now, has asked."""
    _show_askers(session, solution, _question_subject(solution), told_texts.question_arrived, now)


def _show_askers(
    session: Session,
    solution: Solution,
    subject: str,
    told: Callable[[Translator, Challenge, Signed], Message],
    now: datetime,
) -> None:
    challenge = session.get_one(Challenge, solution.challenge_id)
    readers = {person.telegram_id: person for person in askers_of(session, challenge)}
    whose = signed(session, solution)

    def render(chat_id: int) -> Message:
        reader = readers.get(chat_id)
        t = translator_of(reader or whose.author)
        return with_attached(session, t, solution, told(t, challenge, whose))

    edit_copies(session, subject, render, now=now)


def kept_reply(session: Session, person: Person, chat_id: int, message_id: int) -> Solution | None:
    """The solution that was made of this message before; NotFound when it was withdrawn or is another's."""
    solution = solution_in_chat(session, chat_id, message_id)
    if solution is not None and (solution.withdrawn_at is not None or solution.person_id != person.id):
        raise NotFound
    return solution


def arrived(session: Session, t: Translator, challenge: Challenge, solution: Solution) -> Message:
    """An answer as its asker reads it."""
    return with_attached(session, t, solution, told_texts.answer_arrived(t, challenge, signed(session, solution)))


def with_attached(session: Session, t: Translator, solution: Solution, told: Message) -> Message:
    """What is told of an answer, with what is attached to it; nothing is of one that was withdrawn."""
    if solution.withdrawn_at is not None:
        return told
    attached = count_attachments(session, AttachedTo.SOLUTION, solution.id)
    return beside(t, told, (AttachedTo.SOLUTION, solution.id), attached, is_own=False, has_way_back=False)


def _tell_askers(session: Session, challenge: Challenge, solution: Solution, author: Person, now: datetime) -> None:
    for asker in askers_of(session, challenge):
        if asker.telegram_id is None or asker.id == author.id:
            continue
        message = arrived(session, translator_of(asker), challenge, solution)
        key = f"{subject_of(solution)}:asker:{asker.id}"
        postage = attention.postage(Kind.SOLUTION, asker, key=key, subject=subject_of(solution), now=now)
        letters.send(session, asker.telegram_id, message, now=now, postage=postage)


def subject_of(solution: Solution) -> str:
    """Of what askers were sent."""
    return f"solution:{solution.id}"


def _question_subject(solution: Solution) -> str:
    """Of what had come as an answer and became a question."""
    return f"asked:{solution.id}"
