"""The local Telegram as its people use it: every act emits the updates that Telegram would emit."""

import time
from typing import Any

from sandbox.call import Upload
from sandbox.entities import CAPTION_LIMIT, TEXT_LIMIT, typed_by_person
from sandbox.groups import Groups
from sandbox.html import Entity
from sandbox.inline import LONGEST_QUERY, InlineQuery
from sandbox.message import IN_ALBUMS, MIXABLE, MOST_IN_ALBUM, Message
from sandbox.people import Bot, Chat, Status, User, member_json
from sandbox.refusal import bad_request, forbidden
from sandbox.state import PRESS_QUEUE, Press

Json = dict[str, Any]
PRESSES_KEPT = 20_000
INLINE_QUEUE = 1 << 33
CHAT_INSTANCE = 8_000_000_000_000_000


class World(Groups):
    def add_user(
        self,
        id: int,  # noqa: A002
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        note: str = "",
    ) -> User:
        user = User(id, first_name, last_name, username, language_code, note)
        self.users[id] = user
        self.events.tell("chat", list(self.users))
        return user

    def known_entities(self, entities: list[Json]) -> list[Json]:
        """With the people who are mentioned in full; a mention of somebody unknown is plain text, as at Telegram."""
        found = []
        for entity in entities:
            user = self.users.get(entity["user"]["id"]) if entity["type"] == "text_mention" else None
            if user is not None:
                found.append(
                    entity | {"user": {name: user.json[name] for name in user.json if name != "language_code"}}
                )
            elif entity["type"] != "text_mention":
                found.append(entity)
        return found

    def send_text(
        self,
        user_id: int,
        chat_id: int,
        text: str,
        reply_to: int | None = None,
        entities: list[Entity] | None = None,
        forward_from: int | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """What a person writes; `forward_from` is the user who wrote it first."""
        written, found = typed_by_person(text, entities or [])
        if not written:
            raise bad_request("text must be non-empty")
        content: Json = {"text": written}
        if found:
            content["entities"] = found
        if forward_from is not None:
            content |= self._origin(forward_from)
        return self._say(user_id, chat_id, content, reply_to, thread_id)

    def send_file(
        self,
        user_id: int,
        chat_id: int,
        kind: str,
        content: bytes,
        file_name: str = "file.bin",
        mime_type: str = "application/octet-stream",
        caption: str | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> Message:
        upload = Upload(file_name, mime_type, content)
        return self.send_files(user_id, chat_id, kind, [upload], caption, reply_to, thread_id)[0]

    def send_files(
        self,
        user_id: int,
        chat_id: int,
        kind: str,
        uploads: list[Upload],
        caption: str | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> list[Message]:
        """Files one by one, or in albums. As apps do, words stand with the first photo or the last document."""
        contents = [self._file_content(kind, upload) for upload in uploads]
        contents[0 if kind in MIXABLE else -1] |= caption_of_person(caption)
        most = MOST_IN_ALBUM if kind in IN_ALBUMS else 1
        albums = [contents[start : start + most] for start in range(0, len(contents), most)]
        return [
            self._say(user_id, chat_id, group | content, reply_to, thread_id)
            for album in albums
            for group in [{"media_group_id": self.next_group_id()} if len(album) > 1 else {}]
            for content in album
        ]

    def _file_content(self, kind: str, upload: Upload) -> Json:
        said: Json = {kind: self.files.media(kind, upload)}
        if kind == "animation":
            moving = ("width", "height", "duration")
            said["document"] = {name: value for name, value in said["animation"].items() if name not in moving}
        return said

    def edit_text(self, user_id: int, chat_id: int, message_id: int, text: str) -> Message:
        chat = self.chat_of(user_id, chat_id)
        message = _message(chat, message_id)
        if message.sender_id != user_id:
            raise forbidden("MESSAGE_AUTHOR_REQUIRED")
        limit = TEXT_LIMIT if "text" in message.body else CAPTION_LIMIT
        written, found = typed_by_person(text, [], limit)
        field, entities = ("text", "entities") if "text" in message.body else ("caption", "caption_entities")
        kept = {name: value for name, value in message.body.items() if name != entities}
        kept |= {field: written, "edit_date": int(self.seconds())} | ({entities: found} if found else {})
        self.change_message(chat, message, kept)
        self.tell_bots(chat, message, edited=True)
        return message

    def press(self, user_id: int, chat_id: int, message_id: int, data: str) -> Press:
        """A press on a button with this data, which need not be on the message: clients can lie."""
        chat = self.chat_of(user_id, chat_id)
        message = _message(chat, message_id)
        bot = self.bots.get(message.sender_id)
        if bot is None:
            raise bad_request("MESSAGE_ID_INVALID")
        press = Press(str(self._press_number(user_id)), bot.id, user_id, chat, time.monotonic())
        self._keep_press(press)
        query = {
            "id": press.id,
            "from": self.users[user_id].json,
            "message": message.body,
            "chat_instance": str(CHAT_INSTANCE + chat.id),
            "data": data,
        }
        bot.inbox.put("callback_query", query, user_id + PRESS_QUEUE)
        return press

    def start(self, user_id: int, bot: Bot | None = None, payload: str = "") -> Message:
        """Press START, or follow a link with a payload."""
        bot = bot or self.bot
        return self.send_text(user_id, bot.id, f"/start {payload}".strip())

    def block(self, user_id: int, bot: Bot | None = None) -> None:
        bot = bot or self.bot
        self._set_blocked(self.private(bot, user_id), bot, True)

    def unblock(self, user_id: int, bot: Bot | None = None) -> None:
        bot = bot or self.bot
        self._set_blocked(self.private(bot, user_id), bot, False)

    def deactivate(self, user_id: int) -> None:
        """The person deletes the account."""
        self.users[user_id].is_deactivated = True

    def query_inline(
        self, user_id: int, query: str, offset: str = "", bot: Bot | None = None, chat_id: int | None = None
    ) -> str:
        """Type `@bot query` in some chat. The bot is asked unless it has said a moment ago what it offers to that."""
        bot = bot or self.bot
        chat = self.chat_of(user_id, user_id if chat_id is None else chat_id)
        asked = InlineQuery(str(self._press_number(user_id)), bot.id, user_id, chat, query[:LONGEST_QUERY], offset)
        if self.inline.ask(asked, self.seconds()):
            kind = "sender" if chat.is_private else chat.kind
            body = {"id": asked.id, "from": self.users[user_id].json, "query": asked.text, "offset": offset}
            bot.inbox.put("inline_query", body | {"chat_type": kind}, user_id + INLINE_QUEUE)
        return asked.id

    def send_inline(
        self,
        user_id: int,
        chat_id: int,
        query_id: str,
        result_id: str,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """Put one of the results into a chat, as a message of the person's by way of the bot."""
        answer, bot = self.inline.answered(self.users[user_id], query_id), self.inline.bot_of(query_id)
        chosen = next((one for one in answer.results if one["id"] == result_id), None) if answer else None
        if chosen is None or bot is None:
            raise bad_request("RESULT_ID_INVALID")
        content = {"via_bot": self.bots[bot].json, **chosen["said"]}
        return self._say(user_id, chat_id, content, reply_to, thread_id)

    def _say(self, user_id: int, chat_id: int, content: Json, reply_to: int | None, thread_id: int | None) -> Message:
        chat = self.chat_of(user_id, chat_id)
        self._check_may_say(chat, user_id)
        if chat.is_private:
            self._wake(chat, user_id, self.bot if chat_id == user_id else self.bots[chat_id])
        if reply_to is not None:
            replied = _message(chat, reply_to)
            content = {"reply_to_message": replied.without_reply(), **content}
            thread_id = thread_id or replied.body.get("message_thread_id")
        message = self.add_message(chat, self.users[user_id], content, thread_id=thread_id)
        self.tell_bots(chat, message)
        return message

    def _check_may_say(self, chat: Chat, user_id: int) -> None:
        if chat.migrated_to:
            raise bad_request("group chat was upgraded to a supergroup chat")
        if chat.is_private:
            return
        status = chat.status(user_id)
        if not status.is_inside or (chat.is_broadcast and not status.administers):
            raise bad_request("CHAT_WRITE_FORBIDDEN")

    def _wake(self, chat: Chat, user_id: int, bot: Bot) -> None:
        """Writing to a bot starts it, and unblocks it."""
        if chat.blocked:
            self._set_blocked(chat, bot, False)
        if not chat.started:
            chat.started = True
            self.events.tell("chat", [user_id], chat.id)

    def _set_blocked(self, chat: Chat, bot: Bot, blocked: bool) -> None:
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        user = self.users[chat.id]
        old, new = (Status.MEMBER, Status.KICKED) if blocked else (Status.KICKED, Status.MEMBER)
        body = {
            "chat": chat.json,
            "from": user.json,
            "date": int(self.seconds()),
            "old_chat_member": member_json(bot, chat, old),
            "new_chat_member": member_json(bot, chat, new),
        }
        bot.inbox.put("my_chat_member", body, chat.id)
        self.events.tell("chat", [user.id], chat.id)

    def _origin(self, user_id: int) -> Json:
        origin = {"type": "user", "sender_user": self.users[user_id].json, "date": int(self.seconds())}
        return {"forward_origin": origin}

    def _press_number(self, user_id: int) -> int:
        self.last_press += 1
        return (user_id << 24) + self.last_press

    def _keep_press(self, press: Press) -> None:
        self.presses[press.id] = press
        if len(self.presses) > PRESSES_KEPT:
            del self.presses[next(iter(self.presses))]


def caption_of_person(caption: str | None) -> Json:
    """What somebody writes below a file."""
    if not caption:
        return {}
    written, found = typed_by_person(caption, [], CAPTION_LIMIT)
    return {"caption": written} | ({"caption_entities": found} if found else {})


def _message(chat: Chat, message_id: int) -> Message:
    if message_id not in chat.messages:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat.messages[message_id]
