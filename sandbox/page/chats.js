import { avatar, make } from "./elements.js";
import { say, written } from "./words.js";

// The server names what has no text in brackets, in its own words.
const KINDS = { photo: "photo", document: "document", voice: "voice", video: "video", audio: "audio", animation: "animation", sticker: "sticker", video_note: "video" };

export function chatList(phone) {
  const rows = phone.chats.map((chat) => row(chat, phone));
  return make(
    "section",
    { class: "chat-list", "aria-label": say("chats") },
    make("header", { class: "chat-head" }, make("div", { class: "chat-title" }, make("h3", {}, say("chats")))),
    phone.shared && make("p", { class: "hint" }, say("chooseChat")),
    rows.length ? make("div", { class: "rows" }, rows) : make("p", { class: "hint" }, say("noChats")),
  );
}

function row(chat, phone) {
  const title = chat.title ?? phone.page.bot.name;
  return make(
    "button",
    { type: "button", class: "chat-row", data: { chat: chat.id }, onclick: () => phone.openChat(chat.id, phone.shared) },
    avatar(chat.type === "private" ? phone.page.bot.id : chat.id, title),
    make("span", { class: "chat-row-title" }, title),
    make("span", { class: "chat-row-time" }, lastTime(chat, phone.page.now)),
    make("span", { class: "chat-row-last" }, lastText(chat)),
    chat.unread > 0 && make("span", { class: "badge" }, String(chat.unread)),
  );
}

function lastText(chat) {
  if (chat.blocked) return say("blocked");
  if (chat.type === "private" && chat.started === false) return say("start");
  const kind = /^\[(.+)\]$/.exec(chat.last?.text ?? "")?.[1];
  if (kind) return say(KINDS[kind] ?? "serviceMessage");
  return (chat.last?.text ?? "").replace(/\s+/g, " ").slice(0, 120);
}

function lastTime(chat, now) {
  if (!chat.last?.date) return "";
  const date = new Date(chat.last.date * 1000);
  const isToday = now && date.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
  return written(isToday ? "time" : "shortDay", date);
}
