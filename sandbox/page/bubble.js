import { formatted } from "./entities.js";
import { fullName, iconButton, make, tintOf } from "./elements.js";
import { inlineKeyboard } from "./keyboards.js";
import { mediaOf } from "./media.js";
import { author, serviceText, summary } from "./service.js";
import { say, written } from "./words.js";

export function bubbleOf(album, chat, beginsRun) {
  const message = album.find((one) => one.caption !== undefined) ?? album[0];
  const told = serviceText(message);
  if (told !== null) return make("div", { class: "service", data: { message: message.message_id } }, make("span", {}, told));
  const bubble = make(
    "div",
    { class: "bubble" },
    beginsRun && senderName(message, chat),
    topicLabel(message, chat),
    forwardLabel(message),
    quoteOf(message, chat),
    album.length > 1 ? albumOf(album, chat) : mediaOf(message, chat),
    textOf(message, chat),
    footOf(message),
    iconButton("dots", say("messageActions"), (event) => chat.openActions(message, event.currentTarget), { class: "icon-button actions-button" }),
  );
  bubble.addEventListener("click", (event) => openActionsUnlessBusy(event, message, chat, bubble));
  const side = message.outgoing ? "out" : "in";
  return make(
    "article",
    { class: `message ${side}${beginsRun ? " first" : ""}`, data: { message: album[0].message_id } },
    bubble,
    inlineKeyboard(message, chat),
  );
}

// Photos stand three in a row; those that would be left over stand two in a row above.
const WIDE = [0, 4, 2];

function albumOf(album, chat) {
  const kind = album[0].photo ? "photos" : "files";
  const wide = WIDE[album.length % 3];
  const files = album.map((message, place) => make("div", { class: place < wide ? "wide" : "", data: { message: message.message_id } }, mediaOf(message, chat)));
  return make("div", { class: `album ${kind}`, testid: "album" }, files);
}

function openActionsUnlessBusy(event, message, chat, bubble) {
  const busy = event.target.closest("a, button, audio, video, .spoiler:not(.revealed), .copies");
  if (busy || !getSelection().isCollapsed) return;
  chat.openActions(message, bubble, { x: event.clientX, y: event.clientY });
}

function senderName(message, chat) {
  if (chat.isPrivate || message.outgoing) return null;
  const sender = message.sender_chat ?? message.from;
  return make("div", { class: `sender tint-text-${tintOf(sender?.id ?? 0)}` }, author(message), message.from?.is_bot && make("small", {}, say("bot")));
}

function topicLabel(message, chat) {
  if (!message.is_topic_message) return null;
  const name = chat.topics.get(message.message_thread_id) ?? `#${message.message_thread_id}`;
  return make("div", { class: "topic" }, say("topic", { name }));
}

function forwardLabel(message) {
  const origin = message.forward_origin;
  if (!origin) return message.via_bot ? make("div", { class: "forward" }, say("via", { name: message.via_bot.username })) : null;
  const chat = origin.sender_chat ?? origin.chat;
  const name = origin.sender_user ? fullName(origin.sender_user) : chat?.title ?? origin.sender_user_name ?? "";
  return make("div", { class: "forward" }, say("forwarded", { name }));
}

function quoteOf(message, chat) {
  const answered = message.reply_to_message;
  // In a forum every message formally answers the one that opened its topic.
  if (!answered || answered.forum_topic_created) return null;
  return make(
    "button",
    { type: "button", class: `reply-quote tint-edge-${tintOf(answered.from?.id ?? 0)}`, onclick: () => chat.showMessage(answered.message_id) },
    make("b", {}, author(answered)),
    make("span", {}, message.quote?.text ?? summary(answered)),
  );
}

function textOf(message, chat) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  return make("div", { class: "text", dir: "auto" }, formatted(text, message.entities ?? message.caption_entities, chat.doings));
}

function footOf(message) {
  const moment = new Date(message.date * 1000);
  return make(
    "div",
    { class: "foot" },
    message.edit_date && make("span", { class: "edited" }, say("edited")),
    make("time", { datetime: moment.toISOString(), title: written("moment", moment) }, written("time", moment)),
  );
}
