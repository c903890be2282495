"""What a text becomes before it is kept: parsed, trimmed, its links and commands found, its length checked."""

import re
from typing import Any

from sandbox.html import PRIORITY, Entity, order, parse_html, units
from sandbox.links import checked_url
from sandbox.parameters import Parameters, known
from sandbox.refusal import Refusal, bad_request

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
ENTITY_TYPES = frozenset({*PRIORITY, "date_time"})
FOUND_TYPES = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
ENTITY_FIELDS = (
    "type",
    "offset",
    "url",
    "user",
    "language",
    "custom_emoji_id",
    "unix_time",
    "date_time_format",
)
LONGEST_MARKUP = 1 << 15  # bytes, tags included


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


def typed_by_person(text: str, entities: list[Entity], limit: int = TEXT_LIMIT) -> tuple[str, list[Entity]]:
    """What an app sends for somebody: it never sends more than Telegram takes, but a client can lie."""
    written, found = finished(text, entities)
    if len(written) * 2 > limit and units(written) > limit:
        raise bad_request("MESSAGE_TOO_LONG" if limit == TEXT_LIMIT else "MEDIA_CAPTION_TOO_LONG")
    return written, found


def _formatted(parameters: Parameters, name: str, entities_name: str, now: float) -> tuple[str, list[Entity]]:
    markup = parameters.text(name)
    if len(markup) > LONGEST_MARKUP // 4 and len(markup.encode("utf-8", "replace")) > LONGEST_MARKUP:
        raise bad_request("text is too long")
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(markup, now)
    elif mode in ("", "none"):
        text, entities = markup, _given_entities(_lenient_json(parameters, entities_name), markup)
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("the sandbox reads no Markdown; use parse_mode HTML or entities")
    else:
        raise bad_request("unsupported parse_mode")
    return finished(text, entities)


def _lenient_json(parameters: Parameters, name: str) -> Any:
    """Entities that are no JSON count as none."""
    try:
        return parameters.json(name, "")
    except Refusal:
        return None


def _given_entities(given: Any, text: str) -> list[Entity]:
    """As sent in `entities`; those that Telegram finds by itself are not taken from there."""
    if not isinstance(given, list):
        return []
    length = units(text)
    kept = []
    for entity in given:
        _check_entity(entity)
        if entity["type"] not in FOUND_TYPES and entity["length"] > 0 and 0 <= entity["offset"] < length:
            kept.append({**known(ENTITY_FIELDS, entity), "length": min(entity["length"], length - entity["offset"])})
    return sorted(kept, key=order)


def _check_entity(entity: Any) -> None:
    prefix = "can't parse MessageEntity: "
    if not isinstance(entity, dict):
        raise bad_request(prefix + "expected an Object")
    for name, kind, wanted in (("offset", int, "Number"), ("length", int, "Number"), ("type", str, "String")):
        if name not in entity:
            raise bad_request(f'{prefix}Can\'t find field "{name}"')
        if not isinstance(entity[name], kind):
            raise bad_request(f'{prefix}Field "{name}" must be of type {wanted}')
    if entity["type"] not in ENTITY_TYPES | FOUND_TYPES:
        raise bad_request(prefix + "Unsupported type specified")


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
