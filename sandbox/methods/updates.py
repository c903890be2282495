"""How updates reach the bot: getUpdates, and the files they speak of."""

from collections.abc import Callable
from typing import Any

from sandbox.files import LARGEST_DOWNLOAD
from sandbox.inbox import Inbox, Update
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.refusal import Refusal, bad_request
from sandbox.world import World

Json = dict[str, Any]
LONGEST_POLL = 50
LARGEST_BATCH = 100
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(inbox: Inbox, parameters: Parameters) -> list[Update]:
    """The one method that waits."""
    if inbox.on_update is not None:
        raise Refusal(409, WEBHOOK_IS_SET)
    limit = parameters.integer("limit", LARGEST_BATCH)
    inbox.allow(allowed_updates(parameters))
    return await inbox.poll(
        parameters.integer("offset"),
        limit if 0 < limit <= LARGEST_BATCH else LARGEST_BATCH,
        min(max(parameters.integer("timeout"), 0), LONGEST_POLL),
    )


def allowed_updates(parameters: Parameters) -> list[str] | None:
    return parameters.array("allowed_updates", "can't parse allowed updates JSON array")


def get_file(world: World, _bot: Bot, parameters: Parameters) -> Json:
    if not parameters.has("file_id"):
        raise bad_request("file_id not specified")
    try:
        stored = world.files.by_id(parameters.text("file_id"))
    except Refusal:
        raise bad_request("invalid file_id") from None
    if len(stored.upload.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.reference() | {"file_path": stored.path}


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {"getfile": get_file}
