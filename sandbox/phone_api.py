"""`/sandbox/...`: what the page of phones asks and does, as JSON."""

from datetime import datetime, timedelta
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from sandbox.clockwork import Clockwork
from sandbox.message import Message
from sandbox.methods.profile import commands_shown
from sandbox.moments import read_moment, written
from sandbox.people import Chat, User
from sandbox.refusal import Refusal, bad_request
from sandbox.requests import Json, json_of, number_of, route, upload_of
from sandbox.world import World

FIRST_NEW_USER = 900_000_001


class PhoneApi:
    def __init__(self, world: World, clockwork: Clockwork) -> None:
        self.world = world
        self.clockwork = clockwork
        self.is_moving = False

    def routes(self) -> list[Route]:
        person, chat = "/sandbox/users/{user_id:int}", "/sandbox/users/{user_id:int}/chats/{chat_id}"
        return [
            route("/sandbox/state", self.state),
            route("/sandbox/pending", self.pending),
            route("/sandbox/clock", self.clock),
            route("/sandbox/clock", self.turn_clock, "POST"),
            route("/sandbox/files/{file_id}", self.file),
            route("/sandbox/users", self.new_user, "POST"),
            route(person + "/chats", self.chats),
            route(person + "/start", self.start, "POST"),
            route(person + "/block", self.block, "POST"),
            route(person + "/unblock", self.unblock, "POST"),
            route(chat, self.chat),
            route(chat + "/messages", self.say, "POST"),
            route(chat + "/messages/{message_id:int}/edit", self.edit, "POST"),
            route(chat + "/presses", self.press, "POST"),
            route(chat + "/inline", self.query_inline, "POST"),
            route(chat + "/inline/{query_id}", self.send_inline, "POST"),
            route("/sandbox/groups", self.new_group, "POST"),
            route("/sandbox/groups/{chat_id}/bot", self.add_bot, "POST"),
            route("/sandbox/groups/{chat_id}/migrate", self.migrate, "POST"),
        ]

    async def state(self, _request: Request) -> Any:
        bot, next_event = self.world.bot, await self.clockwork.next_event()
        return {
            "bot": {"id": bot.id, "username": bot.username, "name": bot.name},
            "now": written(self.world.now()),
            "next_event": written(next_event),
            "users": [user.json | {"note": user.note} for user in self.world.users.values()],
            "chats": [chat.json for chat in self.world.chats.values() if not chat.migrated_to],
        }

    async def pending(self, _request: Request) -> Any:
        return {"updates": sum(len(bot.inbox) for bot in self.world.bots.values())}

    async def clock(self, _request: Request) -> Any:
        next_event = await self.clockwork.next_event()
        return {
            "now": written(self.world.now()),
            "next_event": written(next_event),
            "moving": self.is_moving,
        }

    async def turn_clock(self, request: Request) -> Any:
        """Answers when the move is complete; one move at a time."""
        moment = await self._moment(await json_of(request))
        if self.is_moving:
            raise Refusal(409, "the clock is moving already")
        self.is_moving = True
        try:
            await self.clockwork.move_to(moment)
        finally:
            self.is_moving = False
        self.world.events.tell("clock", list(self.world.users))
        return await self.clock(request)

    async def _moment(self, wish: Json) -> datetime:
        now = self.world.now()
        if wish.get("to") == "next":
            return await self.clockwork.next_event() or now
        if "to" in wish:
            return read_moment(str(wish["to"]), now)
        try:
            spans = {unit: float(wish[unit]) for unit in ("days", "hours", "minutes") if unit in wish}
            moment = now + timedelta(**spans)
        except (TypeError, ValueError, OverflowError):
            raise bad_request("the clock cannot be turned there") from None
        if moment <= now:
            raise bad_request("the clock only turns forward")
        return moment

    async def file(self, request: Request) -> Any:
        stored = self.world.files.by_id(request.path_params["file_id"])
        # Never shown as a page of its own: what people send must not run beside the sandbox.
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
        headers["Content-Length"] = str(stored.upload.size)
        return StreamingResponse(stored.upload.pieces(), media_type=stored.upload.mime_type, headers=headers)

    async def new_user(self, request: Request) -> Any:
        wish = await json_of(request)
        if not str(wish.get("first_name", "")).strip():
            raise bad_request("first_name is empty")
        user_id = max([FIRST_NEW_USER - 1, *self.world.users]) + 1
        names = ("first_name", "last_name", "username", "language_code")
        user = self.world.add_user(user_id, **{name: str(wish[name]) for name in names if wish.get(name)})
        return user.json | {"note": user.note}

    async def chats(self, request: Request) -> Any:
        user = self._user(request)
        own = [self.world.private(bot, user.id) for bot in self.world.bots.values()]
        groups = [chat for chat in self.world.chats.values() if chat.status(user.id).is_inside]
        return [self._chat_line(chat, user) for chat in own + [chat for chat in groups if not chat.migrated_to]]

    def _chat_line(self, chat: Chat, user: User) -> Json:
        last = next(reversed(chat.messages.values()), None)
        seen = chat.read_up_to.get(user.id, 0)
        line: Json = {
            "id": chat.id,
            "type": chat.kind,
            "title": chat.title or self.world.bot.name,
            "unread": sum(
                1 for message in chat.messages.values() if message.message_id > seen and message.sender_id != user.id
            ),
            "last": {"text": _summary(last), "date": last.date} if last else None,
        }
        return line | {"started": chat.started, "blocked": chat.blocked} if chat.is_private else line

    async def chat(self, request: Request) -> Any:
        """Reading a chat makes it read."""
        user, chat = self._user(request), self._chat(request)
        chat.read_up_to[user.id] = max(chat.messages, default=0)
        return {
            "chat": chat.json | {"title": chat.title or self.world.bot.name} | self._chat_line(chat, user),
            "messages": [shown_to(user.id, message) for message in chat.messages.values()],
            "commands": commands_shown(self.world.bot, chat, user),
            "reply_keyboard": chat.reply_keyboard,
        }

    async def say(self, request: Request) -> Any:
        user, chat_id = self._user(request), self._chat_id(request)
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            message = await self._send_files(request, user, chat_id)
        else:
            said = await json_of(request)
            reply_to, thread_id = number_of(said.get("reply_to_message_id")), number_of(said.get("message_thread_id"))
            text = str(said.get("text", ""))
            message = self.world.send_text(user.id, chat_id, text, reply_to, thread_id=thread_id)
        return {"message": shown_to(user.id, message)}

    async def _send_files(self, request: Request, user: User, chat_id: int) -> Message:
        async with request.form() as form:
            uploads = [await upload_of(file) for file in form.getlist("file") if isinstance(file, UploadFile)]
            if not uploads:
                raise bad_request("there is no file in the request")
            return self.world.send_files(
                user.id,
                chat_id,
                str(form.get("kind") or "document"),
                uploads,
                str(form.get("caption") or "") or None,
                number_of(form.get("reply_to_message_id")),
                number_of(form.get("message_thread_id")),
            )[0]

    async def edit(self, request: Request) -> Any:
        user, text = self._user(request), str((await json_of(request)).get("text", ""))
        number = request.path_params["message_id"]
        return {"message": shown_to(user.id, self.world.edit_text(user.id, self._chat_id(request), number, text))}

    async def press(self, request: Request) -> Any:
        user, wish = self._user(request), await json_of(request)
        number, data = number_of(wish.get("message_id")) or 0, str(wish.get("data", ""))
        return {"id": self.world.press(user.id, self._chat_id(request), number, data).id}

    async def query_inline(self, request: Request) -> Any:
        """The answer comes as an event, unless one is remembered."""
        user, wish = self._user(request), await json_of(request)
        words, offset = str(wish.get("query", "")), str(wish.get("offset", ""))
        query_id = self.world.query_inline(user.id, words, offset, chat_id=self._chat_id(request))
        answer = self.world.inline.answered(user, query_id)
        return {"id": query_id, "answer": answer.shown() if answer else None}

    async def send_inline(self, request: Request) -> Any:
        user, wish = self._user(request), await json_of(request)
        message = self.world.send_inline(
            user.id,
            self._chat_id(request),
            request.path_params["query_id"],
            str(wish.get("result_id", "")),
            number_of(wish.get("reply_to_message_id")),
            number_of(wish.get("message_thread_id")),
        )
        return {"message": shown_to(user.id, message)}

    async def start(self, request: Request) -> Any:
        user, wish = self._user(request), await json_of(request)
        return {"message": shown_to(user.id, self.world.start(user.id, payload=str(wish.get("payload") or "")))}

    async def block(self, request: Request) -> Any:
        self.world.block(self._user(request).id)
        return {}

    async def unblock(self, request: Request) -> Any:
        self.world.unblock(self._user(request).id)
        return {}

    async def new_group(self, request: Request) -> Any:
        wish = await json_of(request)
        members, leaders = wish.get("members", []), wish.get("administrators", [])
        kind, title = wish.get("kind", "supergroup"), str(wish.get("title", "")).strip()
        if kind not in ("group", "supergroup", "channel") or not title:
            raise bad_request("title or kind of the group is wrong")
        if not isinstance(members, list) or not isinstance(leaders, list):
            raise bad_request("members and administrators must be Arrays")
        if any(user_id not in self.world.users for user_id in [*members, *leaders] if isinstance(user_id, int)):
            raise bad_request("user not found")
        chat = self.world.add_group(title, members, leaders, kind=kind, is_forum=bool(wish.get("is_forum")))
        return {"chat": chat.json}

    async def add_bot(self, request: Request) -> Any:
        wish, chat = await json_of(request), self._group(request)
        self.world.add_bot_to(chat.id, self.world.bot, administrator=bool(wish.get("administrator")))
        return {"chat": chat.json}

    async def migrate(self, request: Request) -> Any:
        new_id = self.world.migrate_group(self._group(request).id)
        return {"chat": self.world.chats[new_id].json}

    def _user(self, request: Request) -> User:
        user_id = request.path_params["user_id"]
        if user_id not in self.world.users:
            raise Refusal(404, "user not found")
        return self.world.users[user_id]

    def _chat_id(self, request: Request) -> int:
        try:
            return int(request.path_params["chat_id"])  # Starlette's own numbers have no sign, groups' ids have
        except ValueError:
            raise Refusal(404, "chat not found") from None

    def _chat(self, request: Request) -> Chat:
        user = self._user(request)
        chat = self.world.chat_of(user.id, self._chat_id(request))
        if not chat.is_private and not chat.status(user.id).is_inside:
            raise Refusal(404, "chat not found")
        return chat

    def _group(self, request: Request) -> Chat:
        chat = self.world.chats.get(self._chat_id(request))
        if chat is None or chat.migrated_to:
            raise Refusal(404, "chat not found")
        return chat


def shown_to(user_id: int, message: Message) -> Json:
    return message.body | {"outgoing": message.sender_id == user_id}


def _summary(message: Message | None) -> str:
    if message is None:
        return ""
    return message.text[:100] or f"[{message.media_kind or 'service message'}]"
