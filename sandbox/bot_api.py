"""`/bot<token>/<method>` and `/file/bot<token>/<path>` over HTTP: the part that a bot talks to."""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from sandbox.call import Call
from sandbox.encoding import encoded
from sandbox.faults import Fault, Kind
from sandbox.methods import METHODS, WAITING_METHODS
from sandbox.methods.updates import Described, get_updates
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.push import Answer
from sandbox.receiving import TOO_LARGE, Body, Receive
from sandbox.refusal import Refusal
from sandbox.world import World

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,}")
NOT_FOUND = Refusal(404, "Not Found")
UNAUTHORIZED = Refusal(401, "Unauthorized")
JSON = (b"content-type", b"application/json")
BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


class BotApi:
    """A plain ASGI application: nothing between the socket and the method but the reading of parameters."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith("/file/bot"):
            await self._file(path.removeprefix("/file/bot"), send)
            return
        token, _, name = path.removeprefix("/bot").partition("/")
        files = self.world.files
        body = Body(scope["query_string"], _content_type(scope), files.largest_upload, files.folder)
        if not await body.receive(receive):
            body.forget()
            return
        try:
            bot = self._bot(token)
            if body.is_too_large:
                raise TOO_LARGE
        except Refusal as refusal:
            body.forget()
            await answer_json(send, refusal.code, refusal.answer())
            return
        await self._call(bot, name, body, receive, send)

    def _bot(self, token: str) -> Bot:
        if not TOKEN.fullmatch(token):
            raise NOT_FOUND
        bot = self.world.bot_by_token(token)
        if bot is None:
            raise UNAUTHORIZED
        return bot

    async def _call(self, bot: Bot, name: str, body: Body, receive: Receive, send: Send) -> None:
        call = Call(bot.id, name, {})
        if self.world.keeps_calls:
            self.world.calls.append(call)
        try:
            await self._carry_out(bot, call, body, receive, send)
        finally:
            if not call.is_done:
                body.forget()

    async def _carry_out(self, bot: Bot, call: Call, body: Body, receive: Receive, send: Send) -> None:
        name = call.method
        fault = self.world.faults.take(name)
        try:
            parameters = body.parameters()
            call.parameters = parameters.received
            if fault and fault.kind in (Kind.CUT_BEFORE, Kind.HTML_502, Kind.FAIL):
                await self._befall(fault, call, receive, send)
                return
            if fault and fault.kind is Kind.HOLD_BEFORE and not await _held(fault, receive):
                return
            status, answer = 200, await self._done(bot, call, parameters)
        except Refusal as refusal:
            call.response = refusal.answer()
            status, answer = refusal.code, encoded(call.response)
        if fault and not await _answers(fault, status, answer, receive, send):
            return
        call.status = status
        await _answer(send, status, answer)

    async def _done(self, bot: Bot, call: Call, parameters: Parameters) -> bytes:
        """Do what was asked; the encoded answer. Updates are encoded once and joined."""
        name = call.method.lower()
        if name == "getupdates":
            updates = await get_updates(bot.inbox, parameters)
            call.response = {"ok": True, "result": [update.body for update in updates]}
            return b'{"ok":true,"result":[' + b",".join(update.encoded for update in updates) + b"]}"
        call.response = {"ok": True, "result": await self._result(bot, name, parameters)}
        if isinstance(call.response["result"], Described):
            described = call.response["result"]
            call.response |= {"result": described.result, "description": described.description}
        return encoded(call.response)

    async def _result(self, bot: Bot, name: str, parameters: Parameters) -> Any:
        if method := METHODS.get(name):
            return method(self.world, bot, parameters)
        if waiting := WAITING_METHODS.get(name):
            return await waiting(bot, parameters, self._reply)
        raise NOT_FOUND

    async def _reply(self, bot: Bot, answer: Answer) -> None:
        """Carries out what a bot's server asks for in its answer to an update; nobody is told what came of it."""

        async def whole() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": answer.body}

        files = self.world.files
        body = Body(b"", answer.content_type, files.largest_upload, files.folder)
        await body.receive(whole)
        with suppress(Refusal):
            parameters = body.parameters()
            call = Call(bot.id, str(parameters.received.pop("method", "")), parameters.received)
            name = call.method.lower()
            if name in METHODS and not name.startswith("get"):
                if self.world.keeps_calls:
                    self.world.calls.append(call)
                await self._done_in_reply(bot, call, parameters)

    async def _done_in_reply(self, bot: Bot, call: Call, parameters: Parameters) -> None:
        try:
            await self._done(bot, call, parameters)
        except Refusal as refusal:
            call.response = refusal.answer()

    async def _befall(self, fault: Fault, call: Call, receive: Receive, send: Send) -> None:
        if fault.kind is Kind.CUT_BEFORE:
            await _cut(receive, send)
        elif fault.kind is Kind.HTML_502:
            call.status = 502
            await _answer(send, 502, BAD_GATEWAY, (b"content-type", b"text/html"))
        else:
            call.response = fault.answer or {}
            call.status = int(call.response["error_code"])
            await answer_json(send, call.status, call.response)

    async def _file(self, rest: str, send: Send) -> None:
        token, _, path = rest.partition("/")
        try:
            self._bot(token)
        except Refusal as refusal:
            await answer_json(send, refusal.code, refusal.answer())
            return
        stored = self.world.files.by_path(path)
        if stored is None or self.world.files.is_local:
            await answer_json(send, 404, NOT_FOUND.answer())
            return
        await _begin_answer(send, 200, stored.upload.size, (b"content-type", b"application/octet-stream"))
        for piece in stored.upload.pieces():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def answer_json(send: Send, status: int, value: Any) -> None:
    await _answer(send, status, encoded(value))


async def _answer(send: Send, status: int, body: bytes, kind: tuple[bytes, bytes] = JSON) -> None:
    await _begin_answer(send, status, len(body), kind)
    await send({"type": "http.response.body", "body": body})


async def _begin_answer(send: Send, status: int, size: int, kind: tuple[bytes, bytes]) -> None:
    headers = [kind, (b"content-length", str(size).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})


def _content_type(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"content-type":
            return str(value.decode("latin-1"))
    return ""


async def _answers(fault: Fault, status: int, answer: bytes, receive: Receive, send: Send) -> bool:
    """What a fault does to the answer of what was done; whether the answer is then given as usual."""
    match fault.kind:
        case Kind.CUT_AFTER:
            await _cut(receive, send)
        case Kind.CUT_SHORT:
            await _cut_short(status, answer, receive, send)
        case Kind.HALF_JSON:
            await _answer(send, status, answer[: len(answer) // 2])
        case Kind.HOLD_AFTER:
            return await _held(fault, receive)
        case _:
            await asyncio.sleep(fault.seconds)
            return True
    return False


async def _held(fault: Fault, receive: Receive) -> bool:
    return fault.held is not None and await fault.held.stand_still(_gone(receive))


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


# ASGI has no word for a connection that ends in the middle, so these two reach for uvicorn's own transport.


async def _cut(receive: Receive, send: Send) -> None:
    """Reset the connection."""
    cycle: Any = getattr(send, "__self__", None)
    cycle.transport.abort()
    await _gone(receive)


async def _cut_short(status: int, answer: bytes, receive: Receive, send: Send) -> None:
    """Announce all, send half, close."""
    length = (b"content-length", str(len(answer)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [JSON, length]})
    await send({"type": "http.response.body", "body": answer[: len(answer) // 2], "more_body": True})
    cycle: Any = getattr(send, "__self__", None)
    cycle.transport.close()
    await _gone(receive)
