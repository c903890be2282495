"""The one door out. Letters come back as an Outcome; other calls give their result or raise TelegramError."""

import asyncio
from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO
from typing import Any, BinaryIO

import structlog
from telegram.error import BadRequest, TelegramError

from bot.post.client import Client, given
from bot.post.downloads import Bounded, FileTooBig, path_on_disk
from bot.post.failures import outcome_of, repair
from bot.post.fingerprints import Fingerprints
from bot.post.links import addressed, links_to_bot
from bot.post.outcomes import Outcome, Refused, Sent
from bot.post.uploads import Limits, Unsendable, file_ids_in, messages_in, opened
from bot.transport import Timeouts
from store.encoding import encoded
from store.files import has_files
from store.frozen import frozen

log = structlog.get_logger(__name__)

Json = dict[str, Any]
Direct = tuple[str, Json]  # a method of the Bot API and its parameters, for what needs no result and no second try

BY_SCOPE = frozenset({"setMyCommands", "deleteMyCommands"})  # they name their chat in `scope`, not in `chat_id`
SECONDS_TO_ANSWER = 3.0  # more than any call takes that does nothing
TOO_BIG = "file is too big"  # how Telegram refuses getFile
INLINE_SECONDS = 5  # what somebody types and takes back is not asked again; what changes is seen soon
LONG_POLL_GRACE = 10.0  # seconds beyond the poll's own time in which the answer must be there


@frozen
class Account:
    """The bot's own account."""

    id: int
    username: str
    name: str
    reads_all_group_messages: bool
    is_inline: bool


class Post:
    """Everything that the bot says to Telegram goes through here."""

    def __init__(self, client: Client, timeouts: Timeouts | None = None) -> None:
        self._client = client
        self._timeouts = timeouts or Timeouts()
        self._username = ""
        self.limits = Limits(is_own_server=client.is_own_server)
        self.fingerprints = Fingerprints(self.limits)

    @property
    def bot_id(self) -> int:
        """The bot's own, which its token begins with."""
        return int(self._client.token.partition(":")[0])

    async def close(self) -> None:
        await self._client.close_connections()

    async def post(self, letter_method: str, chat_id: int, payload: Json) -> Outcome:
        """Posts one letter. Never raises for what Telegram or the network does."""
        try:
            if links_to_bot(payload):
                payload = addressed(payload, await self._own_username())
            return await self._sent(letter_method, chat_id, payload)
        except TelegramError as error:
            mended = repair(error, payload)
            if mended is None:
                return outcome_of(error, payload)
        return await self._post_mended(letter_method, chat_id, *mended)

    async def _post_mended(self, method: str, chat_id: int, payload: Json, remark: str) -> Outcome:
        try:
            return await self._sent(method, chat_id, payload, remark)
        except TelegramError as error:
            return outcome_of(error, payload)

    async def _sent(self, method: str, chat_id: int, payload: Json, remark: str = "") -> Outcome:
        address = {} if method in BY_SCOPE else {"chat_id": chat_id}
        if not has_files(payload):
            result = await self._client.call_ready(method, {**address, **payload})
            message_id, album = messages_in(result, payload)
            return Sent(message_id, (), remark, album)
        with ExitStack() as files:
            try:
                parameters = await asyncio.to_thread(opened, payload, files, self.limits)
            except Unsendable as unsendable:
                return Refused(str(unsendable))
            result = await self._client.call(method, {**address, **parameters})
        message_id, album = messages_in(result, payload)
        return Sent(message_id, file_ids_in(result, payload), remark, album)

    def seconds_for(self, payload: Json) -> float:
        """The longest that posting this may take, mended and sent again included."""
        times = self._timeouts
        return 2 * (times.connect + times.ordinary + (times.upload if has_files(payload) else 0.0))

    async def get_updates(
        self, offset: int | None, *, seconds: int, limit: int = 100, allowed: Iterable[str] | None = None
    ) -> list[Json]:
        """Waits so many seconds for updates. Asking from `offset` on confirms all before it."""
        parameters: Json = {"timeout": seconds, "limit": limit}
        if offset is not None:
            parameters["offset"] = offset
        if allowed is not None:
            parameters["allowed_updates"] = list(allowed)
        updates = await self._client.call("getUpdates", parameters, seconds=seconds + LONG_POLL_GRACE)
        return list(updates)

    async def set_webhook(self, url: str, *, secret: str, allowed: Iterable[str], connections: int = 40) -> None:
        parameters = {
            "url": url,
            "secret_token": secret,
            "allowed_updates": list(allowed),
            "max_connections": connections,
        }
        await self._client.call("setWebhook", parameters)

    async def delete_webhook(self) -> None:
        """Back to polling; updates that wait are kept."""
        await self._client.call("deleteWebhook", {"drop_pending_updates": False})

    def callback_answer(
        self, query_id: str, text: str | None = None, *, alert: bool = False, url: str | None = None
    ) -> Direct:
        """What answers a press."""
        return "answerCallbackQuery", {
            "callback_query_id": query_id,
            "text": text,
            "show_alert": alert or None,
            "url": url,
        }

    def inline_answer(
        self, query_id: str, results: list[Json], *, next_offset: str = "", button: dict[str, str] | None = None
    ) -> Direct:
        """What answers `@bot words`, to that one person."""
        return "answerInlineQuery", {
            "inline_query_id": query_id,
            "results": results,
            "cache_time": INLINE_SECONDS,
            "is_personal": True,
            "next_offset": next_offset,
            "button": button,
        }

    async def say(self, direct: Direct) -> None:
        """One that comes too late, or gets lost, is nobody's fault."""
        await self._try(*direct)

    def reply(self, direct: Direct) -> bytes:
        """The same as the body of an answer to a webhook: Telegram carries it out, what came of it is not told."""
        method, parameters = direct
        return encoded({"method": method, **given(parameters)})

    async def administrators(self, chat_id: int) -> frozenset[int]:
        """Who administers a group or channel."""
        members = await self._try("getChatAdministrators", {"chat_id": chat_id})
        return frozenset(member["user"]["id"] for member in members or ())

    async def member_status(self, chat_id: int, user_id: int) -> str | None:
        """ "creator", "administrator", "member", "restricted", "left" or "kicked"."""
        member = await self._try("getChatMember", {"chat_id": chat_id, "user_id": user_id})
        return None if member is None else str(member["status"])

    async def member_count(self, chat_id: int) -> int | None:
        return await self._try("getChatMemberCount", {"chat_id": chat_id})  # type: ignore[no-any-return]

    async def get_me(self) -> Account:
        """Who the token belongs to; InvalidToken when to nobody."""
        me = await self._client.call("getMe", {})
        self._username = me["username"]
        return Account(
            me["id"],
            me["username"],
            me["first_name"],
            reads_all_group_messages=bool(me.get("can_read_all_group_messages")),
            is_inline=bool(me.get("supports_inline_queries")),
        )

    async def is_answering(self) -> bool:
        """Whether Telegram gives a proper answer to a call that does nothing."""
        try:
            await self._client.call("getMe", {}, seconds=SECONDS_TO_ANSWER)
        except TelegramError:
            return False
        return True

    async def _own_username(self) -> str:
        return self._username or (await self.get_me()).username

    async def call(self, method: str, parameters: Json) -> Any:
        """A call that is no letter and happens once, such as those at the start. Raises TelegramError."""
        return await self._client.call(method, parameters)

    async def file_size(self, file_id: str) -> int | None:
        file = await self._try("getFile", {"file_id": file_id})
        return None if file is None else file.get("file_size")

    async def download(self, file_id: str, *, at_most: int = 20 * 1024 * 1024) -> bytes:
        """The content of a small file that somebody sent; FileTooBig beyond `at_most` bytes."""
        content = BytesIO()
        await self.download_into(file_id, content, at_most=at_most)
        return content.getvalue()

    async def download_into(self, file_id: str, target: BinaryIO, *, at_most: int | None = None) -> int:
        """Writes a file that somebody sent into `target`, piece by piece; its size.

        FileTooBig beyond `at_most` bytes, or beyond what the server lets bots fetch.
        """
        most = min(at_most or self.limits.download, self.limits.download)
        file = await self._located(file_id)
        if file.get("file_size", 0) > most:
            raise FileTooBig
        bounded = Bounded(target, most)
        path = path_on_disk(file, self._client.token, is_own_server=self._client.is_own_server)
        if path is None:
            await self._client.fetch(file["file_path"], bounded.write, seconds=self._timeouts.upload)
        else:
            await asyncio.to_thread(bounded.copy, path)
        return bounded.size

    async def _located(self, file_id: str) -> Json:
        try:
            file: Json = await self._client.call("getFile", {"file_id": file_id})
        except BadRequest as refused:
            if TOO_BIG in refused.message.lower():
                raise FileTooBig from None
            raise
        return file

    async def _try(self, method: str, parameters: Json) -> Any:
        try:
            return await self._client.call_ready(method, parameters)
        except TelegramError as error:
            log.info("call_without_result", method=method, error=type(error).__name__, reason=error.message)
            return None
