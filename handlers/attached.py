"""What is attached to a record, beside the record on its page."""

from dataclasses import replace
from datetime import timedelta

from actions.access import Attachable, owns
from actions.attachments.pieces import FILES, LONGEST_CAPTION, Piece, file_piece, piece_kept
from actions.attachments.refusals import OtherFile, TooBig
from actions.attachments.standing import kind_of
from actions.letters import Postage, subject_of
from actions.refusals import EmptyText
from handlers.form import Answers, With, question_of
from handlers.turn import Turn, cleaned
from store.attachments import count_attachments
from store.drafts import FILES_SENT
from store.models import Draft, Solution
from texts.attachments import shown as texts
from texts.message import Message

REST = timedelta(seconds=2)  # after a file of an album: more of them, or its words, may be on their way


def ask_when_all_is_there(turn: Turn, question: Message) -> None:
    """At once, or when a whole album has come. What is asked before that, or answered, takes it back."""
    due_at = turn.now + REST if turn.incoming.album is not None else turn.now
    turn.send(turn.place.id, question, Postage(due_at=due_at))


def replies_elsewhere(turn: Turn, draft: Draft) -> bool:
    """Whether what came replies to something else than the open question."""
    replied = turn.incoming.reply_to
    subject = None if replied is None else subject_of(turn.session, turn.place.id, replied)
    return subject is not None and subject != question_of(draft)


def with_attached(turn: Turn, record: Attachable, page: Message) -> Message:
    """A record's page, with the line that says what is attached, and the keys to it."""
    about = (kind_of(record), record.id)
    is_own = owns(turn.session, turn.member, record)
    is_to_write = is_own and not isinstance(record, Solution) and texts.is_unwritten(record)
    attached = count_attachments(turn.session, *about)
    return texts.beside(turn.translator, page, about, attached, is_own=is_own, is_to_write=is_to_write)


def with_attach_key(turn: Turn, record: Attachable, told: Message) -> Message:
    """What is said when a record was shared, with the key that attaches something to it."""
    key = texts.attach_key(turn.translator, (kind_of(record), record.id))
    return texts.with_key_above(told, key)


def file_in(turn: Turn, *, with_words: bool = True) -> Piece:
    """The file that came, with the words below it; refuses what cannot be kept, words alone too."""
    came, file = turn.incoming, turn.incoming.attachment
    if file is None:
        raise OtherFile
    piece = file_piece(file.kind, file.file_id, file.unique_id, size=file.size, name=file.name, duration=file.duration)
    return replace(piece, caption=_caption(came.text) if with_words else "", number=came.message_id, album=came.album)


def voice_in_hand(turn: Turn) -> Piece | None:
    """The voice note, without words below it, that a question of ours answered."""
    file = None if turn.incoming.answered_text else turn.incoming.answered_voice
    if file is None:
        return None
    return file_piece(file.kind, file.file_id, file.unique_id, size=file.size, name="", duration=file.duration)


def words_with_file(turn: Turn, answers: Answers, limit: int) -> str | With:
    """What stands below a file, or was typed alone. The file is kept until there is something to attach it to."""
    came = turn.incoming
    if came.attachment is None or not came.text or came.attachment.kind not in FILES:
        return turn.text(limit)
    try:
        piece = file_in(turn, with_words=False)
    except TooBig:
        return turn.text(limit)
    turn.kept_file = True
    return With(cleaned(came.text, limit), {FILES_SENT: [*answers.get(FILES_SENT, ()), piece.kept()]})


def files_kept(answers: Answers) -> list[Piece]:
    """Those that came with the answers."""
    return [piece_kept(kept) for kept in answers.get(FILES_SENT, ())]


def _caption(text: str) -> str:
    try:
        return cleaned(text, LONGEST_CAPTION)
    except EmptyText:
        return ""
