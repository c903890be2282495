"""A survey has ended: nothing that stands in a chat asks for an answer any more."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.cards import reader_translator
from actions.letters.copies import edit_copies
from actions.surveys.asking import all_letters_of
from store.letters.copies import forget_subject
from store.models import Network, Survey
from texts.message import Message
from texts.surveys import asking as texts


def close(session: Session, survey: Survey, network: Network, *, now: datetime) -> None:
    """What waited does not go out; who was asked, and has not answered, reads that it is over."""
    survey.ask_at = None
    letters.withdraw(session, all_letters_of(survey))

    def render(chat_id: int) -> Message:
        return texts.closed(reader_translator(session, network, chat_id), survey, network)

    edit_copies(session, texts.subject(survey), render, now=now)
    forget_subject(session, texts.subject(survey))
