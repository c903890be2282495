"""Pictures that people ask for: drawn by a task, once for each language, then sent as they are."""

from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from actions import letters
from actions.refusals import Refused
from store import tasks
from store.frozen import frozen
from store.models import MediaKind, Person, Task, TaskKind
from texts.media import Kept, Media
from texts.message import Html, Message
from texts.translator import Translator, translator_of

D = TypeVar("D")


@frozen
class Picture(Generic[D]):
    """One kind of them.

    about: by which name its task keeps what it is of, a network or a consultation
    drawn_for: what is drawn of it for somebody; refuses who may not see it, and what has nothing to show
    """

    kind: TaskKind
    about: str
    drawn_for: Callable[[Session, Person, int], D]

    def want(self, session: Session, person: Person, number: int, now: datetime) -> None:
        """It is to be drawn, and to be sent to them."""
        details = {self.about: number, "person": person.id}
        tasks.want(session, self.kind, f"{self.kind.value}:{number}:person:{person.id}", details, now)

    def asked_for(self, session: Session, task: Task) -> tuple[Translator, D] | None:
        """What a task is to draw; None when whoever is to get it may not see it any more, or nothing is left of it."""
        person = session.get_one(Person, task.details["person"])
        try:
            return translator_of(person), self.drawn_for(session, person, task.details[self.about])
        except Refused:
            return None

    def send(self, session: Session, task: Task, message: Callable[[Translator, D], Message], now: datetime) -> None:
        """To who asked for it."""
        asked = self.asked_for(session, task)
        if asked is not None:
            _tell(session, task, message(*asked), now)

    def tell_failure(
        self, session: Session, task: Task, failed: Callable[[Translator], Message], now: datetime
    ) -> None:
        """Who asked for it does not wait for nothing."""
        person = session.get_one(Person, task.details["person"])
        _tell(session, task, failed(translator_of(person)), now)


def picture_message(digest: str, file_name: str, caption: Html) -> Message:
    """A picture that was drawn, with its words."""
    return Message(caption, media=Media(MediaKind.PHOTO, Kept(digest, file_name)))


def _tell(session: Session, task: Task, message: Message, now: datetime) -> None:
    person = session.get_one(Person, task.details["person"])
    if person.telegram_id is not None:
        letters.send(session, person.telegram_id, message, now=now)
