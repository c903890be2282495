"""What is offered to `@bot words` in any chat, and what then stands there."""

from collections.abc import Sequence
from dataclasses import field
from typing import Any

from store.frozen import frozen
from texts.cities import short_city
from texts.message import Html, Message, excerpt, lines
from texts.search.kinds import EMOJI, kind_name, payload_of
from texts.search.shown import Line
from texts.translator import Translator

WAY_IN = "search"  # what stands behind `/start` of the key above the results
TITLE = 100

Json = dict[str, Any]


@frozen
class Offered:
    """One result. `start`: what its key opens in the private chat."""

    id: str
    title: str
    description: str
    message: Html
    label: str
    start: str

    def payload(self, bot_username: str) -> Json:
        """The Bot API's InlineQueryResultArticle."""
        content = Message(self.message).payload()
        url = f"https://t.me/{bot_username}?start={self.start}"
        return {
            "type": "article",
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "input_message_content": {"message_text": content.pop("text"), **content},
            "reply_markup": {"inline_keyboard": [[{"text": self.label, "url": url}]]},
        }


@frozen
class InlineAnswer:
    """Results, and the words of the key above them that leads into the private chat; None: there is none."""

    results: Sequence[Offered] = field(default_factory=tuple)
    next_offset: str = ""
    way_in: str | None = None


def offered(t: Translator, line: Line) -> Offered:
    """A record: what it is, what it is called, and whose. Nothing of what it says: anybody may read along there."""
    title = excerpt(line.title, TITLE)
    where = [kind_name(t, line.kind), None if line.city is None else short_city(line.city), line.when]
    start = payload_of(line.kind, line.about_id)
    about = [one for one in where[:2] if one]
    return Offered(
        id=start,
        title=f"{EMOJI[line.kind]} {title}",
        description=" · ".join(one for one in where if one),
        message=lines(
            Html("{} <b>{}</b>").format(EMOJI[line.kind], title),
            Html.escape(" · ".join(about)),
        ),
        label=t.label("Open in the bot"),
        start=start,
    )


def nothing(t: Translator) -> InlineAnswer:
    """Nothing was found; in the private chat there is more that can be done about it."""
    return InlineAnswer(way_in=t.label("🔎 Nothing found. Search in the bot"))


def to_stranger(t: Translator) -> InlineAnswer:
    """To who takes part in no network."""
    return InlineAnswer(way_in=t.label("🔎 Open the bot to search"))
