"""Keyboards under a message, checked as Telegram checks them."""

from typing import Any

from sandbox.links import checked_url, mentioned_user
from sandbox.parameters import Parameters, known
from sandbox.refusal import Refusal, bad_request

Json = dict[str, Any]

LARGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
INLINE_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
SHOWN = ("text", "style", "icon_custom_emoji_id", *INLINE_ACTIONS)


def read_markup(parameters: Parameters) -> Json | None:
    """The reply markup, None when there is none; an inline keyboard without buttons counts as none."""
    value = parameters.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    for name in ("inline_keyboard", "keyboard"):
        if name in value:
            return _keyboard(value, name)
    return value if value.get("remove_keyboard") or value.get("force_reply") else None


def _keyboard(markup: Json, name: str) -> Json | None:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    check = _inline_button if name == "inline_keyboard" else _reply_button
    kept: list[list[Json]] = []
    for row in rows:
        if not isinstance(row, list):
            of_what = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
            raise bad_request(f'field "{name}"{of_what} must be an Array of Arrays')
        if row:
            kept.append([check(button) for button in row])
    if not kept:
        return None
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {name: kept} if name == "inline_keyboard" else {**markup, name: kept}


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    _check_text(button, "keyboard button", "KeyboardButton")
    return dict(button)


def _inline_button(button: Any) -> Json:
    _check_text(button, "inline keyboard button", "InlineKeyboardButton")
    actions = [action for action in INLINE_ACTIONS if action in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if actions[0] == "callback_data":
        _check_data(button["callback_data"])
    if actions[0] == "url":
        return known(SHOWN, {**button, "url": _checked_button_url(str(button["url"]))})
    return known(SHOWN, button)


def _check_text(button: Any, kind: str, name: str) -> None:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {kind}: {name} must be an Object")
    if "text" not in button:
        raise bad_request(f"can't parse {kind}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {kind}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"{kind} text must be non-empty")


def _check_data(data: Any) -> None:
    if not isinstance(data, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if not 1 <= len(data.encode()) <= LARGEST_DATA:
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")


def _checked_button_url(url: str) -> str:
    if mentioned_user(url) is not None:
        return url
    checked = checked_url(url)
    if checked is None:
        reason = "Wrong HTTP URL" if "://" not in url or url.startswith("http") else "Unsupported URL protocol"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")
    return checked
