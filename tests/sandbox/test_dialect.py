"""The second readers notice what is wrong; else they would be no proof."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from sandbox.call import Call, Upload
from sandbox.limits import Limits
from sandbox.world import World
from tests.sandbox.dialect import check_call, check_result, check_update, check_world

GOOD = {
    "chat_id": "1",
    "text": "[x]",
    "reply_markup": '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}',
    "disable_notification": "true",
}


def call(method: str = "sendMessage", **parameters: Any) -> Call:
    return Call(1, method, parameters)


def test_good_calls_pass() -> None:
    check_call(call(**GOOD))
    check_call(call("sendDocument", chat_id=1, document=Upload("a.txt", "text/plain", b"x")))
    check_call(call("sendDocument", chat_id=1, document="attach://f0", f0=Upload("a.txt", "text/plain", b"x")))


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (call("sendMesage", chat_id=1, text="x"), "no method"),
        (call(chat_id=1, text="x", colour="red"), "colour"),
        (call(chat_id=1, text="x", link_preview_options={"is_off": True}), "is_off"),
    ],
)
def test_unknown_names_are_noticed(bad: Call, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        check_call(bad)


@pytest.mark.parametrize(
    "bad",
    [
        call(chat_id=1),
        call(**{**GOOD, "reply_markup": '{"inline_keyboard": [[{"callback_data": "b"}]]}'}),
        call("getChatMember", chat_id=1, user_id="Rosario"),
    ],
)
def test_wrong_values_are_noticed(bad: Call) -> None:
    with pytest.raises((ValidationError, AssertionError)):
        check_call(bad)


@pytest.mark.parametrize(
    "bad",
    [
        call(chat_id="1", text=5, reply_markup=GOOD["reply_markup"], disable_notification="true"),
        call(**GOOD, colour="red"),
        call(
            **{
                **GOOD,
                "reply_markup": '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}], [{"text": "a"}, {}]]}',
            }
        ),
        call(chat_id="1", reply_markup=GOOD["reply_markup"]),
    ],
)
def test_what_is_wrong_is_read_however_like_it_is_to_what_was_read(bad: Call) -> None:
    world = World(lambda: datetime(2027, 6, 1, tzinfo=UTC), Limits.off())
    world.calls.append(call(**GOOD))
    check_world(world)
    world.calls.append(bad)

    with pytest.raises((ValidationError, AssertionError)):
        check_world(world)


def test_odd_results_and_updates_are_noticed() -> None:
    chat = {"id": 1, "type": "private"}
    message = {"message_id": 1, "date": 0, "chat": chat, "colour": "red"}

    with pytest.raises(AssertionError, match="colour"):
        check_result("sendMessage", message)
    with pytest.raises(AssertionError, match="colour"):
        check_update({"update_id": 1, "message": message})
    with pytest.raises(ValidationError):
        check_update({"update_id": 1, "message": {"chat": chat}})
