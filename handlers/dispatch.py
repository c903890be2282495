"""From an update to a commit: finds the person and the handler, and turns what they say into letters.

The only opener of units of work among the handlers. Facts are asked of Telegram before the unit, a press is answered
after it; between the two there is no network.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

import structlog
from sqlalchemy.orm import Session

from actions import letters
from actions.refusals import Refused
from bot.post import Direct
from handlers import chats, routes
from handlers.breakage import frames, place, whole
from handlers.declined import Declined, PressAnswer, declined_by
from handlers.feature import Feature
from handlers.incoming import Read, read
from handlers.turn import Facts, Incoming, InlineAsked, InlineTurn, Sender, Turn
from store.away import is_passing
from store.database import Database
from store.frozen import frozen
from store.models import Person
from store.people import person_by_telegram
from store.updates import remember_update, set_aside
from texts import refusals as texts
from texts.message import TOAST_LIMIT, Message, plain_text, shortened
from texts.search.inline import WAY_IN, InlineAnswer
from texts.translator import Translator, language_from_telegram, translator_for, translator_of

log = structlog.get_logger(__name__)

REFUSED, SET_ASIDE = "refused", "set_aside"  # endings for those who count; any other is a good one


class Post(Protocol):
    """What dispatch needs of the door out."""

    def callback_answer(self, query_id: str, text: str | None, *, alert: bool, url: str | None) -> Direct:
        """What answers a press."""

    def inline_answer(
        self, query_id: str, results: list[dict[str, Any]], *, next_offset: str, button: dict[str, str] | None
    ) -> Direct:
        """What answers `@bot words`."""

    async def say(self, direct: Direct) -> None:
        """One that comes too late is nobody's fault."""

    async def administrators(self, chat_id: int) -> frozenset[int]:
        """Who administers a group or channel; empty where it cannot be known."""


@frozen
class Bot:
    """The bot's own account, and where calendars find it (empty: nowhere)."""

    id: int
    username: str
    calendars_url: str = ""


class Dispatch:
    """Handles one update at a time; safe to call side by side for different chats."""

    def __init__(
        self,
        database: Database,
        post: Post,
        bot: Bot,
        features: Sequence[Feature],
        now: Callable[[], datetime],
        wake_delivery: Callable[[], None],
        note_ending: Callable[[str], None] | None = None,
    ) -> None:
        self._database = database
        self._post = post
        self._bot = bot
        self._routes = routes.Routes(features)
        self._now = now
        self._wake_delivery = wake_delivery
        self._note_ending = note_ending

    async def handle(self, raw: Mapping[str, Any]) -> None:
        """Returns after the commit. Raises only when the store is away: Telegram then sends the update again."""
        direct = await self.answer(raw)
        if direct is not None:
            await self._post.say(direct)

    async def answer(self, raw: Mapping[str, Any]) -> Direct | None:
        """The same; who can say it in an answer to Telegram, without a call, is given what is to be said directly."""
        try:
            direct = await self._handle(raw)
        except Exception as failure:
            if is_passing(failure):
                self._database.waiting.begin("updates", failure)
            raise
        self._database.waiting.end("updates")
        return direct

    async def _handle(self, raw: Mapping[str, Any]) -> Direct | None:
        try:
            update = read(dict(raw), self._bot.id)
        except Exception as unreadable:  # raised to the intake it would come again for ever, and all after it
            await self._set_aside_unread(dict(raw), unreadable)
            return None
        if update.inline is not None:
            return await self._answer_inline(update, update.inline, dict(raw))
        came = update.came
        facts = await self._facts(came)
        answer = await self._carry_out(update, facts, dict(raw))
        self._wake_delivery()
        if came is None or came.callback_id is None:
            return None
        answer = answer or PressAnswer()
        return self._post.callback_answer(came.callback_id, answer.toast, alert=answer.alert, url=answer.url)

    async def _answer_inline(self, update: Read, asked: InlineAsked, raw: dict[str, Any]) -> Direct | None:
        """Each keystroke asks: nothing is written, nobody woken, and the same asked twice is answered twice."""
        facts = Facts(self._bot.username)
        try:
            answer = await self._database.read(lambda session: self._offer(session, asked, facts))
        except Exception as error:
            if is_passing(error):
                raise
            broken = error
            self._ends(SET_ASIDE)
            await self._database.run(lambda session: self._give_up(session, update.came, facts, raw, broken))
            return None
        button = None if answer.way_in is None else {"text": answer.way_in, "start_parameter": WAY_IN}
        results = [one.payload(self._bot.username) for one in answer.results]
        return self._post.inline_answer(asked.query_id, results, next_offset=answer.next_offset, button=button)

    def _offer(self, session: Session, asked: InlineAsked, facts: Facts) -> InlineAnswer:
        person = person_by_telegram(session, asked.sender.id)
        translator = _translator(asked.sender, person)
        return self._routes.offer(InlineTurn(session, self._now(), asked, translator, facts, person))

    async def _carry_out(self, update: Read, facts: Facts, raw: dict[str, Any]) -> PressAnswer | None:
        """One unit of work; what is refused or breaks leaves nothing of it, and is told of in a second one."""
        try:
            return await self._database.run(lambda session: self._unit(session, update, facts))
        except Declined as declined:
            said = declined
        except Exception as error:
            if is_passing(error):
                raise  # nothing was decided: it is tried again, or Telegram sends it again
            broken = error
            self._ends(SET_ASIDE)
            return await self._database.run(lambda session: self._give_up(session, update.came, facts, raw, broken))
        self._ends(REFUSED)
        return await self._database.run(lambda session: self._decline(session, update, said))

    def _ends(self, how: str) -> None:
        if self._note_ending is not None:
            self._note_ending(how)

    async def _facts(self, came: Incoming | None) -> Facts:
        facts = Facts(self._bot.username, calendars_url=self._bot.calendars_url)
        chat_id = self._routes.administered_chat(came) if came is not None else None
        if chat_id is not None:
            facts = replace(facts, administrators=await self._post.administrators(chat_id))
        return facts

    async def _set_aside_unread(self, raw: dict[str, Any], error: Exception) -> None:
        def unit(session: Session) -> None:
            now = self._now()
            if remember_update(session, raw["update_id"], now):
                _set_aside(session, raw, error, now)

        self._ends(SET_ASIDE)
        await self._database.run(unit)

    def _unit(self, session: Session, update: Read, facts: Facts) -> PressAnswer | None:
        now = self._now()
        if not remember_update(session, update.update_id, now):
            return None
        self._note_changes(session, update, now)
        return None if update.came is None else self._turn(session, update.came, facts, now)

    def _note_changes(self, session: Session, update: Read, now: datetime) -> None:
        if update.update is not None:
            chats.note_changes(session, update.update, self._bot.id, now)

    def _turn(self, session: Session, came: Incoming, facts: Facts, now: datetime) -> PressAnswer:
        person = person_by_telegram(session, came.sender.id, lock=True) if came.sender else None
        turn = Turn(session, now, came, _translator(came.sender, person), facts, person)
        try:
            message = self._routes.handle(turn)
        except Refused as refusal:
            raise declined_by(turn, refusal) from None
        if message is not None:
            turn.show(message)
        return PressAnswer(toast=turn.toast, url=turn.link)

    def _decline(self, session: Session, update: Read, declined: Declined) -> PressAnswer:
        now = self._now()
        if remember_update(session, update.update_id, now):
            self._note_changes(session, update, now)
            if declined.letter is not None:
                said = declined.letter
                letters.send(session, said.chat_id, said.message, now=now, postage=said.postage)
        return declined.answer

    def _give_up(
        self, session: Session, came: Incoming | None, facts: Facts, raw: dict[str, Any], broken: Exception
    ) -> PressAnswer | None:
        now = self._now()
        if not remember_update(session, raw["update_id"], now):
            return None
        _set_aside(session, raw, broken, now)
        return self._apology(session, came, facts, now)

    def _apology(self, session: Session, came: Incoming | None, facts: Facts, now: datetime) -> PressAnswer | None:
        if came is None or came.sender is None:
            return None
        turn = Turn(session, now, came, _translator(came.sender, None), facts)
        sentence = texts.broken(turn.translator)
        if came.callback_id is not None:
            return PressAnswer(toast=shortened(plain_text(sentence), TOAST_LIMIT), alert=True)
        if came.place.is_private:
            turn.say(Message(sentence))
        return None


def _set_aside(session: Session, raw: dict[str, Any], error: Exception, now: datetime) -> None:
    log.error("update_set_aside", update_id=raw["update_id"], error=place(error), exception=frames(error))
    set_aside(session, raw["update_id"], raw, whole(error), now)


def _translator(sender: Sender | None, person: Person | None) -> Translator:
    if person is not None:
        return translator_of(person)
    return translator_for(language_from_telegram(sender.language_code if sender else None))
