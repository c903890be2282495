import { ask, oneAtATime, tell } from "./api.js";
import { Chat } from "./chat.js";
import { chatList } from "./chats.js";
import { fullName, iconButton, make } from "./elements.js";
import { readTelegramLink } from "./links.js";
import { keep, kept } from "./memory.js";
import { readNote } from "./note.js";
import { openPopup, Toasts } from "./notices.js";
import { say } from "./words.js";

export class Phone {
  constructor(page, user) {
    this.page = page;
    this.user = user;
    this.path = `/users/${user.id}`;
    this.chats = [];
    this.drafts = new Map();
    this.screen = make("div", { class: "screen" });
    this.toasts = new Toasts();
    this.element = make("section", { class: "phone", "aria-label": fullName(user), data: { phone: user.id } }, this.owner(), this.screen, this.toasts.element);
    this.sync = oneAtATime(() => this.load());
  }

  owner() {
    const { words, link } = readNote(this.user);
    const about = [words, this.user.language_code].filter(Boolean).join(" · ");
    return make(
      "header",
      { class: "owner" },
      make("div", {}, make("h2", {}, fullName(this.user)), make("p", { title: about }, about)),
      link && make("button", { type: "button", class: "invitation", title: link, testid: "invitation", onclick: () => this.openLink(link) }, say("invitation")),
      iconButton("close", say("hidePhone"), () => this.page.hide(this.user.id)),
    );
  }

  async open() {
    await this.sync();
    const remembered = this.entry(kept(`chat.${this.user.id}`, "sessionStorage"));
    const only = this.chats.length === 1 ? this.chats[0] : null;
    if (remembered ?? only) await this.openChat((remembered ?? only).id);
  }

  async load() {
    const answer = await ask(`${this.path}/chats`);
    this.chats = Array.isArray(answer) ? answer : answer.chats;
    if (!this.chat) this.drawList();
    this.page.drawTabs();
    if (this.chat && !this.entry(this.chat.id)) await this.leaveLostChat();
  }

  // A group that became a supergroup goes on under another id.
  async leaveLostChat() {
    const moved = this.entry(this.chat.data?.messages.findLast((message) => message.migrate_to_chat_id)?.migrate_to_chat_id);
    if (moved) await this.openChat(moved.id);
    else this.showList();
  }

  drawList() {
    this.screen.replaceChildren(chatList(this));
  }

  entry(id) {
    return this.chats.find((chat) => String(chat.id) === String(id));
  }

  get unread() {
    return this.chats.reduce((sum, chat) => sum + (chat.unread ?? 0), 0);
  }

  get privateChat() {
    return this.chats.find((chat) => chat.type === "private");
  }

  async openChat(id, text) {
    this.shared = null;
    if (String(this.chat?.id) !== String(id)) {
      this.chat?.close();
      this.chat = new Chat(this, id);
      keep(`chat.${this.user.id}`, String(id), "sessionStorage");
      this.screen.replaceChildren(this.chat.element);
    }
    const { chat } = this;
    await this.attempt(() => chat.sync());
    if (text) chat.compose.fill(text);
    this.sync();
    return chat;
  }

  showList() {
    this.chat?.close();
    this.chat = null;
    keep(`chat.${this.user.id}`, null, "sessionStorage");
    this.drawList();
    this.screen.querySelector("button")?.focus({ preventScroll: true });
    this.sync();
  }

  shareText(text) {
    this.showList();
    this.shared = text;
    this.drawList();
  }

  happened(event) {
    const { chat } = this;
    if (event.type === "answer") return this.showAnswer(event);
    const concernsOpenChat = chat && (event.chat_id === undefined || String(event.chat_id) === String(chat.id) || (chat.isPrivate && !this.entry(event.chat_id)));
    if (event.type === "typing") return concernsOpenChat && chat.showTyping();
    if (event.type === "message" && concernsOpenChat) chat.stopTyping();
    return this.refresh(concernsOpenChat);
  }

  // The open chat first: reading it is what makes its messages read in the list.
  async refresh(withChat = true) {
    if (withChat && this.chat) await this.chat.sync().catch(() => {});
    await this.sync();
    this.chat?.data && this.chat.draw();
  }

  showAnswer({ text, show_alert: isAlert }) {
    if (!text) return;
    if (isAlert) this.toasts.alert(text, this.screen);
    else this.toasts.show(text);
  }

  toast(text) {
    this.toasts.show(text);
  }

  openPopup(items, anchor, point) {
    openPopup(this.element, items, anchor, point);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toast(say("copied"));
    } catch {
      this.toast(text);
    }
  }

  // A refusal is shown on the phone that asked, and still stops whoever was going on.
  async attempt(work) {
    try {
      return await work();
    } catch (error) {
      this.toast(error.message);
      throw error;
    }
  }

  async startBot(payload) {
    const chat = await this.openChat(this.privateChat.id);
    chat.log.followNewest();
    await this.attempt(() => tell(`${this.path}/start`, { payload }));
    await this.refresh();
  }

  async block() {
    await this.attempt(() => tell(`${this.path}/block`));
    await this.refresh();
  }

  async unblock() {
    await this.attempt(() => tell(`${this.path}/unblock`));
    await this.refresh();
  }

  async restart() {
    await this.unblock();
    await this.startBot("");
  }

  async openLink(address) {
    const link = readTelegramLink(address);
    if (!link) return window.open(address, "_blank", "noopener,noreferrer");
    if (link.kind === "share") return this.shareText(link.text);
    if (link.kind === "message") return this.openMessage(link);
    if (link.kind === "name") return this.openName(link);
    return this.toast(say("linkElsewhere"));
  }

  async openMessage({ chatId, messageId }) {
    if (!this.entry(chatId)) return this.toast(say("linkElsewhere"));
    const chat = await this.openChat(this.entry(chatId).id);
    return messageId && chat.showMessage(messageId);
  }

  async openName(link) {
    const name = link.username.toLowerCase();
    if (name !== this.page.bot.username.toLowerCase()) {
      const group = this.chats.find((chat) => chat.username?.toLowerCase() === name);
      return group ? this.openMessage({ chatId: group.id, messageId: link.messageId }) : this.toast(say("linkElsewhere"));
    }
    if (link.group) return this.page.addGroup();
    return link.start === null ? this.openChat(this.privateChat.id) : this.startBot(link.start);
  }

  close() {
    this.chat?.close();
    this.element.remove();
  }
}
