"""Native polls: sent, voted in by people, stopped."""

from collections.abc import Callable
from typing import Any

from sandbox.access import find_message, write_chat
from sandbox.html import units
from sandbox.methods.sending import send
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]
FEWEST, MOST = 2, 12
LONGEST_QUESTION, LONGEST_OPTION = 300, 100


def send_poll(world: World, bot: Bot, parameters: Parameters) -> Json:
    return send(world, bot, parameters, _content)


def _content(world: World, parameters: Parameters) -> Json:
    question = parameters.text("question").strip()
    if not question:
        raise bad_request("poll question must be non-empty")
    if units(question) > LONGEST_QUESTION:
        raise bad_request(f"poll question length must not exceed {LONGEST_QUESTION}")
    world.last_poll_id += 1
    return {
        "poll": {
            "id": str(5_000_000_000_000_000_000 + world.last_poll_id),
            "question": question,
            "options": [_option(number, option) for number, option in enumerate(_options(parameters))],
            "total_voter_count": 0,
            "is_closed": parameters.flag("is_closed"),
            "is_anonymous": parameters.flag("is_anonymous") or not parameters.has("is_anonymous"),
            "type": parameters.text("type") or "regular",
            "allows_multiple_answers": parameters.flag("allows_multiple_answers"),
            "allows_revoting": parameters.flag("allows_revoting") or not parameters.has("allows_revoting"),
            "members_only": parameters.flag("members_only"),
        }
    }


def _options(parameters: Parameters) -> list[Any]:
    options = parameters.json("options", "can't parse options JSON object")
    if not isinstance(options, list):
        raise bad_request("expected an Array of InputPollOption")
    if not FEWEST <= len(options) <= MOST:
        side = "at least 2 options" if len(options) < FEWEST else f"no more than {MOST} options"
        raise bad_request(f"poll must have {side}")
    return options


def _option(number: int, option: Any) -> Json:
    text = str(option.get("text", "") if isinstance(option, dict) else option).strip()
    if not text:
        raise bad_request("poll options must be non-empty")
    if units(text) > LONGEST_OPTION:
        raise bad_request(f"poll options length must not exceed {LONGEST_OPTION}")
    return {"persistent_id": str(number), "text": text, "voter_count": 0}


def stop_poll(world: World, bot: Bot, parameters: Parameters) -> Json:
    chat = write_chat(world, bot, parameters)
    message = find_message(chat, parameters, "stop poll in") if parameters.has("message_id") else None
    if message is None or "poll" not in message.body or message.sender_id != bot.id:
        raise bad_request("poll can't be stopped")
    if message.body["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    poll: Json = message.body["poll"] | {"is_closed": True}
    world.change_message(chat, message, message.body | {"poll": poll})
    return poll


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {"sendpoll": send_poll, "stoppoll": stop_poll}
