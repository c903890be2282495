"""`@bot words`: answered in Telegram's shape, remembered as it is there, put into a chat by way of the bot."""

from typing import Any

import httpx
import pytest

from sandbox.inline import STALE_SECONDS
from sandbox.people import Bot, Chat
from sandbox.world import World
from tests.sandbox.conftest import ROSARIO, TIAGO, Caller, Clock

ARTICLE: dict[str, Any] = {
    "type": "article",
    "id": "challenge-1",
    "title": "Ferias",
    "description": "Rosario",
    "input_message_content": {"message_text": "🧩 <b>Ferias</b>", "parse_mode": "HTML"},
    "reply_markup": {"inline_keyboard": [[{"text": "Abrir", "url": "https://t.me/redes_bot?start=challenge-1"}]]},
}
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


def told(bot: Bot) -> list[tuple[int, str, str]]:
    """Who was passed on to the bot, with what."""
    queries = [update.body["inline_query"] for update in bot.inbox.emitted if update.kind == "inline_query"]
    return [(query["from"]["id"], query["query"], query["chat_type"]) for query in queries]


async def test_result_is_put_into_a_group_by_way_of_the_bot(
    world: World, bot: Bot, group: Chat, caller: Caller, phones: httpx.AsyncClient
) -> None:
    path = f"/sandbox/users/{TIAGO}/chats/{group.id}/inline"
    asked = (await phones.post(path, json={"query": "ferias"})).json()
    assert (asked["answer"], told(bot)) == (None, [(TIAGO, "ferias", "supergroup")])
    button = {"text": "Buscar", "start_parameter": "search"}
    assert await caller.do("answerInlineQuery", inline_query_id=asked["id"], results=[ARTICLE], button=button)

    again = (await phones.post(path, json={"query": "ferias"})).json()
    sent = await phones.post(f"{path}/{again['id']}", json={"result_id": "challenge-1"})

    shown = {"id": "challenge-1", "title": "Ferias", "description": "Rosario"}
    assert again["answer"] == {"results": [shown], "next_offset": "", "button": button}
    message = sent.json()["message"]
    assert (message["text"], message["via_bot"]["id"], message["from"]["id"]) == ("🧩 Ferias", bot.id, TIAGO)
    assert message["reply_markup"] == ARTICLE["reply_markup"]
    assert bot.inbox.waiting()[-1].body["message"]["via_bot"]["id"] == bot.id


async def test_personal_answers_are_shared_between_no_two_people(world: World, bot: Bot, caller: Caller) -> None:
    query = world.query_inline(ROSARIO, "ferias")
    await caller.do("answerInlineQuery", inline_query_id=query, results=[ARTICLE], is_personal=True, cache_time=5)

    world.query_inline(ROSARIO, "ferias")
    world.query_inline(TIAGO, "ferias")

    assert told(bot) == [(ROSARIO, "ferias", "sender"), (TIAGO, "ferias", "sender")]


async def test_other_answers_are_for_everybody_and_for_as_long_as_the_bot_says(
    world: World, bot: Bot, caller: Caller, clock: Clock
) -> None:
    query = world.query_inline(ROSARIO, "ferias")
    await caller.do("answerInlineQuery", inline_query_id=query, results=[ARTICLE])

    world.query_inline(TIAGO, "ferias")
    world.query_inline(TIAGO, "ferias", offset="20")
    clock.pass_seconds(300)
    world.query_inline(TIAGO, "ferias")

    assert [person for person, _, _ in told(bot)] == [ROSARIO, TIAGO, TIAGO]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"results": [ARTICLE] * 51}, "too many inline query results specified"),
        ({"results": [ARTICLE] * 2}, "RESULT_ID_DUPLICATE"),
        ({"results": [ARTICLE | {"id": ""}]}, "RESULT_ID_EMPTY"),
        ({"results": [ARTICLE | {"id": "x" * 65}]}, "RESULT_ID_INVALID"),
        ({"results": [ARTICLE | {"title": ""}]}, "ARTICLE_TITLE_EMPTY"),
        (
            {"results": [ARTICLE | {"input_message_content": None}]},
            "can't parse InlineQueryResult: Input message content is not specified",
        ),
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"button": {"text": "a", "start_parameter": "ñ"}}, "unallowed characters in start_parameter are used"),
        ({"button": {"text": "a", "start_parameter": ""}}, "can't use empty start_parameter"),
    ],
)
async def test_answers_are_refused_in_telegrams_words(
    world: World, caller: Caller, changed: dict[str, Any], said: str
) -> None:
    query = world.query_inline(ROSARIO, "ferias")

    refusal = await caller.refusal("answerInlineQuery", **({"inline_query_id": query, "results": [ARTICLE]} | changed))

    assert refusal == f"400 Bad Request: {said}"


async def test_old_and_unknown_queries_are_refused(world: World, caller: Caller) -> None:
    query = world.query_inline(ROSARIO, "ferias")
    world.inline.waiting(world.bot, query).born -= STALE_SECONDS + 1

    assert await caller.refusal("answerInlineQuery", inline_query_id=query, results=[]) == TOO_OLD
    assert await caller.refusal("answerInlineQuery", inline_query_id="7", results=[]) == TOO_OLD
