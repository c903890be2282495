"""The link to a record, and the way back to the results from which it was opened."""

from dataclasses import replace

from texts.message import Button, Html, Message, Rows, paragraphs
from texts.search.kinds import kind_name
from texts.search.presses import LinkAsked, RecordOpened
from texts.search.results import back_to_results
from texts.translator import Translator


def link(t: Translator, url: str, opened: RecordOpened) -> Message:
    """A tap copies it."""
    return Message(
        paragraphs(
            t.say("🔗 <b>{kind}</b>: the link", kind=kind_name(t, opened.kind)),
            Html("<code>{}</code>").format(url),
            t.say(
                "It opens this in the bot, for whoever may read it. From another network, others can ask for access."
            ),
        ),
        ((Button(t.label("📋 Copy"), copy=url), Button(t.label("◀️ Back"), opened)),),
    )


def with_way_back(t: Translator, message: Message, search_id: int) -> Message:
    """A record that was opened from results: its way back leads there."""
    back = t.label("◀️ Back")
    kept = tuple(tuple(_returning(key, search_id) for key in row if key.text != back) for row in message.rows)
    rows: Rows = (*filter(None, kept), (back_to_results(t, search_id),))
    return replace(message, rows=rows)


def _returning(key: Button, search_id: int) -> Button:
    """The link of it is asked for on the way, too."""
    if isinstance(key.press, LinkAsked):
        return replace(key, press=replace(key.press, search_id=search_id))
    return key
