from typing import Any

import pytest
from telegram.error import InvalidToken, NetworkError

from bot.post import Later, Moved, Outcome, Post, Refused, Sent, Unknown, Unreachable, build_bot
from tests.local_telegram import QUICK, ROSARIO, START, TIAGO, TOKEN, Telegram, local_telegram

HELLO = {"text": "Hola"}


async def say(telegram: Telegram, chat_id: int = ROSARIO, **payload: Any) -> Outcome:
    return await telegram.post.post("sendMessage", chat_id, {**HELLO, **payload})


async def said(telegram: Telegram, **payload: Any) -> int:
    outcome = await say(telegram, **payload)
    assert isinstance(outcome, Sent)
    assert outcome.message_id is not None
    return outcome.message_id


async def test_letter_arrives_as_it_was_written() -> None:
    keyboard = {"inline_keyboard": [[{"text": "Sí", "callback_data": "y.1:7"}]]}
    async with local_telegram() as telegram:
        message_id = await said(
            telegram,
            text="<b>Hola</b> & <i>año</i>".replace("&", "&amp;"),
            parse_mode="HTML",
            reply_markup=keyboard,
            disable_notification=True,
        )

        message = telegram.world.messages(ROSARIO)[-1]

    assert (message.message_id, message.text) == (message_id, "Hola & año")
    assert message.body["reply_markup"] == keyboard
    assert message.date == int(START.timestamp())


async def test_edit_that_changes_nothing_is_done() -> None:
    async with local_telegram() as telegram:
        message_id = await said(telegram)
        edit = {"message_id": message_id, "text": "Hola"}

        assert await telegram.post.post("editMessageText", ROSARIO, edit) == Sent(message_id)


async def test_deleting_what_is_gone_is_done() -> None:
    async with local_telegram() as telegram:
        message_id = await said(telegram)
        gone = {"message_id": message_id}

        assert await telegram.post.post("deleteMessage", ROSARIO, gone) == Sent(message_id)
        assert await telegram.post.post("deleteMessage", ROSARIO, gone) == Sent(message_id)


async def test_edit_of_a_message_that_is_gone_is_refused_with_the_reason() -> None:
    async with local_telegram() as telegram:
        outcome = await telegram.post.post("editMessageText", ROSARIO, {"message_id": 999, "text": "Hola"})

    assert outcome == Refused("Message to edit not found")


async def test_blocked_unknown_and_kicked_are_unreachable() -> None:
    async with local_telegram() as telegram:
        telegram.world.block(TIAGO)
        group = telegram.world.add_group("Movilidad", [ROSARIO], [ROSARIO], kind="group")

        assert await say(telegram, TIAGO) == Unreachable("Forbidden: bot was blocked by the user")
        assert await say(telegram, 424242) == Unreachable("Chat not found")
        assert isinstance(await say(telegram, group.id), Unreachable)


async def test_group_that_became_a_supergroup_has_moved() -> None:
    async with local_telegram() as telegram:
        group = telegram.world.add_group("Movilidad", [ROSARIO], [ROSARIO], kind="group")
        telegram.world.add_bot_to(group.id, telegram.world.bot)
        new_id = telegram.world.migrate_group(group.id)

        assert await say(telegram, group.id) == Moved(new_id)


async def test_markup_that_does_not_parse_is_sent_once_more_as_plain_text() -> None:
    async with local_telegram() as telegram:
        outcome = await say(telegram, text="<b>3 &lt; 4</i> a &amp; b", parse_mode="HTML")

        assert telegram.texts(ROSARIO) == ["3 < 4 a & b"]
        assert len(telegram.calls("sendMessage")) == 2
    assert isinstance(outcome, Sent)
    assert outcome.remark.startswith("sent as plain text: Can't parse entities")


async def test_topic_that_is_gone_gives_way_to_the_main_chat() -> None:
    async with local_telegram() as telegram:
        group = telegram.world.add_group("Movilidad", [ROSARIO], [ROSARIO], is_forum=True)
        telegram.world.add_bot_to(group.id, telegram.world.bot, administrator=True)

        outcome = await say(telegram, group.id, message_thread_id=4711)

        assert telegram.texts(group.id) == ["Hola"]
    assert isinstance(outcome, Sent)
    assert outcome.remark == "sent outside the topic: Message thread not found"


@pytest.mark.parametrize(
    ("payload", "reason"),
    [({"text": ""}, "Message text is empty"), ({"text": "a" * 4097}, "Message is too long")],
)
async def test_other_refusals_keep_their_reason(payload: dict[str, Any], reason: str) -> None:
    async with local_telegram() as telegram:
        assert await say(telegram, **payload) == Refused(reason)


async def test_flood_says_how_long() -> None:
    async with local_telegram() as telegram:
        seconds = {"retry_after": 7}
        telegram.world.faults.fail("sendMessage", code=429, description="Too Many Requests", parameters=seconds)

        assert await say(telegram) == Later(7.0, is_flood=True)


async def test_trouble_at_telegram_is_later() -> None:
    async with local_telegram() as telegram:
        telegram.world.faults.html_502("sendMessage")
        telegram.world.faults.fail("sendMessage", code=500, description="Internal Server Error")

        assert await say(telegram) == Later(reason="an answer without JSON (502)")
        assert await say(telegram) == Later(reason="Internal Server Error")


async def test_lost_answer_is_unknown_and_no_connection_is_an_outage() -> None:
    async with local_telegram() as telegram:
        telegram.world.faults.cut_after("sendMessage")
        telegram.world.faults.cut_before("sendMessage")
        answers = [await say(telegram), await say(telegram)]
        post = Post(build_bot(TOKEN, "http://127.0.0.1:1", timeouts=QUICK))
        away = await post.post("sendMessage", ROSARIO, HELLO)
        await post.close()

    assert [type(answer) for answer in answers] == [Unknown, Unknown]
    assert away == Later(is_outage=True, reason="ClientConnectorError")


async def test_refused_token_is_an_outage_and_an_address_that_leads_nowhere_a_failed_try() -> None:
    async with local_telegram() as telegram:
        stranger = Post(build_bot("1000000001:AAanother-token-of-the-tests_012345678", telegram.url))
        outcome = await stranger.post("sendMessage", ROSARIO, HELLO)
        with pytest.raises(InvalidToken):
            await stranger.get_me()
        await stranger.close()
        unknown = await telegram.post.post("sendTelepathy", ROSARIO, HELLO)
        telegram.world.calls.pop()  # no other library knows it either

    assert outcome == Later(60.0, is_outage=True, reason="the token was refused")
    assert unknown == Later(reason="not found there: Not Found")


async def test_answering_a_press_never_raises() -> None:
    async with local_telegram() as telegram:
        keyboard = {"inline_keyboard": [[{"text": "Sí", "callback_data": "y.1:7"}]]}
        message_id = await said(telegram, reply_markup=keyboard)
        press = telegram.world.press(ROSARIO, ROSARIO, message_id, "y.1:7")

        await telegram.post.say(telegram.post.callback_answer(press.id, "Anotado", alert=True))
        await telegram.post.say(telegram.post.callback_answer("12345", "Anotado"))
        telegram.world.faults.html_502("answerCallbackQuery")
        await telegram.post.say(telegram.post.callback_answer(press.id))

        assert telegram.calls("answerCallbackQuery")[0] == {
            "callback_query_id": press.id,
            "text": "Anotado",
            "show_alert": True,
        }


async def test_facts_of_a_group() -> None:
    async with local_telegram() as telegram:
        group = telegram.world.add_group("Movilidad", [ROSARIO, TIAGO], [ROSARIO])
        telegram.world.add_bot_to(group.id, telegram.world.bot)

        assert await telegram.post.administrators(group.id) == frozenset({ROSARIO})
        assert await telegram.post.member_status(group.id, TIAGO) == "member"
        assert await telegram.post.member_count(group.id) == 3
        assert await telegram.post.administrators(-42) == frozenset()
        assert await telegram.post.member_status(-42, TIAGO) is None


async def test_call_that_is_no_letter_raises() -> None:
    async with local_telegram() as telegram:
        telegram.world.faults.html_502("getMe")
        with pytest.raises(NetworkError):
            await telegram.post.get_me()
