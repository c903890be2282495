"""Letters with files of ours: each file is uploaded by one letter, and all others name it by its id."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.post import Outcome, Post, Refused, Sent, Unsendable, is_wrong_file
from store import outbox, tasks, uploads
from store.database import Database
from store.files import File, Payload, files_in, with_files
from store.outbox import Content, Leased, PaceSettings

log = structlog.get_logger(__name__)

Fingerprints = list[str | None]  # of a letter's files, in their order; None: nobody else's


class Uploads:
    """Posts the letters that carry files, for one process of however many."""

    def __init__(self, database: Database, post: Post, now: Callable[[], datetime], pace: PaceSettings) -> None:
        self._database = database
        self._post = post
        self._now = now
        self._pace = pace

    async def post(self, letter: Leased, content: Content, lasts: timedelta) -> Outcome | None:
        """What became of it; None when it was put off until somebody else has uploaded a file of it.

        `lasts`: how long the upload may take, after which others no longer wait for it.
        """
        try:
            content = replace(content, payload=await self._with_kept(content.payload))
            fingerprints = await self._post.fingerprints.of(content.payload)
        except Unsendable as unsendable:
            return Refused(str(unsendable))
        outcome, wrong = await self._try(letter, content, fingerprints, lasts)
        if not wrong:
            return outcome
        await self._database.run(lambda session: uploads.forget(session, self._post.bot_id, wrong))
        return (await self._try(letter, content, fingerprints, lasts))[0]

    async def _with_kept(self, payload: Payload) -> Payload:
        """With the content of files that were made and are kept in the store."""
        files = list(files_in(payload))
        if not any("kept" in file for file in files):
            return payload
        return await self._database.read(lambda session: with_files(payload, [_opened(session, one) for one in files]))

    async def _try(
        self, letter: Leased, content: Content, fingerprints: Fingerprints, lasts: timedelta
    ) -> tuple[Outcome | None, dict[str, str]]:
        """The outcome, and the ids without which a new try may go well."""
        ids = await self._claim(letter, content, {each for each in fingerprints if each is not None}, lasts)
        if ids is None:
            return None, {}
        named = [None if each is None else ids.get(each) for each in fingerprints]
        outcome: Outcome | None = None
        try:
            outcome = await self._post.post(content.method, letter.chat_id, with_files(content.payload, named))
        finally:
            await self._note(fingerprints, named, outcome)
        if isinstance(outcome, Sent):
            fresh = iter(outcome.file_ids)
            return replace(outcome, file_ids=tuple(file_id or next(fresh, "") for file_id in named)), {}
        return outcome, ids if is_wrong_file(outcome) else {}

    async def _claim(
        self, letter: Leased, content: Content, fingerprints: set[str], lasts: timedelta
    ) -> dict[str, str] | None:
        """The ids of files that Telegram has; what has none is this letter's to upload. None: it waits."""
        if not fingerprints:
            return {}
        bot_id = self._post.bot_id
        ids = await self._database.read(lambda session: uploads.known(session, bot_id, fingerprints))
        if ids.keys() >= fingerprints:
            return ids

        def unit(session: Session) -> dict[str, str] | None:
            now = self._now()
            try:
                return uploads.claim(session, bot_id, fingerprints, now, now + lasts)
            except uploads.Busy as busy:
                if content.messages > 1:
                    outbox.give_back_more(session, self._pace, letter.chat_id, content.messages - 1)
                outbox.put_off(session, letter, busy.until)
                return None

        return await self._database.run(unit)

    async def _note(self, fingerprints: Fingerprints, named: list[str | None], outcome: Outcome | None) -> None:
        """Ends the claims. Should that fail, they end by themselves, and the letter is recorded all the same."""
        ours = [each for each, file_id in zip(fingerprints, named, strict=True) if file_id is None]
        fresh = outcome.file_ids if isinstance(outcome, Sent) else ()
        kept = {each: file_id for each, file_id in zip(ours, fresh, strict=False) if each and file_id}
        failed = {each for each in ours if each is not None} - kept.keys()
        if not kept and not failed:
            return

        def unit(session: Session) -> None:
            uploads.keep(session, self._post.bot_id, kept, self._now())
            uploads.release(session, self._post.bot_id, failed)

        try:
            await self._database.run(unit)
        except Exception as error:
            log.exception("upload_not_kept", error=type(error).__name__)


def _opened(session: Session, file: File) -> File:
    content = tasks.content_of(session, file["kept"]) if "kept" in file else None
    return file if content is None else {"bytes": content, "name": file["name"]}
