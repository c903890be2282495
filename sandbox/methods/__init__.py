"""The methods of the Bot API by their names in lower case."""

from collections.abc import Callable
from typing import Any

from sandbox.methods import albums, answers, chats, editing, inline, passing, polls, profile, sending, topics, updates
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.world import World

Method = Callable[[World, Bot, Parameters], Any]

METHODS: dict[str, Method] = {
    **profile.METHODS,
    **sending.METHODS,
    **albums.METHODS,
    **polls.METHODS,
    **passing.METHODS,
    **editing.METHODS,
    **answers.METHODS,
    **inline.METHODS,
    **chats.METHODS,
    **topics.METHODS,
    **updates.METHODS,
}
WAITING_METHODS = updates.WAITING
