"""Links to the bot's own private chat: whoever writes a letter does not know under which name it is posted."""

from typing import Any

Payload = dict[str, Any]

BOT_USERNAME = "{bot_username}"  # what `texts/message.py` leaves open in a button's address


def links_to_bot(payload: Payload) -> bool:
    """Whether a button of the payload waits for the bot's name."""
    return any(BOT_USERNAME in key.get("url", "") for row in _keyboard(payload) for key in row)


def addressed(payload: Payload, username: str) -> Payload:
    """The payload with the bot's name in the addresses of its buttons."""
    rows = [[_addressed_key(key, username) for key in row] for row in _keyboard(payload)]
    return payload | {"reply_markup": payload["reply_markup"] | {"inline_keyboard": rows}}


def _addressed_key(key: Payload, username: str) -> Payload:
    return key | {"url": key["url"].replace(BOT_USERNAME, username)} if "url" in key else key


def _keyboard(payload: Payload) -> list[list[Payload]]:
    markup = payload.get("reply_markup")
    return markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
