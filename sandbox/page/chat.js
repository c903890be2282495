import { ask, oneAtATime, tell } from "./api.js";
import { bubbleOf } from "./bubble.js";
import { Compose } from "./compose.js";
import { avatar, icon, iconButton, make } from "./elements.js";
import { Log } from "./log.js";
import { messagesOf } from "./parts.js";
import { author, serviceText, summary } from "./service.js";
import { say, written } from "./words.js";

const RUN_SECONDS = 600;
const ANSWER_SECONDS = 30;
const TYPING_SECONDS = 5;

export class Chat {
  constructor(phone, id) {
    this.phone = phone;
    this.id = id;
    this.path = `/users/${phone.user.id}/chats/${id}`;
    this.topics = new Map();
    this.waiting = new Set();
    this.doings = {
      sendText: (text) => this.send(text),
      openLink: (address) => phone.openLink(address),
      copy: (text) => phone.copy(text),
      toast: (text) => phone.toast(text),
    };
    this.sync = oneAtATime(() => this.load());
    this.element = this.build();
  }

  get isPrivate() {
    return this.entry.type === "private";
  }

  get entry() {
    return this.phone.entry(this.id) ?? this.data?.chat ?? {};
  }

  build() {
    this.title = make("h3", {});
    this.status = make("p", { class: "status" });
    this.face = make("span", {});
    this.pinned = make("button", { type: "button", class: "pinned", hidden: true, title: say("showPinned"), onclick: () => this.showMessage(this.pinnedId) });
    this.log = new Log();
    this.compose = new Compose(this);
    const head = make(
      "header",
      { class: "chat-head" },
      iconButton("back", say("back"), () => this.phone.showList(), { testid: "back" }),
      this.face,
      make("div", { class: "chat-title" }, this.title, this.status),
      iconButton("dots", say("more"), (event) => this.openMore(event.currentTarget), { testid: "more" }),
    );
    return make("section", { class: "chat", data: { chat: this.id } }, head, this.pinned, this.log.element, this.compose.element);
  }

  async load() {
    const data = await ask(this.path);
    if (this.closed) return;
    this.data = data;
    this.draw();
  }

  draw() {
    const { chat, messages } = this.data;
    const name = this.entry.title ?? chat.title ?? this.phone.page.bot.name;
    this.title.textContent = name;
    this.face.replaceChildren(avatar(this.isPrivate ? this.phone.page.bot.id : this.id, name, true));
    this.drawStatus();
    this.topics = topicNames(messages);
    this.drawPinned(chat.pinned_message === undefined ? lastPinned(messages) : chat.pinned_message);
    this.log.show(this.lines(messages));
    this.compose.update(this.data, this.entry);
  }

  drawStatus() {
    const people = this.data?.chat.members_count ?? this.data?.chat.members?.length;
    const typing = this.typingUntil > Date.now();
    this.status.textContent = typing ? say("typing") : this.isPrivate ? say("bot") : people ? say("membersCount", { count: people }) : "";
    this.status.classList.toggle("typing", typing);
  }

  lines(messages) {
    const lines = [];
    let previous = null;
    for (const album of albumsOf(messages)) {
      const [message] = album;
      const day = written("day", new Date(message.date * 1000));
      const isNewDay = !previous || day !== written("day", new Date(previous.date * 1000));
      if (isNewDay) lines.push({ key: `day ${day}`, signature: day, build: () => make("div", { class: "service day" }, make("span", {}, day)) });
      const begins = isNewDay || !goesOn(previous, message);
      const signature = JSON.stringify([album, begins, this.topics.get(message.message_thread_id)]);
      lines.push({ key: message.message_id, signature, mine: message.outgoing, build: () => bubbleOf(album, this, begins) });
      previous = message;
    }
    return lines;
  }

  drawPinned(message) {
    this.pinned.hidden = !message;
    if (!message) return;
    this.pinnedId = message.message_id;
    this.pinned.replaceChildren(icon("pin"), make("span", {}, make("b", {}, say("pinned")), make("span", {}, summary(message))));
  }

  showMessage(id) {
    this.log.showMessage(id);
  }

  stopTyping() {
    this.typingUntil = 0;
    this.drawStatus();
  }

  showTyping() {
    this.typingUntil = Date.now() + TYPING_SECONDS * 1000;
    this.drawStatus();
    setTimeout(() => this.drawStatus(), TYPING_SECONDS * 1000 + 50);
  }

  async send(text, replyTo, threadId) {
    for (const [place, part] of messagesOf(text).entries()) {
      const answered = place === 0 ? replyTo : undefined; // as the apps do
      await this.phone.attempt(() => tell(`${this.path}/messages`, { text: part, reply_to_message_id: answered, message_thread_id: threadId }));
    }
    this.log.followNewest();
    await this.sync();
  }

  isWaiting(messageId, data) {
    return this.waiting.has(`${messageId} ${data}`);
  }

  async press(message, data) {
    const name = `${message.message_id} ${data}`;
    this.markWaiting(message.message_id, data, true);
    const stop = () => this.waiting.has(name) && this.markWaiting(message.message_id, data, false);
    setTimeout(stop, ANSWER_SECONDS * 1000);
    try {
      const { id } = await this.phone.attempt(() => tell(`${this.path}/presses`, { message_id: message.message_id, data }));
      const answer = await this.phone.page.answerTo(id, ANSWER_SECONDS);
      if (answer?.url) this.phone.openLink(answer.url);
    } finally {
      stop();
    }
  }

  markWaiting(messageId, data, isWaiting) {
    this.waiting[isWaiting ? "add" : "delete"](`${messageId} ${data}`);
    const keys = this.log.element.querySelectorAll(`[data-message="${messageId}"] .inline-key`);
    for (const key of keys) {
      if (key.dataset.callback !== data) continue;
      key.classList.toggle("waiting", isWaiting);
      key.toggleAttribute("aria-busy", isWaiting);
    }
  }

  refuse() {
    this.phone.toast(say("notHere"));
  }

  openActions(message, anchor, point) {
    const text = message.text ?? message.caption;
    this.phone.openPopup(
      [
        { label: say("reply"), act: () => this.compose.replyTo(message), testid: "action-reply" },
        message.outgoing && message.text !== undefined && { label: say("edit"), act: () => this.compose.editMessage(message), testid: "action-edit" },
        text && { label: say("copy"), act: () => this.phone.copy(text), testid: "action-copy" },
      ],
      anchor,
      point,
    );
  }

  openMore(anchor) {
    const { phone, id } = this;
    const group = (path, body) => phone.attempt(() => tell(`/groups/${id}/${path}`, body));
    const forPrivate = this.entry.blocked
      ? [{ label: say("unblock"), act: () => phone.unblock() }]
      : [{ label: say("block"), act: () => phone.block(), testid: "action-block" }];
    const forGroup = [
      { label: say("addBotHere"), act: () => group("bot", { administrator: false }) },
      { label: say("addBotHereAdministrator"), act: () => group("bot", { administrator: true }) },
      this.entry.type === "group" && { label: say("migrate"), act: () => group("migrate", {}) },
    ];
    phone.openPopup(this.isPrivate ? forPrivate : forGroup, anchor);
  }

  close() {
    this.closed = true;
    this.phone.drafts.set(String(this.id), this.compose.text);
    this.element.remove();
  }
}

// The messages of an album stand in one bubble; every other message is alone.
function albumsOf(messages) {
  const albums = [];
  for (const message of messages) {
    const group = message.media_group_id;
    if (group && albums.at(-1)?.[0].media_group_id === group) albums.at(-1).push(message);
    else albums.push([message]);
  }
  return albums;
}

function goesOn(previous, message) {
  const sameAuthor = previous.outgoing === message.outgoing && author(previous) === author(message);
  return sameAuthor && serviceText(previous) === null && message.date - previous.date < RUN_SECONDS;
}

function lastPinned(messages) {
  const pinned = messages.findLast((message) => message.pinned_message)?.pinned_message;
  return messages.find((message) => message.message_id === pinned?.message_id);
}

function topicNames(messages) {
  const names = new Map();
  for (const message of messages) {
    const created = message.forum_topic_created ?? message.reply_to_message?.forum_topic_created;
    const name = message.forum_topic_edited?.name ?? (names.has(message.message_thread_id) ? null : created?.name);
    if (name) names.set(message.message_thread_id, name);
  }
  return names;
}
