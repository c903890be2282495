import asyncio

from bot.intake import lane_of
from bot.intake.lanes import MOST_TOLD, Lanes
from tests.bot.intake.handled import Handled, Raw
from tests.local_telegram import ROSARIO, TIAGO


def text(update_id: int, user_id: int = ROSARIO) -> Raw:
    return {"update_id": update_id, "message": {"chat": {"id": user_id}, "text": str(update_id)}}


def waiting() -> Handled:
    """Everything takes for ever."""
    handled = Handled()

    async def wait(_update: Raw) -> None:
        await asyncio.Event().wait()

    handled.before = wait
    return handled


def test_press_shares_the_lane_of_its_persons_private_chat() -> None:
    group = {"id": -500}
    press = {"update_id": 1, "callback_query": {"from": {"id": ROSARIO}, "message": {"chat": group}}}
    in_private = text(2)
    in_group = {"update_id": 3, "edited_message": {"from": {"id": ROSARIO}, "chat": group}}
    inline = {"update_id": 4, "inline_query": {"from": {"id": ROSARIO}, "query": "ferias"}}

    lanes = [lane_of(update) for update in (press, in_private, in_group, inline)]

    assert lanes == [ROSARIO, ROSARIO, -500, ROSARIO]


async def test_what_comes_again_is_handled_once() -> None:
    handled = Handled()
    lanes = Lanes(handled, at_once=16)

    lanes.take_up([text(1), text(2, TIAGO)])
    lanes.take_up([text(1), text(2, TIAGO), text(3)])
    await lanes.through()
    lanes.take_up([text(2, TIAGO), text(3)])  # asked for before they were done
    await lanes.through()

    assert sorted(handled.texts) == ["1", "2", "3"]
    assert lanes.offset == 4


async def test_offset_is_the_first_that_is_not_done() -> None:
    handled = waiting()
    lanes = Lanes(handled, at_once=16)
    before = lanes.offset

    lanes.take_up([text(7), text(8, TIAGO)])
    in_hand = lanes.offset
    await lanes.through(0.01)
    await lanes.break_off()

    assert (before, in_hand, lanes.offset, type(lanes.trouble).__name__) == (None, 7, 7, "NotDone")


async def test_what_failed_holds_the_offset_until_telegram_no_longer_tells_of_it() -> None:
    handled = Handled()
    handled.broken = ConnectionError()
    lanes = Lanes(handled, at_once=16)

    lanes.take_up([text(7), text(8)])
    await lanes.through()
    failed = (lanes.offset, lanes.trouble)
    lanes.take_up([])  # given up after a day

    assert failed == (7, handled.broken)
    assert (lanes.offset, lanes.trouble) == (9, None)


async def test_no_room_while_all_hands_are_full() -> None:
    lanes = Lanes(waiting(), at_once=2)

    lanes.take_up([text(1, ROSARIO), text(2, ROSARIO)])
    one_busy = lanes.have_room
    lanes.take_up([text(1, ROSARIO), text(2, ROSARIO), text(3, TIAGO)])

    assert (one_busy, lanes.have_room) == (True, False)
    await lanes.break_off()


async def test_no_room_when_telegram_has_told_of_all_that_it_tells_of() -> None:
    handled = Handled()
    first_may_end = asyncio.Event()

    async def wait_for_first(update: Raw) -> None:
        if update["update_id"] == 0:
            await first_may_end.wait()

    handled.before = wait_for_first
    lanes = Lanes(handled, at_once=16)
    lanes.take_up([text(0), *(text(number, TIAGO) for number in range(1, MOST_TOLD))])
    while len(handled.updates) < MOST_TOLD - 1:
        await lanes.through(0.01)

    behind = lanes.have_room
    first_may_end.set()
    await lanes.through()

    assert (behind, lanes.have_room) == (False, True)
