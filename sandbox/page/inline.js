import { tell } from "./api.js";
import { make } from "./elements.js";
import { say } from "./words.js";

const PAUSE_MILLISECONDS = 200; // between keystrokes, as the apps wait before they ask
const ANSWER_SECONDS = 30;

// What the bot offers to `@bot words`, above the text field. A tap puts it into the chat.
export class Inline {
  constructor(compose) {
    this.compose = compose;
    this.element = make("div", { class: "suggestions inline-results", hidden: true, "aria-label": say("inlineResults"), role: "group", testid: "inline" });
    this.words = null;
  }

  get path() {
    return `${this.compose.chat.path}/inline`;
  }

  typed(text) {
    const words = this.wordsIn(text);
    if (words === this.words) return;
    this.words = words;
    clearTimeout(this.soon);
    if (words === null) this.hide();
    else this.soon = setTimeout(() => this.ask(words), PAUSE_MILLISECONDS);
  }

  wordsIn(text) {
    const name = `@${this.compose.chat.phone.page.bot.username} `.toLowerCase();
    return text.toLowerCase().startsWith(name) ? text.slice(name.length) : null;
  }

  async ask(words, offset = "") {
    const { phone } = this.compose.chat;
    const asked = await phone.attempt(() => tell(this.path, { query: words, offset }));
    const answer = asked.answer ?? (await phone.page.answerTo(asked.id, ANSWER_SECONDS))?.answer;
    if (this.words !== words) return; // somebody went on typing
    if (answer) this.show(words, asked.id, answer, offset !== "");
    else this.hide();
  }

  show(words, id, answer, goesOn) {
    const kept = goesOn ? [...this.element.children].filter((child) => child.dataset.testid !== "inline-more") : [];
    const button = answer.button && make("button", { type: "button", testid: "inline-button", onclick: () => this.open(answer.button) }, make("b", {}, answer.button.text));
    const results = answer.results.map((result) => this.result(id, result));
    const more = answer.next_offset && make("button", { type: "button", testid: "inline-more", onclick: () => this.ask(words, answer.next_offset) }, make("b", {}, say("inlineMore")));
    this.element.replaceChildren(...[...kept, button, ...results, more].filter(Boolean));
    this.element.hidden = this.element.children.length === 0;
  }

  result(id, { id: name, title, description }) {
    return make("button", { type: "button", testid: "inline-result", data: { result: name }, onclick: () => this.send(id, name) }, make("b", {}, title), make("span", {}, description ?? ""));
  }

  async send(id, name) {
    const { compose } = this;
    const { chat } = compose;
    const reply = { reply_to_message_id: compose.answered?.message_id, message_thread_id: compose.threadId };
    await chat.phone.attempt(() => tell(`${this.path}/${id}`, { result_id: name, ...reply }));
    compose.fill("");
    compose.dropContext();
    chat.log.followNewest();
    await chat.sync();
  }

  open({ start_parameter: payload }) {
    this.compose.fill("", false);
    return this.compose.chat.phone.startBot(payload);
  }

  hide() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
