"""A reply to the card of a challenge is a solution, and what it shows is attached to that."""

from dataclasses import replace

from actions import letters
from actions import solutions as actions
from actions.access import access_own_solution
from actions.attachments.pieces import FILES, Piece
from actions.attachments.refusals import TooBig
from actions.attachments.taking import do_attach, do_attach_all
from actions.letters import Postage
from actions.refusals import TextWanted
from handlers.attached import REST, file_in, files_kept, with_attach_key, with_attached
from handlers.form import question_of
from handlers.replies import ask_in_words, is_without_words, told_in_private
from handlers.solutions.answering import FORM
from handlers.turn import Turn, cleaned
from store.attachments import attachment_of_album
from store.chats import chat_by_id
from store.drafts import FILES_SENT, draft_of
from store.models import AttachedTo, Challenge, Draft, Solution
from store.solutions import count_to_draw_from
from texts import forms as form_texts
from texts.message import Message
from texts.solutions import asking as texts
from texts.solutions import told as told_texts


def keep_reply(turn: Turn, challenge_id: int) -> Message | None:
    """A reply to the card is a solution, and a file in it is attached to it."""
    return told_in_private(turn, lambda: _kept(turn, challenge_id))


def _kept(turn: Turn, challenge_id: int) -> Message | None:
    challenge = actions.access_answering(turn.session, turn.member, challenge_id)
    reply = (turn.place.id, turn.incoming.message_id)
    earlier = actions.kept_reply(turn.session, turn.member, *reply)
    file = _file(turn)
    if file is not None and _is_rest_of_album(turn, challenge, file):
        return None
    if not turn.incoming.text:
        return _keep_without_words(turn, challenge, file)
    text = _words(turn, file)
    if not any(letter.isalnum() for letter in text):
        is_talk = file is None and not turn.place.is_private  # a thumb
        return None if is_talk else _keep_without_words(turn, challenge, file)
    if earlier is not None:
        actions.do_change_solution(turn.session, earlier, text, turn.now)
        return None
    solution = actions.do_answer_challenge(turn.session, turn.member, challenge, text, now=turn.now, reply=reply)
    return _told_with_files(turn, challenge, solution, file)


def _file(turn: Turn) -> Piece | None:
    """What can be attached of what came. What is too large is refused, but where words came with it: these are kept."""
    came = turn.incoming.attachment
    if came is None or came.kind not in FILES or turn.incoming.edited:
        return None
    try:
        return file_in(turn, with_words=False)
    except TooBig:
        if turn.incoming.text:
            return None
        raise


def _words(turn: Turn, file: Piece | None) -> str:
    """What stands below a file is the answer; it is not said once more of the file."""
    return turn.text(texts.LIMIT) if file is None else cleaned(turn.incoming.text, texts.LIMIT)


def _is_rest_of_album(turn: Turn, challenge: Challenge, file: Piece) -> bool:
    """Whether other files of the same album are attached to an answer already, or wait for its words."""
    if file.album is None:
        return False
    first = attachment_of_album(turn.session, turn.member.id, file.album)
    if first is not None and first.about is AttachedTo.SOLUTION:
        solution = access_own_solution(turn.session, turn.member, first.about_id)
        do_attach(turn.session, turn.member, solution, file_in(turn), now=turn.now)
        return True
    if turn.incoming.text:
        return False
    draft = _waiting(turn, challenge, file.album)
    if draft is None:
        return False
    draft.answers = draft.answers | {FILES_SENT: [*draft.answers[FILES_SENT], file.kept()]}
    return True


def _waiting(turn: Turn, challenge: Challenge, album: str) -> Draft | None:
    """The question for the words of an album of which some files came without."""
    draft = draft_of(turn.session, turn.member.id, FORM.name)
    if draft is None or draft.answers["argument"] != str(challenge.id):
        return None
    return draft if any(kept["album"] == album for kept in draft.answers.get(FILES_SENT, ())) else None


def _told_with_files(turn: Turn, challenge: Challenge, solution: Solution, file: Piece | None) -> Message:
    """An answer that came below a file, perhaps the last one of its album."""
    pieces = [] if file is None else [file]
    draft = None if file is None or file.album is None else _waiting(turn, challenge, file.album)
    if draft is not None:
        pieces = [*files_kept(draft.answers), *pieces]
        letters.take_back(turn.session, question_of(draft), now=turn.now)
        turn.session.delete(draft)
    do_attach_all(turn.session, turn.member, solution, pieces, now=turn.now)
    may_draw = count_to_draw_from(turn.session, challenge.network_id) > 0
    kept = told_texts.kept(turn.translator, challenge, solution, may_draw=may_draw)
    is_whole = file is None or file.album is None  # of an album more may come
    return with_attached(turn, solution, kept) if is_whole else with_attach_key(turn, solution, kept)


def _keep_without_words(turn: Turn, challenge: Challenge, file: Piece | None) -> Message | None:
    """What was shown or said waits for its words, which are asked for in private; a sticker says nothing."""
    came = turn.incoming
    is_shown = file is not None or is_without_words(turn) or bool(came.text)
    if not is_shown and turn.place.is_private:
        raise TextWanted
    if not is_shown or came.edited:
        return None
    asked, once = _ask_in_words(turn, challenge, file), f"wordless:{turn.place.id}:{came.album or came.message_id}"
    if not turn.place.is_private and _is_unreachable(turn):
        told = replace(texts.unreachable(turn.translator, challenge), reply_to=came.message_id)
        turn.send(turn.place.id, told, Postage(key=once))
        return None
    if came.album is None:
        return asked
    # Its words may come with the last of its files: then nothing is asked.
    turn.send(turn.member.telegram_id or 0, asked, Postage(key=once, due_at=turn.now + REST))
    return None


def _is_unreachable(turn: Turn) -> bool:
    chat = chat_by_id(turn.session, turn.member.telegram_id or 0)
    return chat is None or chat.unreachable_at is not None


def _ask_in_words(turn: Turn, challenge: Challenge, file: Piece | None) -> Message:
    """The question is put in private, and what is written there answers it; what was shown is attached to that."""
    draft = draft_of(turn.session, turn.member.id, FORM.name)
    files = [] if file is None else [file.kept()]
    if files and draft is not None and draft.answers["argument"] == str(challenge.id):
        draft.answers = draft.answers | {FILES_SENT: [*draft.answers.get(FILES_SENT, ()), *files]}
    question = ask_in_words(turn, FORM, str(challenge.id), **({FILES_SENT: files} if files else {}))
    return form_texts.again(texts.words_wanted(turn.translator, challenge, is_kept=file is not None), question)
