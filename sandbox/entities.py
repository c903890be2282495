"""What a text becomes before it is kept: parsed, trimmed, its links and commands found, its length checked."""

import re
from typing import Any

from sandbox.html import Entity, checked_url, order, parse_html, units
from sandbox.parameters import Parameters
from sandbox.refusal import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
SIGNS = re.compile(r"[@#$/.]")
FOUND = re.compile(
    r"(?P<url>\b(?:https?|ftp|tg)://[^\s<>\"«»]+|(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|me|eu|es|pt|cat|info|io|dev|gov|edu|br|mx|ar|cl|co|uy|pe)"
    r"\b(?:/[^\s<>\"«»]*)?)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{2,32}\b)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{1,8}\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?\b(?![/<>]))"
)
TRAILING = ".,;:!?)]}'\""
CODES = ("pre", "code")
ENTITY_TYPES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)


def written_text(parameters: Parameters, now: float, name: str = "text") -> tuple[str, list[Entity]]:
    """The text of a message, which must not be empty."""
    if not parameters.has(name):
        raise bad_request("message text is empty")
    text, entities = _formatted(parameters, name, "entities", now)
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) * 2 > TEXT_LIMIT and units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def written_caption(parameters: Parameters, now: float) -> tuple[str, list[Entity]]:
    """The caption of a file, which may be empty."""
    if not parameters.has("caption"):
        return "", []
    text, entities = _formatted(parameters, "caption", "caption_entities", now)
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(parameters: Parameters, name: str, entities_name: str, now: float) -> tuple[str, list[Entity]]:
    markup = parameters.text(name)
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(markup, now)
    elif mode in ("", "none"):
        given = parameters.array(entities_name, "can't parse entities: expected an Array of MessageEntity")
        text, entities = markup, _given_entities(given or [], markup)
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("the sandbox reads no Markdown; use parse_mode HTML or entities")
    else:
        raise bad_request("unsupported parse_mode")
    return finished(text, entities)


def _given_entities(given: list[Any], text: str) -> list[Entity]:
    """As sent in `entities`: unknown types are dropped, as Telegram drops them."""
    length = units(text)
    kept = []
    for entity in given:
        if not isinstance(entity, dict) or "type" not in entity:
            raise bad_request("can't parse entities: can't parse MessageEntity: Can't find field \"type\"")
        offset, size = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(size, int):
            raise bad_request("can't parse entities: can't parse MessageEntity: Field \"offset\" must be a Number")
        if entity["type"] in ENTITY_TYPES and size > 0 and 0 <= offset < length:
            kept.append({**entity, "length": min(size, length - offset)})
    return sorted(kept, key=order)


def finished(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Trimmed, and with the entities that Telegram finds by itself."""
    trimmed = text.strip()
    if trimmed != text:
        entities = _moved(entities, units(text[: len(text) - len(text.lstrip())]), units(trimmed))
    if SIGNS.search(trimmed):
        entities = _with_found(trimmed, entities)
    return trimmed, entities


def _moved(entities: list[Entity], shift: int, length: int) -> list[Entity]:
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > begin:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return moved


def _with_found(text: str, entities: list[Entity]) -> list[Entity]:
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in (*CODES, "text_link", "text_mention", "date_time")
    ]
    found = [
        entity
        for entity in find_entities(text)
        if all(entity["offset"] + entity["length"] <= begin or end <= entity["offset"] for begin, end in taken)
    ]
    return sorted([*entities, *found], key=order) if found else entities


def find_entities(text: str) -> list[Entity]:
    """Commands, mentions, hashtags, links and addresses in plain text."""
    found = []
    for match in FOUND.finditer(text):
        kind = match.lastgroup or ""
        word = match.group()
        if kind == "url":
            word = word.rstrip(TRAILING)
            if checked_url(word) is None:
                continue
        found.append({"offset": units(text[: match.start()]), "length": units(word), "type": kind})
    return found
