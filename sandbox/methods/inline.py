"""Answers to inline queries, refused in Telegram's words."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.entities import written_text
from sandbox.inline import InlineAnswer
from sandbox.markup import read_markup
from sandbox.parameters import Parameters, known
from sandbox.people import Bot
from sandbox.refusal import Refusal, bad_request
from sandbox.world import World

Json = dict[str, Any]
MOST_RESULTS = 50
LONGEST_ID = 64  # bytes
CACHE_SECONDS = 300  # where the bot does not say
LONGEST_OFFSET = 64  # bytes
ARTICLE = ("id", "title", "description", "url", "thumbnail_url")


def answer_inline_query(world: World, bot: Bot, parameters: Parameters) -> bool:
    answer = InlineAnswer(_results(world, parameters), _next_offset(parameters), _button(parameters))
    query = world.inline.waiting(bot, parameters.text("inline_query_id"))
    seconds = parameters.integer("cache_time", CACHE_SECONDS)
    world.inline.answer(query, answer, world.seconds(), seconds, is_personal=parameters.flag("is_personal"))
    world.events.tell("inline", [query.user_id], query.chat.id, inline_query_id=query.id, answer=answer.shown())
    return True


def _results(world: World, parameters: Parameters) -> list[Json]:
    given = parameters.array("results", "can't parse JSON encoded inline query results") or []
    if len(given) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    results = [_article(world, one) for one in given]
    names = [result["id"] for result in results]
    if len(set(names)) != len(names):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def _article(world: World, given: Any) -> Json:
    """Articles only: a bot that offers files or places would be the first one here."""
    if not isinstance(given, dict):
        raise _unreadable("object expected as InlineQueryResult")
    if given.get("type") != "article":
        raise _unreadable(f"type {given.get('type')} is unsupported for the inline query result")
    article = known(ARTICLE, given)
    article["id"] = _name(given)
    if not isinstance(given.get("title"), str):
        raise _unreadable('Can\'t find field "title"')
    if not given["title"]:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    article["said"] = _content(world, given)
    return article


def _name(given: Json) -> str:
    name = given.get("id")
    if name is None:
        raise _unreadable('Can\'t find field "id"')
    if not isinstance(name, str) or len(name.encode()) > LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not name:
        raise bad_request("RESULT_ID_EMPTY")
    return name


def _content(world: World, given: Json) -> Json:
    """The message that a result becomes, with its keys."""
    content = given.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise _unreadable("Input message content is not specified")
    try:
        text, entities = written_text(Parameters(content | {"text": content["message_text"]}), world.seconds())
        markup = read_markup(Parameters(given))
    except Refusal as refusal:
        raise _unreadable(refusal.description.removeprefix("Bad Request: ")) from None
    said: Json = {"text": text}
    if entities:
        said["entities"] = entities
    if markup and "inline_keyboard" in markup:
        said["reply_markup"] = markup
    return said


def _next_offset(parameters: Parameters) -> str:
    offset = parameters.text("next_offset")
    if len(offset.encode()) > LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    return offset


def _button(parameters: Parameters) -> Json | None:
    button = parameters.object("button", "can't parse inline query results button")
    if button is None:
        return None
    if not isinstance(button.get("text"), str) or not button["text"]:
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    start = button.get("start_parameter")
    if start == "":
        raise bad_request("can't use empty start_parameter")
    if not isinstance(start, str):
        raise bad_request("exactly one of the optional fields must be used in the InlineQueryResultsButton")
    if len(start) > 64:
        raise bad_request("too long start_parameter specified")
    if not re.fullmatch("[A-Za-z0-9_-]+", start):
        raise bad_request("unallowed characters in start_parameter are used")
    return known(("text", "start_parameter"), button)


def _unreadable(reason: str) -> Refusal:
    return bad_request(f"can't parse InlineQueryResult: {reason}")


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {"answerinlinequery": answer_inline_query}
