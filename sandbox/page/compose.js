import { tell, upload } from "./api.js";
import { askAboutFiles } from "./attach.js";
import { icon, iconButton, make } from "./elements.js";
import { Inline } from "./inline.js";
import { replyKeyboard } from "./keyboards.js";
import { author, summary } from "./service.js";
import { say } from "./words.js";

const MOST_PIXELS = 140;

export class Compose {
  constructor(chat) {
    this.chat = chat;
    this.commands = [];
    this.element = make("footer", { class: "compose" });
    this.inline = new Inline(this);
    this.buildField();
    this.buildRow();
    this.startButton = make("button", { type: "button", class: "start", hidden: true, onclick: () => this.start() });
    this.topic = make("select", { class: "topic-choice", "aria-label": say("topicChoice"), title: say("topicChoice"), testid: "topic", hidden: true });
    this.element.append(this.inline.element, this.suggestions, this.context, this.topic, this.row, this.keys, this.startButton);
    this.fill(chat.phone.drafts.get(String(chat.id)) ?? "", false);
  }

  buildField() {
    this.field = make("textarea", { rows: "1", placeholder: say("write"), "aria-label": say("write"), testid: "compose", dir: "auto" });
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("paste", (event) => this.pasted(event));
  }

  buildRow() {
    this.menuButton = make("button", { type: "button", class: "menu-button", testid: "menu", hidden: true, "aria-expanded": "false", onclick: () => this.toggleMenu() }, icon("list"), make("span", {}, say("menu")));
    this.keysButton = iconButton("keys", say("keyboard"), () => this.toggleKeys(), { hidden: true });
    this.picker = make("input", { type: "file", multiple: true, hidden: true, testid: "file", onchange: () => this.picked([...this.picker.files]) });
    this.row = make(
      "form",
      { class: "compose-row", onsubmit: (event) => this.submitted(event) },
      this.menuButton,
      iconButton("attach", say("attach"), () => this.picker.click(), { testid: "attach" }),
      this.picker,
      this.field,
      this.keysButton,
      make("button", { class: "icon-button send", testid: "send", "aria-label": say("send"), title: say("send") }, icon("send")),
    );
    this.suggestions = make("div", { class: "suggestions", hidden: true, "aria-label": say("commands"), role: "group" });
    this.context = make("div", { class: "context", hidden: true });
    this.keys = make("div", { class: "keys", hidden: true });
  }

  get text() {
    return this.field.value;
  }

  update(data, entry) {
    const asleep = this.chat.isPrivate && (entry.blocked || entry.started === false);
    this.row.hidden = asleep;
    this.startButton.hidden = !asleep;
    this.startButton.textContent = say(entry.blocked ? "restart" : "start");
    this.startButton.dataset.testid = entry.blocked ? "restart" : "start";
    this.commands = data.commands ?? [];
    this.menuButton.hidden = this.commands.length === 0;
    this.drawKeyboard(asleep ? null : data.reply_keyboard);
    this.drawTopics();
    this.obeyForceReply(data);
    if (this.answered) this.followAnswered(data.messages);
  }

  drawTopics() {
    const topics = [["", "General"], ...this.chat.topics].map(([id, name]) => make("option", { value: id, selected: String(id) === this.topic.value }, name));
    this.topic.hidden = !this.chat.data.chat.is_forum || topics.length === 1;
    this.topic.replaceChildren(...topics);
  }

  // An answer belongs to the topic of what it answers.
  get threadId() {
    return this.answered?.message_thread_id ?? (Number(this.topic.value) || undefined);
  }

  start() {
    return this.chat.entry.blocked ? this.chat.phone.restart() : this.chat.phone.startBot("");
  }

  drawKeyboard(markup) {
    const keyboard = markup?.keyboard ? markup : null;
    const signature = JSON.stringify(keyboard);
    this.keysButton.hidden = !keyboard;
    if (signature === this.keysDrawn) return;
    this.keysDrawn = signature;
    this.keys.hidden = !keyboard;
    this.keys.replaceChildren();
    this.field.placeholder = keyboard?.input_field_placeholder || say("write");
    if (keyboard) this.keys.append(replyKeyboard(keyboard, (text, key) => this.keyPressed(text, key, keyboard)));
  }

  keyPressed(text, key, keyboard) {
    if (key.request_contact || key.request_location || key.web_app || key.request_users || key.request_chat || key.request_poll) return this.chat.refuse();
    if (keyboard.one_time_keyboard) this.keys.hidden = true;
    return this.chat.send(text);
  }

  toggleKeys() {
    this.keys.hidden = !this.keys.hidden;
  }

  obeyForceReply(data) {
    const markup = data.reply_keyboard;
    if (!markup?.force_reply) return;
    const asking = data.messages.findLast((message) => (markup.message_id ? message.message_id === markup.message_id : !message.outgoing));
    if (!asking || this.forcedBy === asking.message_id) return;
    this.forcedBy = asking.message_id;
    this.field.placeholder = markup.input_field_placeholder || say("write");
    this.replyTo(asking, false);
  }

  replyTo(message, focus = true) {
    this.edited = null;
    this.answered = message;
    this.showContext(say("replyTo", { name: author(message) }), summary(message));
    if (focus) this.field.focus();
  }

  editMessage(message) {
    this.answered = null;
    this.edited = message;
    this.showContext(say("editing"), summary(message));
    this.fill(message.text);
  }

  followAnswered(messages) {
    if (!messages.some((message) => message.message_id === this.answered.message_id)) this.dropContext();
  }

  showContext(title, text) {
    this.context.hidden = false;
    this.context.replaceChildren(make("div", {}, make("b", {}, title), make("span", {}, text)), iconButton("close", say("cancel"), () => this.cancelContext()));
  }

  cancelContext() {
    if (this.edited) this.fill("");
    this.dropContext();
    this.field.focus();
  }

  dropContext() {
    this.answered = this.edited = null;
    this.context.hidden = true;
  }

  fill(text, focus = true) {
    this.field.value = text;
    this.typed();
    if (focus) this.field.focus();
  }

  typed() {
    this.field.style.height = "auto";
    if (this.field.value) this.field.style.height = `${Math.min(this.field.scrollHeight, MOST_PIXELS)}px`;
    const word = this.field.value;
    this.inline.typed(word);
    this.suggest(/^\/\S*$/.test(word) ? this.commands.filter(({ command }) => `/${command}`.startsWith(word.toLowerCase())) : []);
  }

  suggest(commands) {
    this.suggestions.hidden = commands.length === 0;
    this.menuButton.setAttribute("aria-expanded", String(commands.length > 0));
    this.suggestions.replaceChildren(...commands.map((command) => this.suggestion(command)));
  }

  suggestion({ command, description }) {
    return make("button", { type: "button", data: { command }, onclick: () => this.sendCommand(command) }, make("b", {}, `/${command}`), make("span", {}, description));
  }

  toggleMenu() {
    this.suggest(this.suggestions.hidden ? this.commands : []);
    this.suggestions.firstElementChild?.focus();
  }

  sendCommand(command) {
    this.fill("");
    return this.chat.send(this.chat.isPrivate ? `/${command}` : `/${command}@${this.chat.phone.page.bot.username}`);
  }

  onKey(event) {
    if (event.key === "Escape") this.escape();
    if (event.key === "ArrowUp" && !this.suggestions.hidden) this.suggestions.lastElementChild.focus();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.row.requestSubmit();
  }

  escape() {
    this.suggest([]);
    this.inline.hide();
    if (!this.context.hidden) this.cancelContext();
  }

  async submitted(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    const { answered, edited, chat, threadId } = this;
    this.fill("", document.activeElement === this.field);
    this.dropContext();
    try {
      if (edited) await chat.phone.attempt(() => tell(`${chat.path}/messages/${edited.message_id}/edit`, { text }));
      else await chat.send(text, answered?.message_id, threadId);
      if (edited) await chat.sync();
    } catch {
      if (!this.field.value) this.fill(text);
    }
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.picked(files);
  }

  async picked(files) {
    if (files.length === 0) return;
    const wish = await askAboutFiles(this.chat.phone.page, files);
    this.picker.value = "";
    if (!wish) return;
    const fields = { file: files, kind: wish.kind, caption: wish.caption, reply_to_message_id: this.answered?.message_id, message_thread_id: this.threadId };
    await this.chat.phone.attempt(() => upload(`${this.chat.path}/messages`, fields));
    this.dropContext();
    this.chat.log.followNewest();
    await this.chat.sync();
  }
}
