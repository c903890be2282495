"""What Telegram's refusals mean for a letter; the sentences are the Bot API server's."""

import logging
from typing import Any

import pytest

from bot.post import Later, Outcome, Refused, Sent, Unreachable
from bot.post.failures import FLOOD_SECONDS
from tests.local_telegram import ROSARIO, Telegram, local_telegram

HELLO = {"text": "Hola"}
EDIT = {"text": "Hola", "message_id": 7}

# Nothing arrives there, whatever it is.
NOBODY_THERE = (
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: user is deactivated"),
    (403, "Forbidden: bot was kicked from the channel chat"),
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: bot is not a member of the channel chat"),
    (403, "Forbidden: bot can't initiate conversation with a user"),
    (403, "Forbidden: not enough rights to send text messages to the chat"),
    (403, "Forbidden: the group chat was deleted"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: PEER_ID_INVALID"),
    (400, "Bad Request: CHANNEL_PRIVATE"),
    (400, "Bad Request: group chat was deactivated"),
    (400, "Bad Request: group is deactivated"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN"),
    (400, "Bad Request: CHAT_RESTRICTED"),
    (400, "Bad Request: USER_IS_BLOCKED"),
    (400, "Bad Request: have no rights to send a message"),
    (400, "Bad Request: need administrator rights in the channel chat"),
)
# This letter will never be taken; others may.
REFUSED = (
    (400, "Bad Request: message can't be edited"),
    (400, "Bad Request: message to edit not found"),
    (400, "Bad Request: MESSAGE_ID_INVALID"),
    (400, "Bad Request: message can't be deleted for everyone"),
    (400, "Bad Request: there is no text in the message to edit"),
    (400, "Bad Request: message text is empty"),
    (400, "Bad Request: BUTTON_DATA_INVALID"),
    (400, "Bad Request: wrong file identifier/HTTP URL specified"),
    (400, "Bad Request: not enough rights to send photos to the chat"),
    (403, "Forbidden: not enough rights to send photos to the chat"),
    (400, "Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN"),
    (400, "Bad Request: VOICE_MESSAGES_FORBIDDEN"),
    (400, "Bad Request: not enough rights to manage pinned messages in the chat"),
    (413, "Request Entity Too Large"),
    (500, "Internal Server Error: sent message was immediately deleted and can't be returned"),
)
DONE = (
    (400, "Bad Request: message is not modified: specified new message content ..."),
    (400, "Bad Request: message to delete not found"),
)
# Telegram's trouble, or a proxy's: again later.
TROUBLE = (
    (404, "Not Found"),
    (409, "Conflict: terminated by other getUpdates request"),
    (500, "Internal Server Error"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (418, "I'm a teapot"),
)


async def answered(telegram: Telegram, code: int, description: str, **given: Any) -> Outcome:
    """What becomes of a letter to which Telegram answers with this."""
    telegram.world.faults.fail("editMessageText", code=code, description=description, **given)
    return await telegram.post.post("editMessageText", ROSARIO, EDIT)


async def outcomes(refusals: tuple[tuple[int, str], ...]) -> dict[str, type[Outcome]]:
    async with local_telegram() as telegram:
        return {description: type(await answered(telegram, code, description)) for code, description in refusals}


@pytest.mark.parametrize(
    ("refusals", "meaning"),
    [(NOBODY_THERE, Unreachable), (REFUSED, Refused), (DONE, Sent), (TROUBLE, Later)],
    ids=["nobody there", "refused", "done", "trouble"],
)
async def test_refusals_mean(refusals: tuple[tuple[int, str], ...], meaning: type[Outcome]) -> None:
    assert await outcomes(refusals) == {description: meaning for _code, description in refusals}


async def test_trouble_is_the_letters_own_and_no_outage() -> None:
    async with local_telegram() as telegram:
        troubles = [await answered(telegram, code, description) for code, description in TROUBLE]

    assert [(trouble.is_flood, trouble.is_outage) for trouble in troubles if isinstance(trouble, Later)] == [
        (False, False)
    ] * len(TROUBLE)


@pytest.mark.parametrize(
    ("description", "parameters", "seconds"),
    [
        ("Too Many Requests: retry after 7", {"retry_after": 7}, 7.0),
        ("Too Many Requests: retry after 9", None, 9.0),
        ("Too Many Requests", None, FLOOD_SECONDS),
    ],
)
async def test_too_many_requests_is_a_flood_with_parameters_or_without(
    description: str, parameters: dict[str, Any] | None, seconds: float
) -> None:
    async with local_telegram() as telegram:
        outcome = await answered(telegram, 429, description, parameters=parameters)

    assert outcome == Later(seconds, is_flood=True)


@pytest.mark.parametrize("code", [401, 403])
async def test_refused_token_holds_everybody_and_a_refusing_chat_does_not(code: int) -> None:
    async with local_telegram() as telegram:
        outcome = await answered(telegram, code, "Unauthorized" if code == 401 else "Forbidden: CHAT_FORBIDDEN")

    assert isinstance(outcome, Later) == (code == 401)
    assert isinstance(outcome, Unreachable) == (code == 403)


async def test_closed_topic_gives_way_to_the_main_chat_and_a_lost_reply_to_none() -> None:
    async with local_telegram() as telegram:
        telegram.world.faults.fail("sendMessage", code=400, description="Bad Request: TOPIC_CLOSED")
        outside = await telegram.post.post("sendMessage", ROSARIO, {**HELLO, "message_thread_id": 5})
        alone = await telegram.post.post("sendMessage", ROSARIO, {**HELLO, "reply_parameters": {"message_id": 4711}})

        assert telegram.texts(ROSARIO) == ["Hola", "Hola"]
    assert [each.remark for each in (outside, alone) if isinstance(each, Sent)] == [
        "sent outside the topic: Topic_closed",
        "sent as no reply: Message to be replied not found",
    ]


async def test_nothing_of_a_broken_answer_is_logged_or_kept(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with local_telegram() as telegram:
        telegram.world.faults.half_json("sendMessage")
        outcome = await telegram.post.post("sendMessage", ROSARIO, {"text": "una confidencia"})

    assert "confidencia" not in caplog.text + repr(outcome)
