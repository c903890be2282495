"""How updates reach the bot: getUpdates or a webhook; and the files they speak of."""

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from sandbox.files import LARGEST_DOWNLOAD
from sandbox.inbox import Inbox, Update
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.push import Answer
from sandbox.refusal import Refusal, bad_request
from sandbox.webhook import Webhook, WebhookSettings
from sandbox.world import World

Json = dict[str, Any]
LONGEST_POLL = 50
LARGEST_BATCH = 100
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
DEFAULT_CONNECTIONS, MOST_CONNECTIONS = 40, 100
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


ReplyOfBot = Callable[[Bot, Answer], Awaitable[None]]


class Described:
    """A result that comes with a description, as that of setWebhook does."""

    def __init__(self, result: Any, description: str) -> None:
        self.result = result
        self.description = description


async def get_updates(inbox: Inbox, parameters: Parameters) -> list[Update]:
    """The one method that waits."""
    if inbox.on_update is not None:
        raise Refusal(409, WEBHOOK_IS_SET)
    limit = parameters.integer("limit", LARGEST_BATCH)
    inbox.allow(allowed_updates(parameters))
    return await inbox.poll(
        parameters.integer("offset"),
        min(max(limit, 1), LARGEST_BATCH),
        min(max(parameters.integer("timeout"), 0), LONGEST_POLL),
    )


def allowed_updates(parameters: Parameters) -> list[str] | None:
    """What cannot be read is passed over, as Telegram does."""
    try:
        value = parameters.json("allowed_updates", "")
    except Refusal:
        return None
    return [str(kind) for kind in value] if isinstance(value, list) else None


async def set_webhook(bot: Bot, parameters: Parameters, reply: ReplyOfBot) -> Described:
    settings = _settings(parameters)
    if settings is None:
        return await delete_webhook(bot, parameters, reply)
    bot.inbox.allow(allowed_updates(parameters))
    if parameters.flag("drop_pending_updates"):
        bot.inbox.clear()
    elif bot.webhook and bot.webhook.settings == settings:
        return Described(True, "Webhook is already set")
    bot.inbox.end_poll_for_webhook()
    if bot.webhook:
        await bot.webhook.close()
    bot.webhook = Webhook(bot.inbox, settings, partial(reply, bot))
    bot.webhook.open()
    return Described(True, "Webhook was set")


async def delete_webhook(bot: Bot, parameters: Parameters, _reply: ReplyOfBot) -> Described:
    if parameters.flag("drop_pending_updates"):
        bot.inbox.clear()
    if bot.webhook is None:
        return Described(True, "Webhook is already deleted")
    webhook, bot.webhook = bot.webhook, None
    await webhook.close()
    return Described(True, "Webhook was deleted")


def _settings(parameters: Parameters) -> WebhookSettings | None:
    url, secret = parameters.text("url"), parameters.text("secret_token")
    if not url:
        return None
    _check_url(url)
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = parameters.integer("max_connections", DEFAULT_CONNECTIONS)
    return WebhookSettings(url, secret, min(max(connections, 1), MOST_CONNECTIONS))


def _check_url(url: str) -> None:
    """Plain HTTP is for servers on this machine only."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not host or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def get_webhook_info(_world: World, bot: Bot, _parameters: Parameters) -> Json:
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(bot.inbox)}
    webhook = bot.webhook
    if webhook:
        info |= {"url": webhook.settings.url, "max_connections": webhook.settings.max_connections}
        if webhook.last_error_date:
            info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error_message}
    if not bot.inbox.allows_default:
        info["allowed_updates"] = sorted(bot.inbox.allowed)
    return info


def get_file(world: World, bot: Bot, parameters: Parameters) -> Json:
    if not parameters.has("file_id"):
        raise bad_request("file_id not specified")
    try:
        stored = world.files.by_id(parameters.text("file_id"))
    except Refusal:
        raise bad_request("invalid file_id") from None
    if world.files.is_local:
        return stored.reference() | {"file_path": str(world.files.path_on_disk(stored, bot.token))}
    if stored.upload.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.reference() | {"file_path": stored.path}


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {
    "getwebhookinfo": get_webhook_info,
    "getfile": get_file,
}
WAITING = {"setwebhook": set_webhook, "deletewebhook": delete_webhook}
