"""Limits and faults: what goes wrong, on purpose."""

import asyncio
import json

import httpx
import pytest

from sandbox.limits import Limits, Pace
from sandbox.people import Bot, Chat
from sandbox.refusal import Refusal
from sandbox.world import World
from tests.sandbox.conftest import ROSARIO, Caller, Clock


def sent_until_refused(pace: Pace, chats: list[int], now: float) -> tuple[int, str]:
    for number, chat_id in enumerate(chats):
        try:
            pace.check(chat_id, now)
        except Refusal as refusal:
            return number, refusal.description
    return len(chats), ""


def test_thirty_a_second_for_a_bot() -> None:
    pace = Pace(Limits())

    assert sent_until_refused(pace, list(range(1, 40)), 100.0) == (30, "Too Many Requests: retry after 1")
    assert sent_until_refused(pace, [99], 100.9)[0] == 0
    assert sent_until_refused(pace, [99], 101.0)[0] == 1


def test_private_chat_tolerates_a_short_burst() -> None:
    pace = Pace(Limits(private_burst=3))

    assert sent_until_refused(pace, [7] * 5, 100.0) == (3, "Too Many Requests: retry after 1")
    assert sent_until_refused(pace, [7] * 5, 101.0)[0] == 1
    assert sent_until_refused(pace, [7] * 5, 110.0)[0] == 3


def test_twenty_a_minute_for_a_group() -> None:
    pace = Pace(Limits())

    assert sent_until_refused(pace, [-7] * 25, 100.0) == (20, "Too Many Requests: retry after 60")
    assert sent_until_refused(pace, [-8], 100.0)[0] == 1
    assert sent_until_refused(pace, [-7], 160.0)[0] == 1


def test_everybody_halts_when_that_is_wished() -> None:
    pace = Pace(Limits(private_burst=1, halts_everybody=True))

    assert sent_until_refused(pace, [7, 7], 100.0)[0] == 1
    assert sent_until_refused(pace, [8], 100.5)[0] == 0
    assert sent_until_refused(pace, [8], 101.0)[0] == 1


async def test_429_tells_how_long_to_wait(world: World, bot: Bot, caller: Caller, clock: Clock) -> None:
    bot.pace = Pace(Limits(private_burst=1))
    world.start(ROSARIO)
    await caller.do("sendMessage", chat_id=ROSARIO, text="x")

    refused = await caller.ask("sendMessage", chat_id=ROSARIO, text="x")
    clock.pass_seconds(1)

    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    await caller.do("sendMessage", chat_id=ROSARIO, text="x")


async def test_refusal_on_order_does_nothing(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    world.faults.fail(
        "sendMessage", times=2, code=429, description="Too Many Requests: retry after 5", parameters={"retry_after": 5}
    )

    for _ in range(2):
        assert await caller.refusal("sendMessage", chat_id=ROSARIO, text="x") == "429 Too Many Requests: retry after 5"

    assert len(world.messages(ROSARIO)) == 1
    await caller.do("sendMessage", chat_id=ROSARIO, text="x")


async def test_connection_is_cut_before_or_after_the_deed(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    world.faults.cut_before("sendMessage")
    world.faults.cut_after("sendMessage")

    for expected in (1, 2):
        with pytest.raises(httpx.TransportError):
            await caller.ask("sendMessage", chat_id=ROSARIO, text="x")
        assert len(world.messages(ROSARIO)) == expected

    assert [call.status for call in world.calls] == [None, None]


async def test_answer_breaks_off_after_the_deed(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    world.faults.cut_short("sendMessage")
    world.faults.half_json("sendMessage")

    with pytest.raises(httpx.RemoteProtocolError):
        await caller.ask("sendMessage", chat_id=ROSARIO, text="x")
    half = await caller.client.post(
        f"{caller.root}/bot{world.bot.token}/sendMessage", data={"chat_id": ROSARIO, "text": "x"}
    )

    assert (half.status_code, half.text[:20]) == (200, '{"ok":true,"result":')
    with pytest.raises(json.JSONDecodeError):
        half.json()
    assert len(world.messages(ROSARIO)) == 3


async def test_held_call_stands_still_until_it_is_let_go(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    before, after = world.faults.hold_before("sendMessage"), world.faults.hold_after("sendMessage")
    seen = []

    for held in (before, after):
        asking = asyncio.create_task(caller.do("sendMessage", chat_id=ROSARIO, text="x"))
        await held.reached.wait()
        seen.append(len(world.messages(ROSARIO)))
        held.let_go()
        await asking

    assert seen == [1, 3]


async def test_held_call_of_one_who_is_gone_is_not_done(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    held = world.faults.hold_before("sendMessage")
    asking = asyncio.create_task(caller.do("sendMessage", chat_id=ROSARIO, text="x"))
    await held.reached.wait()

    asking.cancel()
    await held.left.wait()
    await caller.do("getMe")

    assert len(world.messages(ROSARIO)) == 1


async def test_slow_answer_comes_later(world: World, caller: Caller) -> None:
    world.faults.slow("getMe", 0.05)
    before = asyncio.get_running_loop().time()

    await caller.do("getMe")

    assert asyncio.get_running_loop().time() - before >= 0.05


async def test_proxy_answers_in_html(world: World, caller: Caller) -> None:
    world.faults.html_502("*")

    response = await caller.client.get(f"{caller.root}/bot{world.bot.token}/getMe")

    assert (response.status_code, response.headers["content-type"]) == (502, "text/html")


async def test_cleared_faults_are_gone(world: World, caller: Caller) -> None:
    world.faults.fail("getMe")
    world.faults.clear()

    await caller.do("getMe")


async def test_calls_are_recorded_and_bounded(world: World, group: Chat, caller: Caller) -> None:
    await caller.do("sendMessage", chat_id=group.id, text="x", disable_notification=True)

    call = world.calls[-1]
    assert (call.method, call.status, call.result["text"]) == ("sendMessage", 200, "x")
    assert call.parameters == {"chat_id": group.id, "text": "x", "disable_notification": True}
    assert world.calls.maxlen is not None
