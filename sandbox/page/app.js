import { Refusal, ask, listen } from "./api.js";
import { Clock } from "./clock.js";
import { showPicture } from "./dialogs.js";
import { fullName, icon, iconButton, make } from "./elements.js";
import { keep, kept } from "./memory.js";
import { Toasts } from "./notices.js";
import { choosePeople, createGroup, createPhone } from "./people.js";
import { Phone } from "./phone.js";
import { LANGUAGES, chooseLanguage, language, say } from "./words.js";

const FIRST_SHOWN = 3;
const CLOCK_MILLISECONDS = 20000;
const SETTLE_MILLISECONDS = 500;

class Page {
  constructor() {
    this.users = new Map();
    this.phones = new Map();
    this.news = new Map();
    this.answers = new Map();
    this.toasts = new Toasts();
    this.clock = new Clock(this);
    this.row = document.getElementById("phones");
    this.tabs = document.getElementById("people");
  }

  async begin() {
    document.documentElement.lang = language;
    document.title = say("title");
    document.body.append(this.toasts.element);
    this.drawBar();
    listen({ onevent: (event) => this.happened(event), onback: () => this.cameBack(), onlost: () => this.toast(say("lost")) });
    await this.loadState();
    await this.show(this.wanted());
    document.documentElement.dataset.ready = "1";
    setInterval(() => document.hidden || this.clock.sync().catch(() => {}), CLOCK_MILLISECONDS);
  }

  drawBar() {
    const languages = Object.entries(LANGUAGES).map(([code, name]) => make("option", { value: code, selected: code === language }, name));
    const tools = make(
      "div",
      { class: "tools" },
      this.tool("people", "choose-people", () => this.choose()),
      this.tool("phone", "add-phone", () => this.addPhone(), "addPhone"),
      this.tool("newGroup", "add-group", () => this.addGroup(), "addGroup"),
      make("select", { "aria-label": say("language"), title: say("language"), testid: "language", onchange: (event) => chooseLanguage(event.target.value) }, languages),
    );
    const bar = document.getElementById("bar");
    const more = iconButton("dots", say("more"), () => more.setAttribute("aria-expanded", String(bar.classList.toggle("open"))), { testid: "bar-more", "aria-expanded": "false" });
    this.clock.controls.append(more);
    bar.replaceChildren(this.clock.element, tools);
  }

  tool(word, testid, onclick, adds) {
    return make("button", { type: "button", testid, onclick, "aria-label": adds && say(adds), title: adds && say(adds) }, adds && icon("plus"), say(word));
  }

  async loadState() {
    const state = await ask("/state");
    this.bot = state.bot;
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.clock.show(state);
  }

  wanted() {
    const asked = new URLSearchParams(location.search).get("phones") ?? kept("phones");
    const known = (asked ?? "").split(",").map(Number).filter((id) => this.users.has(id));
    return known.length ? known : [...this.users.keys()].slice(0, FIRST_SHOWN);
  }

  async show(ids) {
    for (const [id, phone] of this.phones) if (!ids.includes(id)) this.drop(id, phone);
    const fresh = ids.filter((id) => !this.phones.has(id)).map((id) => new Phone(this, this.users.get(id)));
    for (const phone of fresh) this.phones.set(phone.user.id, phone);
    this.phones = new Map(ids.map((id) => [id, this.phones.get(id)]));
    this.row.replaceChildren(...[...this.phones.values()].map((phone) => phone.element));
    if (!ids.length) this.row.append(make("p", { class: "hint" }, say("noPhones")));
    this.remember(ids);
    this.bringForward(this.phones.has(this.current) ? this.current : ids[0]);
    await Promise.all(fresh.map((phone) => phone.open()));
  }

  drop(id, phone) {
    phone.close();
    this.phones.delete(id);
  }

  remember(ids) {
    const address = new URL(location.href);
    address.searchParams.set("phones", ids.join(","));
    history.replaceState(null, "", address.href.replaceAll("%2C", ","));
    keep("phones", ids.join(","));
    for (const id of ids) this.news.delete(id);
  }

  // On a narrow window only the current phone is seen; a wide one shows them all.
  bringForward(id) {
    this.current = id;
    for (const [other, phone] of this.phones) phone.element.classList.toggle("current", other === id);
    this.drawTabs();
  }

  drawTabs() {
    const tab = (phone) =>
      make(
        "button",
        { type: "button", class: "tab", "aria-pressed": String(phone.user.id === this.current), data: { tab: phone.user.id }, onclick: () => this.bringForward(phone.user.id) },
        fullName(phone.user),
        phone.unread > 0 && make("span", { class: "badge" }, String(phone.unread)),
      );
    const focused = document.activeElement?.dataset?.tab;
    this.tabs.setAttribute("aria-label", say("shownPeople"));
    this.tabs.replaceChildren(...[...this.phones.values()].map(tab));
    if (focused) this.tabs.querySelector(`[data-tab="${focused}"]`)?.focus({ preventScroll: true });
  }

  hide(id) {
    return this.show([...this.phones.keys()].filter((other) => other !== id));
  }

  async choose() {
    const ids = await choosePeople(this);
    if (ids) await this.show(ids);
  }

  async addPhone() {
    const user = await this.attempt(() => createPhone(this));
    if (!user) return;
    await this.loadState();
    await this.show([...new Set([...this.phones.keys(), user.id])]);
    this.bringForward(user.id);
    this.phones.get(user.id).element.scrollIntoView({ inline: "end", block: "nearest" });
  }

  async addGroup() {
    const chat = await this.attempt(() => createGroup(this));
    if (chat) await this.refresh();
  }

  async attempt(work) {
    try {
      return await work();
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  happened(event) {
    if (event.type === "answer" || event.type === "inline") this.answered(event);
    if (event.type === "inline") return;
    if (event.type === "clock") this.clock.sync().catch(() => {});
    else this.clockSoon();
    const ids = event.user_ids ?? (event.type === "clock" ? [] : [...this.phones.keys()]);
    for (const id of ids) this.tellPhone(id, event);
  }

  tellPhone(id, event) {
    const phone = this.phones.get(id);
    if (phone) phone.happened(event);
    else if (event.type === "message") this.news.set(id, (this.news.get(id) ?? 0) + 1);
  }

  // What the bot does in answer may plan new events.
  clockSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.clock.sync().catch(() => {}), SETTLE_MILLISECONDS);
  }

  // The answer may overtake the reply to the press itself, so early ones are kept for a while.
  answered(event) {
    const id = event.callback_query_id ?? event.inline_query_id;
    const waiting = this.answers.get(id);
    if (typeof waiting === "function") waiting(event);
    else this.answers.set(id, event);
    setTimeout(() => this.answers.delete(id), CLOCK_MILLISECONDS);
  }

  answerTo(id, seconds) {
    const early = this.answers.get(id);
    if (early) return Promise.resolve(early);
    return new Promise((resolve) => {
      this.answers.set(id, resolve);
      setTimeout(() => resolve(null), seconds * 1000);
    });
  }

  async refresh() {
    await this.clock.sync().catch(() => {});
    await Promise.all([...this.phones.values()].map((phone) => phone.refresh().catch(() => {})));
  }

  async cameBack() {
    this.toast(say("online"));
    await this.attempt(() => this.loadState());
    await this.refresh();
  }

  toast(text) {
    this.toasts.show(text);
  }

  showPhoto(address, description) {
    showPicture(address, description);
  }
}

// A refusal was already said on the phone that asked; only the unexpected belongs into the console.
window.addEventListener("unhandledrejection", (event) => event.reason instanceof Refusal && event.preventDefault());

const page = new Page();
page.begin().catch((error) => page.toast(error.message));
