"""Users, bots and chats, and the JSON in which the Bot API shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.inbox import Inbox
from sandbox.limits import Pace
from sandbox.message import Message
from sandbox.webhook import Webhook

Json = dict[str, Any]

GROUP_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
RIGHTS_OF_KIND = {
    "group": ("can_pin_messages", "can_manage_tags"),
    "supergroup": ("can_pin_messages", "can_manage_topics", "can_manage_tags"),
    "channel": ("can_post_messages", "can_edit_messages", "can_manage_direct_messages"),
}


class Status(StrEnum):
    """What somebody is in a chat, in the words of ChatMember."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def is_inside(self) -> bool:
        return self in (Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER)

    @property
    def administers(self) -> bool:
        return self in (Status.CREATOR, Status.ADMINISTRATOR)


def user_json(
    id: int,  # noqa: A002
    first_name: str,
    last_name: str | None = None,
    username: str | None = None,
    language_code: str | None = None,
    is_bot: bool = False,
) -> Json:
    shown: Json = {"id": id, "is_bot": is_bot, "first_name": first_name}
    optional = {"last_name": last_name, "username": username, "language_code": language_code}
    return shown | {name: value for name, value in optional.items() if value}


@dataclass(eq=False)
class User:
    """A person with a phone."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    note: str = ""
    is_deactivated: bool = False
    json: Json = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.json = user_json(self.id, self.first_name, self.last_name, self.username, self.language_code)


@dataclass(eq=False)
class Bot:
    """A bot: what it is called, what it is told, what it has set up about itself."""

    token: str
    username: str
    name: str
    inbox: Inbox
    pace: Pace
    webhook: Webhook | None = None
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = True
    last_message_id: int = 0  # private chats and basic groups share one row of numbers
    commands: dict[tuple[str, int, int, str], list[Json]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)  # (name|description|…, language)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    id: int = field(init=False)
    json: Json = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.id = int(self.token.split(":", 1)[0])
        self.json = user_json(self.id, self.name, username=self.username, is_bot=True)

    def full_json(self) -> Json:
        """As getMe shows it."""
        return self.json | {
            "can_join_groups": True,
            "can_read_all_group_messages": self.can_read_all_group_messages,
            "supports_guest_queries": False,
            "supports_inline_queries": self.supports_inline_queries,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }


@dataclass
class Topic:
    """A topic of a forum; its id is that of the message that created it."""

    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    is_closed: bool = False


@dataclass(eq=False)
class Chat:
    """A chat and all that was said in it."""

    id: int
    kind: str  # private, group, supergroup, channel
    json: Json
    title: str = ""
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    migrated_to: int | None = None
    last_message_id: int = 0
    reply_keyboard: Json | None = None
    invite_link: str | None = None
    asking: set[int] = field(default_factory=set)  # to be let in
    # of a private chat:
    started: bool = False
    blocked: bool = False
    read_up_to: dict[int, int] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def is_broadcast(self) -> bool:
        return self.kind == "channel"

    def status(self, user_id: int) -> Status:
        return self.members.get(user_id, Status.LEFT)

    def insiders(self) -> Iterator[int]:
        return (user_id for user_id, status in self.members.items() if status.is_inside)


def private_chat(user: User) -> Chat:
    shown: Json = {"id": user.id, "first_name": user.first_name}
    shown |= {name: user.json[name] for name in ("last_name", "username") if name in user.json}
    return Chat(user.id, "private", shown | {"type": "private"})


def group_chat(id: int, kind: str, title: str, is_forum: bool) -> Chat:  # noqa: A002
    shown: Json = {"id": id, "title": title, "type": kind}
    if is_forum:
        shown["is_forum"] = True
    return Chat(id, kind, shown, title, is_forum)


def member_json(person: User | Bot, chat: Chat, status: Status, *, by_bot: bool = False) -> Json:
    """ChatMember; `by_bot` is whether the asking bot itself made them administrator."""
    shown: Json = {"user": person.json, "status": status.value}
    if status is Status.KICKED:
        return shown | {"until_date": 0}
    if status is Status.CREATOR:
        return shown | {"is_anonymous": False}
    if status is Status.ADMINISTRATOR:
        return shown | _rights_json(chat) | {"can_be_edited": by_bot}
    return shown


def _rights_json(chat: Chat) -> Json:
    rights: Json = dict.fromkeys(GROUP_RIGHTS + RIGHTS_OF_KIND[chat.kind], True)
    return rights | {
        "can_promote_members": False,
        "is_anonymous": False,
        "can_send_welcome_messages": False,  # newer than 10.0, which readers of either age accept
    }
