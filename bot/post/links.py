"""Links to the bot's own private chat: whoever writes a letter does not know under which name it is posted."""

from typing import Any

from store.files import with_words, words_of

Payload = dict[str, Any]

BOT_USERNAME = "{bot_username}"  # what `texts/message.py` leaves open in a button's address
# What `texts` leaves open in a text. People cannot write it: a quotation mark of theirs arrives escaped.
IN_TEXT = f'href="https://t.me/{BOT_USERNAME}?start='
TEXTS = ("text", "caption")


def links_to_bot(payload: Payload) -> bool:
    """Whether a button or a link of the payload waits for the bot's name."""
    words = words_of(payload)
    in_texts = any(IN_TEXT in words.get(name, "") for name in TEXTS)
    return in_texts or any(BOT_USERNAME in key.get("url", "") for row in _keyboard(payload) for key in row)


def addressed(payload: Payload, username: str) -> Payload:
    """The payload with the bot's name in the addresses of its buttons and links."""
    linked = IN_TEXT.replace(BOT_USERNAME, username)
    words = words_of(payload)
    texts = {name: words[name].replace(IN_TEXT, linked) for name in TEXTS if name in words}
    payload = with_words(payload, words | texts)
    rows = [[_addressed_key(key, username) for key in row] for row in _keyboard(payload)]
    markup = {"reply_markup": payload["reply_markup"] | {"inline_keyboard": rows}} if rows else {}
    return payload | markup


def _addressed_key(key: Payload, username: str) -> Payload:
    return key | {"url": key["url"].replace(BOT_USERNAME, username)} if "url" in key else key


def _keyboard(payload: Payload) -> list[list[Payload]]:
    markup = payload.get("reply_markup")
    return markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
