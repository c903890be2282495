"""What is said: text, buttons, files. Says nothing of how it is sent."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from store.frozen import frozen
from texts.media import Album, Media
from texts.parts import fits, parts_of, utf16_length
from texts.presses import Press

Html = Markup  # escapes what is put into it, unless that is Html too

TEXT_LIMIT = 4096  # UTF-16 units after entity parsing
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
_LONG_QUOTE = 350


@frozen
class Button:
    """One key under a message: exactly one of `press`, `url`, `start`, `search` and `copy` is set."""

    text: str
    press: Press | None = None
    url: str | None = None
    search: str | None = None  # opens inline search in this chat
    start: str | None = None  # opens the private chat with `/start ...`, from groups and channels too
    copy: str | None = None  # goes to the clipboard; at most 256 characters

    def payload(self) -> dict[str, Any]:
        """The Bot API's InlineKeyboardButton."""
        if self.press is not None:
            return {"text": self.text, "callback_data": self.press.pack()}
        if self.url is not None:
            return {"text": self.text, "url": self.url}
        if self.copy is not None:
            return {"text": self.text, "copy_text": {"text": self.copy}}
        if self.start is not None:  # the name of the bot is filled in when the letter is posted
            return {"text": self.text, "url": f"https://t.me/{{bot_username}}?start={self.start}"}
        return {"text": self.text, "switch_inline_query_current_chat": self.search or ""}


Rows = tuple[tuple[Button, ...], ...]


class NotOneMessage(ValueError):
    """Several messages on a phone were to take the place of one."""


@frozen
class Message:
    """What is said at once. It may be longer than Telegram takes: what is sent are its `parts`."""

    text: Html
    rows: Rows = ()
    media: Media | Album | None = None
    silent: bool = False
    reply_to: int | None = None  # a message in the same chat; one that is gone does no harm
    subject: str | None = None  # what it is found again by ("question:7"), for replies and edits

    def __post_init__(self) -> None:
        if self.rows and isinstance(self.media, Album) and not self.text:
            raise ValueError("buttons below an album need words to stand under")

    @cached_property
    def parts(self) -> tuple["Message", ...]:
        """The same as messages that Telegram takes, in their order: mostly itself alone. Cut once, for however many.

        A text too long for a caption follows its file, whole; and so does one that has buttons below an album.
        """
        has_place_for_rows = not self.rows or not isinstance(self.media, Album)
        if has_place_for_rows and fits(self.text, TEXT_LIMIT if self.media is None else CAPTION_LIMIT):
            return (self,)
        said = [replace(self, text=Html(part), media=None, rows=()) for part in parts_of(self.text, TEXT_LIMIT)]
        files = [] if self.media is None else [replace(self, text=Html(), rows=())]
        first, *further = [*files, *said]
        *between, last = [first, *(replace(part, reply_to=None) for part in further)]
        return (*between, replace(last, rows=self.rows))

    @property
    def is_one(self) -> bool:
        """Whether it is a single message on a phone: only such a one can take the place of another."""
        return len(self.parts) == 1

    @property
    def method(self) -> str:
        """The Bot API method that sends it."""
        return "sendMessage" if self.media is None else self.media.method

    def payload(self) -> dict[str, Any]:
        """Parameters of `method`, without the chat."""
        payload = self._content() | self._keyboard()
        if self.silent:
            payload["disable_notification"] = True
        if self.reply_to is not None:
            payload["reply_parameters"] = {"message_id": self.reply_to, "allow_sending_without_reply": True}
        return payload

    def edit_method(self) -> str:
        """The Bot API method that puts it in the place of another message of the same kind."""
        return "editMessageText" if self.media is None else "editMessageCaption"

    def edit_payload(self, message_id: int) -> dict[str, Any]:
        """Parameters of `edit_method`, without the chat. No keyboard given takes the old one away."""
        content = self._content() if self.media is None else self._caption()
        return {"message_id": message_id, **content, **self._keyboard()}

    def answering(self, message_id: int, subject: str) -> "Message":
        """The same message as a reply, found again by `subject`."""
        return replace(self, reply_to=message_id, subject=subject)

    def with_rows(self, *rows: tuple[Button, ...]) -> "Message":
        """The same message with more rows of buttons below."""
        return replace(self, rows=(*self.rows, *rows))

    def _content(self) -> dict[str, Any]:
        if self.media is None:
            return {"text": str(self.text), "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
        return self.media.payload(self._caption())

    def _caption(self) -> dict[str, Any]:
        return {"caption": str(self.text), "parse_mode": "HTML"}

    def _keyboard(self) -> dict[str, Any]:
        if not self.rows:
            return {}
        return {"reply_markup": {"inline_keyboard": [[key.payload() for key in row] for row in self.rows]}}


# In the place of a part that is needed no more, and that is too old for Telegram to delete.
SAID_ABOVE = Message(Html("⬆️"))


def paragraphs(*parts: Html | None) -> Html:
    """Parts set apart by an empty line; what is None is left out."""
    return Html("\n\n").join(part for part in parts if part is not None)


def lines(*parts: Html | None) -> Html:
    """Parts one below the other; what is None is left out."""
    return Html("\n").join(part for part in parts if part is not None)


def quoted(text: str) -> Html:
    """What somebody wrote, whole; folded when it is long."""
    opening = Html("<blockquote expandable>") if len(text) > _LONG_QUOTE else Html("<blockquote>")
    return opening + text + Html("</blockquote>")


def plain_text(html: Html) -> str:
    """The words alone, for where Telegram takes no HTML."""
    return html.striptags() if "\n" not in html else "\n".join(Html(line).striptags() for line in html.split("\n"))


def shortened(text: str, limit: int) -> str:
    """`text` within `limit` UTF-16 units, with an ellipsis when cut."""
    if utf16_length(text) <= limit:
        return text
    cut = text
    while utf16_length(cut) > limit - 1:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def excerpt(text: str, length: int) -> str:
    """The beginning of `text` on one line, cut at a word where possible, with an ellipsis when cut."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    cut = flat[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:.") + "…"
