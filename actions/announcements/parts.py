"""An announcement longer than one message: each copy has as many parts as its words take, no more and no less."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.announcements.sending import postage_to
from actions.announcements.words import Words
from actions.letters import DELETABLE, PART, Postage
from store import copies as copies_store
from store.announcements import changes_subject, subject_of
from store.copies import TO_TAKE_BACK, Copy
from store.ends import End, ends
from store.letters import NewLetter
from store.models import Announcement, Lane, LetterState, Priority
from texts.message import SAID_ABOVE, Message
from texts.translator import translator_for


def parts_for(words: Words, copy: Copy) -> tuple[Message, ...]:
    """The announcement as the reader of this copy is to read it."""
    return words.to(translator_for(*copy.reader), copy.chat_id).parts


def lengthen(session: Session, announcement: Announcement, words: Words, copies: Sequence[Copy], now: datetime) -> None:
    """Adds the parts that copies have not had so far, below the others. They travel as the copies did."""
    firsts = [copy for copy in copies if copy.part == 0]
    _forget_failed(session, announcement, words, firsts)
    long = [copy for copy in firsts if len(parts_for(words, copy)) > 1]
    if not long:
        return
    present = ends(session, subject_of(announcement), [copy.chat_id for copy in long])
    letters.put_all(
        session,
        [
            _new_part(announcement, copy, present[copy.chat_id], part, number, now)
            for copy in long
            for number, part in enumerate(parts_for(words, copy))
            if number >= present[copy.chat_id].parts
        ],
    )


def _forget_failed(session: Session, announcement: Announcement, words: Words, firsts: Sequence[Copy]) -> None:
    """Parts that did not arrive are missed no more where they are not needed, or are added once more: with each
    correction, not with each of its pages.
    """
    readers = {copy.chat_id: copy for copy in firsts}
    of_this_revision = f"{_revision(announcement)}{PART}"
    failed = copies_store.failed_parts(session, subject_of(announcement), readers, besides=of_this_revision)
    if not failed:
        return
    present = ends(session, subject_of(announcement), {chat_id for _, chat_id, _ in failed})
    missed_no_more = [
        letter_id
        for letter_id, chat_id, part in failed
        if part >= min(len(parts_for(words, readers[chat_id])), present[chat_id].parts)
    ]
    copies_store.let_go(session, missed_no_more)


def _new_part(announcement: Announcement, copy: Copy, end: End, part: Message, number: int, now: datetime) -> NewLetter:
    """Under a key of this revision: one of before may have had such a part, and lost it. Never before any part above
    it: it becomes due after the last of these, and is set aside where one of them is. Whoever has the first already is
    told nothing new, and hears nothing.
    """
    part = replace(part, silent=copy.state is LetterState.SENT)
    postage = postage_to(announcement, copy.chat_id, max(end.due_at or now, now))
    key = f"{postage.key}{_revision(announcement)}"
    letter = letters.new_part(copy.chat_id, part, number, now=now, postage=replace(postage, key=key))
    if end.is_set_aside:
        letter["state"] = LetterState.PAUSED
    return letter


def _revision(announcement: Announcement) -> str:
    """In the keys of what a correction adds."""
    return f":revision:{announcement.revision}"


def shorten(
    session: Session, announcement: Announcement, words: Words, copies: Sequence[Copy], now: datetime
) -> list[Copy]:
    """Takes away the parts that are needed no more; gives those that can only be made to point up."""
    chat_ids = {copy.chat_id for copy in _surplus(words, copies)}
    if not chat_ids:
        return []
    # All of a chat at once, though a page ends among them or holds only what is sent, or only what is not.
    surplus = _surplus(words, copies_store.further_parts(session, subject_of(announcement), chat_ids))
    young = [copy for copy in surplus if copy.sent_at is not None and now - copy.sent_at < DELETABLE]
    unsent = [copy for copy in surplus if copy.state in TO_TAKE_BACK]
    copies_store.withdraw(session, [copy.letter_id for copy in unsent])
    letters.put_all(session, [_deletion(announcement, copy, now) for copy in young])
    copies_store.let_go(session, [copy.letter_id for copy in (*unsent, *young)])
    on_the_wire = [copy for copy in surplus if copy.state is LetterState.POSTING]
    copies_store.rewrite(session, [(copy.letter_id, SAID_ABOVE.method, SAID_ABOVE.payload()) for copy in on_the_wire])
    old = [copy for copy in surplus if copy.sent_at is not None and copy not in young]
    _move_up(session, words, [*old, *on_the_wire])
    return old


def _move_up(session: Session, words: Words, left: Sequence[Copy]) -> None:
    """What is left of a copy never has a gap: what is on the wire while a part above it is deleted takes that one's
    place, and says what it would say when the copy becomes longer again.
    """
    of_chats: dict[int, list[Copy]] = defaultdict(list)
    for copy in left:
        of_chats[copy.chat_id].append(copy)
    numbered = [
        (copy, number)
        for parts in of_chats.values()
        for number, copy in enumerate(parts, start=len(parts_for(words, parts[0])))
    ]
    copies_store.number_parts(session, [(copy.letter_id, number) for copy, number in numbered if copy.part != number])


def _surplus(words: Words, copies: Sequence[Copy]) -> list[Copy]:
    return [copy for copy in copies if copy.part >= len(parts_for(words, copy))]


def _deletion(announcement: Announcement, copy: Copy, now: datetime) -> NewLetter:
    """One of the changes: nothing is told as done before it has an outcome."""
    postage = Postage(lane=Lane.BULK, priority=Priority.CORRECTION, subject=changes_subject(announcement))
    letter = letters.new_deletion(copy.chat_id, copy.message_id or 0, now=now, postage=postage)
    letter["part"] = copy.part
    return letter
