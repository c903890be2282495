import { icon, make } from "./elements.js";
import { say } from "./words.js";

const NEAR_PIXELS = 80;

// The column of messages. Only what changed is built anew, so that reading, pressing and playing are not disturbed.
export class Log {
  constructor() {
    this.shown = new Map();
    this.list = make("div", { class: "log-list" });
    this.scroller = make("div", { class: "log", role: "region", "aria-label": say("messages"), tabindex: "0" }, this.list);
    this.count = make("span", {});
    this.downButton = make("button", { type: "button", class: "to-newest", hidden: true, "aria-label": say("toNewest"), title: say("toNewest"), onclick: () => this.toNewest() }, this.count, icon("down"));
    this.element = make("div", { class: "log-frame" }, this.scroller, this.downButton);
    this.unseen = 0;
    this.follows = true;
    this.lastTop = 0;
    this.scroller.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.follows && this.toNewest()).observe(this.list);
    new ResizeObserver(() => this.follows && this.toNewest()).observe(this.scroller);
  }

  show(lines) {
    const isFirst = this.shown.size === 0;
    const focus = this.focusPlace();
    const fresh = lines.filter((line) => !this.shown.has(line.key));
    const wanted = new Set(lines.map((line) => line.key));
    for (const [key, { element }] of this.shown) if (!wanted.has(key)) this.remove(key, element);
    let after = null;
    for (const line of lines) after = this.place(line, after);
    this.empty(lines.length === 0);
    this.giveBack(focus);
    if (!isFirst && !this.follows) this.unseen += fresh.filter((line) => line.mine === false).length;
    if (this.follows) this.toNewest();
    this.drawDown();
  }

  place(line, after) {
    const old = this.shown.get(line.key);
    const element = old?.signature === line.signature ? old.element : line.build();
    if (old && old.element !== element) old.element.replaceWith(element);
    const expected = after ? after.nextSibling : this.list.firstChild;
    if (expected !== element) this.list.insertBefore(element, expected);
    this.shown.set(line.key, { signature: line.signature, element });
    return element;
  }

  remove(key, element) {
    element.remove();
    this.shown.delete(key);
  }

  empty(isEmpty) {
    this.scroller.classList.toggle("empty", isEmpty);
    this.scroller.dataset.words = isEmpty ? say("noMessages") : "";
  }

  // An edit in place must not throw keyboard users out of the buttons they were walking through.
  focusPlace() {
    const message = document.activeElement?.closest?.("[data-message]");
    if (!message || !this.list.contains(message)) return null;
    return { id: message.dataset.message, index: [...message.querySelectorAll("button")].indexOf(document.activeElement) };
  }

  giveBack(focus) {
    if (!focus || this.list.contains(document.activeElement)) return;
    const buttons = this.find(focus.id)?.querySelectorAll("button") ?? [];
    (buttons[focus.index] ?? buttons[buttons.length - 1] ?? this.scroller).focus({ preventScroll: true });
  }

  find(id) {
    return this.list.querySelector(`[data-message="${CSS.escape(String(id))}"]`);
  }

  showMessage(id) {
    const element = this.find(id);
    if (!element) return;
    this.follows = false;
    element.scrollIntoView({ block: "center" });
    element.classList.add("flash");
    element.addEventListener("animationend", () => element.classList.remove("flash"), { once: true });
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
    // Only going up means leaving the newest message: a column that grows meanwhile scrolls as well.
    if (isNear) this.follows = true;
    else if (scrollTop < this.lastTop) this.follows = false;
    this.lastTop = scrollTop;
    if (this.follows) this.unseen = 0;
    this.drawDown();
  }

  drawDown() {
    this.downButton.hidden = this.follows;
    this.count.textContent = this.unseen ? say("newMessages", { count: this.unseen }) : "";
  }

  followNewest() {
    this.follows = true;
  }

  toNewest() {
    this.follows = true;
    this.unseen = 0;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
