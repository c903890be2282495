"""The methods that ask about chats, and the few that change them."""

from collections.abc import Callable
from typing import Any

from sandbox.access import find_message, need_administrator, read_chat, user_of, write_chat
from sandbox.parameters import Parameters
from sandbox.people import Bot, Chat, Status, User, member_json
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "record_audio",
        "upload_audio",
    }
)
NO_PINS = "not enough rights to manage pinned messages in the chat"
GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def get_chat(world: World, bot: Bot, parameters: Parameters) -> Json:
    """ChatFullInfo."""
    chat = read_chat(world, bot, parameters)
    shown = chat.json | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, chat.is_private),
    }
    if username := chat.json.get("username"):
        shown["active_usernames"] = [username]
    if not chat.is_private and not chat.is_broadcast:
        shown["permissions"] = dict.fromkeys(PERMISSIONS, True)
    if chat.pinned:
        shown["pinned_message"] = chat.messages[chat.pinned[-1]].without_reply()
    if chat.invite_link and chat.status(bot.id).administers:
        shown["invite_link"] = chat.invite_link
    return shown


def get_chat_member(world: World, bot: Bot, parameters: Parameters) -> Json:
    chat = read_chat(world, bot, parameters)
    return _member(world, chat, user_of(world, parameters))


def get_chat_administrators(world: World, bot: Bot, parameters: Parameters) -> list[Json]:
    """Other bots are not among them, the asking one is."""
    chat = _group(world, bot, parameters)
    shown = [user_id for user_id, status in chat.members.items() if status.administers]
    return [_member(world, chat, user_id) for user_id in shown if user_id == bot.id or user_id not in world.bots]


def get_chat_member_count(world: World, bot: Bot, parameters: Parameters) -> int:
    chat = read_chat(world, bot, parameters)
    return 2 if chat.is_private else sum(1 for _ in chat.insiders())


def _group(world: World, bot: Bot, parameters: Parameters) -> Chat:
    chat = read_chat(world, bot, parameters)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return chat


def _member(world: World, chat: Chat, user_id: int) -> Json:
    person: User | Bot | None = world.person(user_id)
    if person is None:
        raise bad_request("user not found")
    both = (user_id == chat.id or user_id in world.bots) if chat.is_private else False
    return member_json(person, chat, Status.MEMBER if both else chat.status(user_id))


def leave_chat(world: World, bot: Bot, parameters: Parameters) -> bool:
    chat = read_chat(world, bot, parameters)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    world.set_bot_status(chat, bot, Status.LEFT, bot)
    return True


def send_chat_action(world: World, bot: Bot, parameters: Parameters) -> bool:
    chat = write_chat(world, bot, parameters)
    action = parameters.text("action")
    if action.lower() not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.tell("typing", world.watchers(chat), chat.id)
    return True


def pin_chat_message(world: World, bot: Bot, parameters: Parameters) -> bool:
    chat = write_chat(world, bot, parameters)
    message = find_message(chat, parameters, "pin")
    if not chat.is_private:
        need_administrator(chat, bot, NO_PINS)
    if message.message_id not in chat.pinned:
        chat.pinned.append(message.message_id)
        world.add_message(chat, bot, {"pinned_message": message.without_reply()})
    return True


def unpin_chat_message(world: World, bot: Bot, parameters: Parameters) -> bool:
    """Without a message_id the last pinned one."""
    chat = write_chat(world, bot, parameters)
    if not chat.is_private:
        need_administrator(chat, bot, NO_PINS)
    number = parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number in chat.pinned:
        chat.pinned.remove(number)
    elif parameters.has("message_id") and number not in chat.messages:
        raise bad_request("message to unpin not found")
    return True


def unpin_all(world: World, bot: Bot, parameters: Parameters) -> bool:
    write_chat(world, bot, parameters).pinned.clear()
    return True


def export_invite_link(world: World, bot: Bot, parameters: Parameters) -> str:
    chat = _administered(world, bot, parameters)
    chat.invite_link = f"https://t.me/+sandbox{abs(chat.id)}"
    return chat.invite_link


def create_invite_link(world: World, bot: Bot, parameters: Parameters) -> Json:
    """ChatInviteLink."""
    chat = _administered(world, bot, parameters)
    return {
        "invite_link": f"https://t.me/+sandbox{abs(chat.id)}x{int(world.seconds())}",
        "creator": bot.json,
        "creates_join_request": parameters.flag("creates_join_request"),
        "is_primary": False,
        "is_revoked": False,
    }


def _administered(world: World, bot: Bot, parameters: Parameters) -> Chat:
    chat = read_chat(world, bot, parameters)
    if chat.is_private:
        raise bad_request("can't invite members to a private chat")
    need_administrator(chat, bot)
    return chat


def approve_join(world: World, bot: Bot, parameters: Parameters) -> bool:
    chat, user_id = _asked(world, bot, parameters)
    world.join(user_id, chat.id)
    return True


def decline_join(world: World, bot: Bot, parameters: Parameters) -> bool:
    _asked(world, bot, parameters)
    return True


def _asked(world: World, bot: Bot, parameters: Parameters) -> tuple[Chat, int]:
    chat, user_id = _administered(world, bot, parameters), user_of(world, parameters)
    if user_id not in chat.asking:
        raise bad_request("USER_ALREADY_PARTICIPANT" if chat.status(user_id).is_inside else "HIDE_REQUESTER_MISSING")
    chat.asking.remove(user_id)
    return chat, user_id


def get_user_profile_photos(world: World, _bot: Bot, parameters: Parameters) -> Json:
    user_of(world, parameters)
    return {"total_count": 0, "photos": []}


def set_message_reaction(world: World, bot: Bot, parameters: Parameters) -> bool:
    chat = write_chat(world, bot, parameters)
    find_message(chat, parameters, "react")
    return True


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getchatmembercount": get_chat_member_count,
    "leavechat": leave_chat,
    "sendchataction": send_chat_action,
    "pinchatmessage": pin_chat_message,
    "unpinchatmessage": unpin_chat_message,
    "unpinallchatmessages": unpin_all,
    "exportchatinvitelink": export_invite_link,
    "createchatinvitelink": create_invite_link,
    "approvechatjoinrequest": approve_join,
    "declinechatjoinrequest": decline_join,
    "getuserprofilephotos": get_user_profile_photos,
    "setmessagereaction": set_message_reaction,
}
