import { icon, make } from "./elements.js";
import { safe } from "./entities.js";

export function inlineKeyboard(message, chat) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return make("div", { class: "inline-keyboard" }, rows.map((row) => make("div", { class: "row" }, row.map((button) => inlineKey(button, message, chat)))));
}

function inlineKey(button, message, chat) {
  const key = make("button", { type: "button", class: "inline-key", onclick: () => pressed(button, message, chat) });
  if (button.style) key.classList.add(`style-${button.style}`);
  key.append(button.text);
  const mark = markOf(button);
  // The mark hangs beside the words, so that the text of the button stays exactly what the bot sent.
  if (mark) key.append(icon(mark));
  const waiting = button.callback_data !== undefined && chat.isWaiting(message.message_id, button.callback_data);
  key.classList.toggle("waiting", waiting);
  if (waiting) key.setAttribute("aria-busy", "true");
  if (button.callback_data !== undefined) key.dataset.callback = button.callback_data;
  return key;
}

function markOf(button) {
  if (button.url) return "link";
  if (button.copy_text) return "copy";
  if (writesInline(button)) return "send";
  return null;
}

function writesInline(button) {
  return ["switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"].some((name) => button[name] !== undefined);
}

function pressed(button, message, chat) {
  if (button.callback_data !== undefined) chat.press(message, button.callback_data);
  else if (button.url) openUrl(button.url, chat);
  else if (button.copy_text) chat.doings.copy(button.copy_text.text);
  else if (button.switch_inline_query_current_chat !== undefined) chat.compose.fill(inlineText(button.switch_inline_query_current_chat, chat));
  else if (writesInline(button)) chat.phone.shareText(inlineText(button.switch_inline_query ?? button.switch_inline_query_chosen_chat.query ?? "", chat));
  else chat.refuse();
}

function openUrl(url, chat) {
  const target = safe(url);
  if (target) chat.doings.openLink(target);
  else chat.refuse();
}

function inlineText(query, chat) {
  return `@${chat.phone.page.bot.username} ${query}`;
}

export function replyKeyboard(markup, onpress) {
  const rows = markup.keyboard.map((row) => make("div", { class: "row" }, row.map((key) => replyKey(key, onpress))));
  return make("div", { class: "reply-keyboard" }, rows);
}

function replyKey(key, onpress) {
  const text = typeof key === "string" ? key : key.text;
  return make("button", { type: "button", class: "reply-key", onclick: () => onpress(text, key) }, text);
}
