"""Which handler an update goes to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from actions.letters import subject_of
from actions.refusals import (
    AnonymousSender,
    ChannelCommand,
    EditIgnored,
    Ended,
    GroupOnly,
    NotAllowed,
    NotFound,
    NothingAsked,
    NotRegistered,
    OneSessionOnly,
    PrivateOnly,
    RegistrationUnfinished,
    RepliesElsewhere,
    StepPassed,
    TextWanted,
    Thanked,
    UnknownCommand,
    UnknownPress,
)
from handlers import form
from handlers.feature import Feature
from handlers.form import Form
from handlers.turn import Incoming, InlineTurn, Turn
from handlers.visiting import check_command
from store import drafts
from store.models import AttachmentKind, ChatKind, Draft
from texts import forms as texts
from texts.commands import command_named
from texts.message import Message
from texts.presses import unpack
from texts.search.inline import InlineAnswer
from texts.thanks import is_thanks

_COMMAND = re.compile(r"/(\w{1,64})(?:@(\w+))?(?:\s+(.*))?\Z", re.DOTALL)
_LINK = re.compile(r"([a-z]{1,12})(?:-([0-9]{1,9}))?\Z")

K = TypeVar("K")
V = TypeVar("V")


class Routes:
    """The features' entries, merged."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self._commands = _merged(feature.commands for feature in features)
        self._group_commands = _merged(feature.group_commands for feature in features)
        self._presses = _merged(feature.presses for feature in features)
        self._links = _merged(feature.links for feature in features)
        self._secret_links = _merged(feature.secret_links for feature in features)
        self._replies = _merged(feature.replies for feature in features)
        self._found_replies = _merged(feature.found_replies for feature in features)
        self._forms = {one.name: one for feature in features for one in feature.forms}
        self._invitation = next(filter(None, (feature.invitation for feature in features)), _uninvited)
        self._invited = [feature.invited for feature in features if feature.invited is not None]
        self._further = [feature.further for feature in features if feature.further is not None]
        self._typed = [feature.typed for feature in features if feature.typed is not None]
        self._returning = [feature.returning for feature in features if feature.returning is not None]
        self._inline = [feature.inline for feature in features if feature.inline is not None]
        self._asking = frozenset(entry for feature in features for entry in feature.asks_administrators)

    def administered_chat(self, came: Incoming) -> int | None:
        """The group or channel whose administrators have to be known before this can be handled, if any.

        In private it is the one that the press names as its `chat_id`.
        """
        press = unpack(came.data) if came.data is not None else None
        command = _COMMAND.match(came.text) if came.data is None else None
        asked = type(press) if command is None else command_named(command[1])
        if asked not in self._asking:
            return None
        return getattr(press, "chat_id", None) if came.place.is_private else came.place.id

    def offer(self, turn: InlineTurn) -> InlineAnswer:
        """What the one feature offers that does."""
        return next((offered(turn) for offered in self._inline), InlineAnswer())

    def handle(self, turn: Turn) -> Message | None:
        """Finds the one handler and gives what it says."""
        try:
            return self._handle(turn)
        except (NotFound, NotAllowed):
            if self._is_half_in(turn):
                raise RegistrationUnfinished from None
            raise
        except NotRegistered:
            told = self._to_invited(turn)
            if told is None:
                raise
            return told

    def _to_invited(self, turn: Turn) -> Message | None:
        if turn.person is not None or not turn.place.is_private or turn.incoming.data is not None:
            return None
        return next(filter(None, (invited(turn) for invited in self._invited)), None)

    def _is_half_in(self, turn: Turn) -> bool:
        if turn.person is None or not turn.place.is_private or turn.networks:
            return False
        begun = {draft.form for draft in drafts.drafts_of(turn.session, turn.person.id)}
        return any(one.comes_first for name, one in self._forms.items() if name in begun)

    def _handle(self, turn: Turn) -> Message | None:
        if turn.incoming.data is not None:
            return self._pressed(turn, turn.incoming.data)
        command = _COMMAND.match(turn.incoming.text)
        if turn.incoming.edited:
            return self._edited(turn)
        if command is not None:
            return self._commanded(turn, command[1], command[2], (command[3] or "").strip())
        return self._written(turn) if turn.place.is_private else self._replied(turn)

    def _commanded(self, turn: Turn, alias: str, addressee: str | None, arguments: str) -> Message | None:
        if addressee is not None and addressee.lower() != turn.facts.bot_username.lower():
            return None
        name = command_named(alias)
        turn.arguments = arguments
        if turn.place.is_private:
            check_command(turn, name)
        else:
            return self._commanded_in_group(turn, name, addressee)
        if turn.person is not None and name != "cancel":
            drafts.put_to_sleep(turn.session, turn.person.id)
        if name == "start":
            return self._started(turn, arguments)
        if name == "cancel":
            return self._cancelled(turn)
        if name is None:
            raise UnknownCommand
        handler = self._commands.get(name)
        if handler is None:
            raise GroupOnly if name in self._group_commands else UnknownCommand
        return handler(turn)

    def _commanded_in_group(self, turn: Turn, name: str | None, addressee: str | None) -> Message | None:
        if name in self._group_commands:
            if turn.incoming.sender is None:
                raise ChannelCommand if turn.place.kind is ChatKind.CHANNEL else AnonymousSender
            return self._group_commands[name](turn)
        if name in self._commands or name == "cancel":
            raise PrivateOnly
        if addressee is not None:
            raise UnknownCommand
        return None  # perhaps another bot's

    def _started(self, turn: Turn, payload: str) -> Message | None:
        link = _LINK.match(payload)
        if link is not None and link[1] in self._links:
            return self._links[link[1]](turn, link[2] or "")
        prefix, _, token = payload.partition("_")
        if token and prefix in self._secret_links:  # no invitation begins so but by a chance that never comes
            return self._secret_links[prefix](turn, token)
        if payload:
            return self._invitation(turn, payload)
        return next(filter(None, (back(turn) for back in self._returning)), None) or self._commands["menu"](turn)

    def _pressed(self, turn: Turn, data: str) -> Message | None:
        press = unpack(data)
        if press is None:
            raise UnknownPress
        handler = self._presses.get(type(press))
        if handler is not None:
            return handler(turn, press)
        return self._form_pressed(turn, press)

    def _form_pressed(self, turn: Turn, press: object) -> Message | None:
        if isinstance(press, texts.FormRestarted):
            if press.form not in self._forms:
                raise StepPassed
            return form.restart(turn, self._forms[press.form], press.argument)
        if not isinstance(press, texts.FormPress):
            raise UnknownPress
        draft, asked = self._draft(turn, press.draft_id)
        if (why := _end(turn, asked, draft, press)) is not None:
            return form.ended(turn, asked, draft, why)
        match press:
            case texts.FormChosen():
                return form.choose(turn, asked, draft, press.step, press.value)
            case texts.FormSkipped():
                return form.skip(turn, asked, draft, press.step)
            case texts.FormStepBack():
                return form.back(turn, asked, draft, press.step)
            case texts.FormContinued():
                return form.go_on(turn, asked, draft)
            case texts.FormAnswered():
                return form.take_given(turn, asked, draft)
            case texts.FormDiscarded():
                return form.discard(turn, asked, draft)
            case _:
                return form.cancel(turn, asked, draft)

    def _draft(self, turn: Turn, draft_id: int) -> tuple[Draft, Form]:
        draft = drafts.draft_by_id(turn.session, turn.member.id, draft_id)
        if draft is None or draft.form not in self._forms:
            raise StepPassed
        return draft, self._forms[draft.form]

    def _cancelled(self, turn: Turn) -> Message | None:
        draft = drafts.awaiting_draft(turn.session, turn.member.id)
        if draft is not None and draft.form in self._forms:
            return form.cancel(turn, self._forms[draft.form], draft)
        for left in form.unended(turn, self._forms, drafts.drafts_of(turn.session, turn.member.id)):
            return texts.draft_left(turn.translator, self._forms[left.form].title(turn.translator), left.id)
        return texts.nothing_to_cancel(turn.translator)

    def _written(self, turn: Turn) -> Message | None:
        person = turn.person
        if person is None:
            raise NotRegistered
        draft = drafts.awaiting_draft(turn.session, person.id)
        if any(further(turn, draft) for further in self._further):
            return None
        subject = self._subject(turn)
        if subject is not None and subject.partition(":")[0] in self._replies:
            return self._replied(turn)
        aside = form.replied_to(turn, self._forms, subject)
        answered = aside or draft
        if answered is not None and answered.form in self._forms:
            asked = self._forms[answered.form]
            if subject is not None and subject != form.question_of(answered):
                raise form.put_again(turn, asked, answered, RepliesElsewhere())
            if (why := form.end_of_open(turn, asked, answered)) is not None:
                return form.ended(turn, asked, answered, why)
            return form.take(turn, asked, answered) if aside is None else form.take_reply(turn, asked, aside, draft)
        if not turn.incoming.text:
            raise NothingAsked if _may_share_spoken(turn) else TextWanted
        if is_thanks(turn.incoming.text):
            raise Thanked
        told = next(filter(None, (typed(turn) for typed in self._typed)), None)
        if told is None:
            raise OneSessionOnly if turn.is_only_guest else NothingAsked(form.that_take_words(turn, self._forms))
        return told

    def _subject(self, turn: Turn) -> str | None:
        replied = turn.incoming.reply_to
        return None if replied is None else subject_of(turn.session, turn.place.id, replied)

    def _replied(self, turn: Turn) -> Message | None:
        noun, _, number = (self._subject(turn) or "").partition(":")
        handlers = self._replies if turn.incoming.found is None else self._found_replies
        handler = handlers.get(noun)
        if handler is None or turn.incoming.sender is None:
            return None
        return handler(turn, int(number))

    def _edited(self, turn: Turn) -> Message | None:
        if turn.place.is_private:
            raise EditIgnored if turn.person is not None else NotRegistered
        try:
            return self._replied(turn)
        except NotFound:
            return None


def _end(turn: Turn, asked: Form, draft: Draft, press: texts.FormPress) -> Ended | None:
    """Why a form that was pressed cannot be gone on with; it can be left at any time."""
    if isinstance(press, texts.FormCancelled | texts.FormDiscarded):
        return None
    if isinstance(press, texts.FormContinued):
        return form.end_of(turn, asked, draft)
    return form.end_of_open(turn, asked, draft)


def _uninvited(_turn: Turn, _payload: str) -> Message | None:
    raise NotRegistered


def _merged(parts: Iterable[Mapping[K, V]]) -> dict[K, V]:
    merged: dict[K, V] = {}
    for part in parts:
        for key, value in part.items():
            if key in merged:
                raise ValueError(f"two features claim {key!r}")
            merged[key] = value
    return merged


def _may_share_spoken(turn: Turn) -> bool:
    """A voice note can be the first answer of a challenge, or of an experience."""
    came = turn.incoming.attachment
    is_spoken = came is not None and came.kind == AttachmentKind.VOICE
    return is_spoken and turn.place.is_private and not turn.is_only_guest
