"""A message as the world keeps it."""

from dataclasses import dataclass
from typing import Any

MEDIA = ("photo", "document", "voice", "video", "audio", "animation", "sticker", "video_note")
WITHOUT_CAPTION = ("sticker", "video_note")
MIXABLE = frozenset({"photo", "video"})
IN_ALBUMS = MIXABLE | {"document", "audio"}  # the others stand alone, however many are sent at once
MOST_IN_ALBUM = 10


@dataclass(slots=True, eq=False)
class Message:
    """The Bot API's JSON of a message. `body` is never changed in place, so that updates may hold on to it."""

    body: dict[str, Any]
    sender_id: int
    by_bot: bool = False
    is_deleted: bool = False

    @property
    def message_id(self) -> int:
        return int(self.body["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.body["chat"]["id"])

    @property
    def date(self) -> int:
        return int(self.body["date"])

    @property
    def text(self) -> str:
        """The text, or the caption of a file; empty when there is neither."""
        return str(self.body.get("text", self.body.get("caption", "")))

    @property
    def entities(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.body.get("entities", self.body.get("caption_entities", []))
        return found

    @property
    def reply_markup(self) -> dict[str, Any] | None:
        return self.body.get("reply_markup")

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        """The rows of the inline keyboard."""
        return list((self.reply_markup or {}).get("inline_keyboard", []))

    @property
    def media_kind(self) -> str | None:
        return next((kind for kind in MEDIA if kind in self.body and not _is_shadow(kind, self.body)), None)

    @property
    def is_service(self) -> bool:
        """Telegram's own words: somebody joined, a topic was closed."""
        return "text" not in self.body and "poll" not in self.body and self.media_kind is None

    def without_reply(self) -> dict[str, Any]:
        """As it is shown inside a reply to it: Telegram nests one level only."""
        if "reply_to_message" not in self.body:
            return self.body
        return {name: value for name, value in self.body.items() if name != "reply_to_message"}


def _is_shadow(kind: str, body: dict[str, Any]) -> bool:
    """An animation is sent with a document of the same file, for old clients."""
    return kind == "document" and "animation" in body
