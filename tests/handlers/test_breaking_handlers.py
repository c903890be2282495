"""A handler that breaks: its update is set aside, the person is told, and all who come after it are served."""

from structlog.testing import capture_logs

from bot.intake import Polling
from handlers.dispatch import Bot, Dispatch
from handlers.feature import Feature
from handlers.turn import Turn
from store.database import Database
from store.updates import failed_updates
from tests.local_telegram import ROSARIO, Telegram, local_telegram
from tests.scheduler.test_delivery import delivery_of
from texts.menu import HelpOpened
from texts.message import Html, Message

APOLOGY = (
    "Algo ha fallado por nuestra parte. Ha quedado anotado y se revisará; por favor, inténtelo de nuevo dentro de un "
    "rato."
)


def break_down(turn: Turn, _press: object = None) -> Message:
    turn.say(Message(Html("what was done before it broke")))
    raise KeyError(turn.incoming.text)


def greet(_turn: Turn) -> Message:
    return Message(Html("Hola"))


BREAKING = Feature(
    commands={"help": break_down, "menu": greet},
    group_commands={"connect": break_down},
    presses={HelpOpened: break_down},
)


def dispatch_to(telegram: Telegram, database: Database) -> Dispatch:
    bot = Bot(telegram.post.bot_id, telegram.world.bot.username)
    return Dispatch(database, telegram.post, bot, (BREAKING,), telegram.clock.now, lambda: None)


async def press_help(telegram: Telegram) -> None:
    key = {"text": "Ayuda", "callback_data": HelpOpened().pack()}
    await telegram.post.post("sendMessage", ROSARIO, {"text": "¿?", "reply_markup": {"inline_keyboard": [[key]]}})
    [message] = [message for message in telegram.world.messages(ROSARIO) if message.by_bot]
    telegram.world.press(ROSARIO, ROSARIO, message.message_id, HelpOpened().pack())


async def test_update_is_set_aside_and_told_of_once_to_its_person_alone(database: Database) -> None:
    async with local_telegram() as telegram:
        group = telegram.world.add_group("Movilidad", [ROSARIO], [ROSARIO])
        telegram.world.add_bot_to(group.id, telegram.world.bot)
        telegram.world.bot.inbox.clear()
        dispatch = dispatch_to(telegram, database)
        await press_help(telegram)
        telegram.world.send_text(ROSARIO, group.id, "/conectar")
        for text in ("/ayuda nuestra plaza", "/menu"):
            telegram.world.send_text(ROSARIO, ROSARIO, text)

        with capture_logs() as logs:
            await Polling(telegram.post, dispatch.handle).poll_once()
        failures = await database.read(failed_updates)
        for failure in failures:
            await dispatch.handle(failure.body)  # Telegram tells of it again
        await delivery_of(telegram, database).drain()

        assert telegram.texts(ROSARIO) == ["¿?", APOLOGY, "Hola"]
        assert telegram.texts(group.id) == []
        toasts = [(call.get("text"), call.get("show_alert")) for call in telegram.calls("answerCallbackQuery")]
    assert toasts == [(APOLOGY, True), (None, None)]
    places = {failure.error.partition(" line ")[0] for failure in failures}
    assert (len(failures), places) == (3, {"KeyError in break_down, tests/handlers/test_breaking_handlers.py"})
    assert [entry["event"] for entry in logs] == ["update_set_aside"] * 3
    assert "nuestra plaza" not in repr(logs)
