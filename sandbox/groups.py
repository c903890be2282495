"""Groups and channels: who is in them, and what Telegram tells about it."""

from collections.abc import Iterable
from typing import Any, Literal

from sandbox.people import Bot, Chat, Status, User, group_chat, member_json
from sandbox.state import State

Json = dict[str, Any]
Kind = Literal["supergroup", "group", "channel"]
FIRST_SUPERGROUP = -1001000000000
FIRST_GROUP = -4000000


class Groups(State):
    def add_group(
        self,
        title: str,
        members: Iterable[int],
        administrators: Iterable[int],
        id: int | None = None,  # noqa: A002
        kind: Kind = "supergroup",
        is_forum: bool = False,
    ) -> Chat:
        """The first administrator is the owner."""
        chat = group_chat(id or self._free_chat_id(kind), kind, title, is_forum)
        chat.members = dict.fromkeys(members, Status.MEMBER)
        for number, user_id in enumerate(administrators):
            chat.members[user_id] = Status.ADMINISTRATOR if number else Status.CREATOR
        self.chats[chat.id] = chat
        self.events.tell("chat", self.watchers(chat), chat.id)
        return chat

    def add_bot_to(self, chat_id: int, bot: Bot, administrator: bool = False) -> None:
        """As the owner does it; made administrator later by calling it again."""
        chat = self.chats[chat_id]
        actor = self._owner(chat)
        was_inside = chat.status(bot.id).is_inside
        self.set_bot_status(chat, bot, Status.ADMINISTRATOR if administrator else Status.MEMBER, actor)
        if not was_inside and not chat.is_broadcast:
            self._announce(chat, actor, _newcomers(bot))

    def remove_bot_from(self, chat_id: int, bot: Bot) -> None:
        chat = self.chats[chat_id]
        actor = self._owner(chat)
        if not chat.is_broadcast:
            self._announce(chat, actor, _leaver(bot), without=bot)
        self.set_bot_status(chat, bot, Status.KICKED, actor)

    def set_bot_status(self, chat: Chat, bot: Bot, status: Status, actor: User | Bot) -> None:
        """Change what the bot is, and tell it so (`my_chat_member`)."""
        old = chat.status(bot.id)
        if old is status:
            return
        chat.members[bot.id] = status
        bot.inbox.put("my_chat_member", self._change(chat, bot, actor, old, status), chat.id)
        self.events.tell("chat", self.watchers(chat), chat.id)

    def join(self, user_id: int, chat_id: int, added_by: int | None = None) -> None:
        chat = self.chats[chat_id]
        actor = self.users[added_by or user_id]
        self._set_status(chat, self.users[user_id], Status.MEMBER, actor)
        if not chat.is_broadcast:
            self._announce(chat, actor, _newcomers(self.users[user_id]))

    def ask_to_join(self, user_id: int, chat_id: int) -> None:
        """Ask to be let in; bots that administer the chat may approve or decline."""
        chat = self.chats[chat_id]
        chat.asking.add(user_id)
        request = {
            "chat": chat.json,
            "from": self.users[user_id].json,
            "user_chat_id": user_id,
            "date": int(self.seconds()),
        }
        for bot in self.bots_of(chat):
            if chat.status(bot.id) is Status.ADMINISTRATOR:
                bot.inbox.put("chat_join_request", request, chat.id)

    def leave(self, user_id: int, chat_id: int) -> None:
        self._remove(user_id, chat_id, Status.LEFT, user_id)

    def kick(self, user_id: int, chat_id: int, by: int) -> None:
        self._remove(user_id, chat_id, Status.KICKED, by)

    def promote(self, user_id: int, chat_id: int) -> None:
        chat = self.chats[chat_id]
        self._set_status(chat, self.users[user_id], Status.ADMINISTRATOR, self._owner(chat))

    def demote(self, user_id: int, chat_id: int) -> None:
        chat = self.chats[chat_id]
        self._set_status(chat, self.users[user_id], Status.MEMBER, self._owner(chat))

    def migrate_group(self, chat_id: int) -> int:
        """Make a group a supergroup: a new chat with a new id; the old id answers where it went."""
        old = self.chats[chat_id]
        owner = self._owner(old)
        new = group_chat(self._free_chat_id("supergroup"), "supergroup", old.title, is_forum=False)
        new.members = dict(old.members)
        self.chats[new.id] = new
        self._announce(old, owner, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self._announce(new, owner, {"migrate_from_chat_id": old.id})
        self.events.tell("chat", self.watchers(new), new.id)
        return new.id

    def _remove(self, user_id: int, chat_id: int, status: Status, by: int) -> None:
        chat = self.chats[chat_id]
        actor, leaver = self.users[by], self.users[user_id]
        if not chat.is_broadcast:
            self._announce(chat, actor, _leaver(leaver))
        self._set_status(chat, leaver, status, actor)

    def _set_status(self, chat: Chat, user: User, status: Status, actor: User) -> None:
        old = chat.status(user.id)
        chat.members[user.id] = status
        for bot in self.bots_of(chat):
            if chat.status(bot.id) is Status.ADMINISTRATOR:
                bot.inbox.put("chat_member", self._change(chat, user, actor, old, status), chat.id)
        self.events.tell("chat", [user.id, *self.watchers(chat)], chat.id)

    def _change(self, chat: Chat, who: User | Bot, actor: User | Bot, old: Status, new: Status) -> Json:
        """ChatMemberUpdated."""
        return {
            "chat": chat.json,
            "from": actor.json,
            "date": int(self.seconds()),
            "old_chat_member": member_json(who, chat, old),
            "new_chat_member": member_json(who, chat, new),
        }

    def _announce(self, chat: Chat, actor: User | Bot, content: Json, without: Bot | None = None) -> None:
        message = self.add_message(chat, actor, content)
        if without is None or len(self.bots) > 1:
            self.tell_bots(chat, message)

    def _owner(self, chat: Chat) -> User:
        for wanted in (Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER):
            for user_id, status in chat.members.items():
                if status is wanted and user_id in self.users:
                    return self.users[user_id]
        return next(iter(self.users.values()))

    def _free_chat_id(self, kind: str) -> int:
        chat_id = FIRST_GROUP if kind == "group" else FIRST_SUPERGROUP
        while chat_id in self.chats:
            chat_id -= 1
        return chat_id


def _newcomers(person: User | Bot) -> Json:
    return {"new_chat_members": [person.json]}


def _leaver(person: User | Bot) -> Json:
    return {"left_chat_member": person.json}
