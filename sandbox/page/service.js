import { fullName } from "./elements.js";
import { kindOf } from "./media.js";
import { say } from "./words.js";

// What Telegram tells in the middle of the chat instead of in a bubble; null for ordinary messages.
export function serviceText(message) {
  const teller = Object.keys(TELLERS).find((name) => message[name] !== undefined);
  if (teller) return TELLERS[teller](message);
  return message.text === undefined && !kindOf(message) ? say("unknownContent") : null;
}

const TELLERS = {
  new_chat_members: joined,
  left_chat_member: left,
  pinned_message: (message) => say("pinnedBy", { who: author(message), text: summary(message.pinned_message) }),
  group_chat_created: () => say("groupCreated"),
  supergroup_chat_created: () => say("groupCreated"),
  channel_chat_created: () => say("groupCreated"),
  migrate_to_chat_id: () => say("becameSupergroup"),
  migrate_from_chat_id: () => say("becameSupergroup"),
  new_chat_title: (message) => say("renamed", { title: message.new_chat_title }),
  forum_topic_created: (message) => say("topicCreated", { name: message.forum_topic_created.name }),
  forum_topic_edited: (message) => say("topicEdited", { name: message.forum_topic_edited.name ?? "" }),
  forum_topic_closed: () => say("topicClosed"),
  forum_topic_reopened: () => say("topicReopened"),
  general_forum_topic_hidden: () => say("topicClosed"),
  general_forum_topic_unhidden: () => say("topicReopened"),
  new_chat_photo: () => say("serviceMessage"),
  delete_chat_photo: () => say("serviceMessage"),
  message_auto_delete_timer_changed: () => say("serviceMessage"),
  write_access_allowed: () => say("serviceMessage"),
  users_shared: () => say("serviceMessage"),
  chat_shared: () => say("serviceMessage"),
};

function joined(message) {
  const names = message.new_chat_members.map(fullName).join(", ");
  const alone = message.new_chat_members.every((person) => person.id === message.from?.id);
  return alone ? say("joined", { name: names }) : say("added", { who: author(message), name: names });
}

function left(message) {
  const name = fullName(message.left_chat_member);
  return message.left_chat_member.id === message.from?.id ? say("left", { name }) : say("removed", { who: author(message), name });
}

export function author(message) {
  if (message.sender_chat) return message.sender_chat.title ?? "";
  return message.from ? fullName(message.from) : "";
}

// One line for lists, quotes and the pinned bar.
export function summary(message) {
  const words = message.text ?? message.caption;
  if (words) return words.replace(/\s+/g, " ").slice(0, 120);
  const kind = kindOf(message);
  if (!kind) return message.date === 0 ? say("removedMessage") : serviceText(message);
  if (kind === "document") return message.document.file_name || say("document");
  return kind === "poll" ? message.poll.question : say({ video_note: "video", dice: "sticker" }[kind] ?? kind);
}
