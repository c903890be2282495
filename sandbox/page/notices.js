import { make } from "./elements.js";
import { say } from "./words.js";

const TOAST_MILLISECONDS = 4000;

export class Toasts {
  constructor() {
    this.element = make("div", { class: "toasts", role: "status", "aria-live": "polite" });
  }

  show(text) {
    const toast = make("div", { class: "toast", testid: "toast" }, text);
    this.element.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MILLISECONDS);
  }

  // An alert of a bot waits for its OK on its own phone, while the other phones stay usable.
  alert(text, screen) {
    const before = document.activeElement;
    const button = make("button", { type: "button", onclick: () => close() }, say("ok"));
    const box = make("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text, testid: "alert" }, make("p", {}, text), button);
    const cover = make("div", { class: "cover" }, box);
    const close = () => {
      cover.remove();
      screen.inert = false;
      before?.focus?.({ preventScroll: true });
    };
    cover.addEventListener("keydown", (event) => event.key === "Escape" && close());
    screen.inert = true;
    screen.parentElement.append(cover);
    button.focus();
  }
}

export function openPopup(frame, items, anchor, point) {
  frame.querySelector(".popup")?.remove();
  const popup = make("div", { class: "popup", role: "menu" }, items.filter(Boolean).map((item) => entry(item, () => close())));
  const close = (giveFocusBack = true) => {
    popup.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (giveFocusBack && anchor.isConnected) anchor.focus?.({ preventScroll: true });
  };
  const outside = (event) => popup.contains(event.target) || close(false);
  popup.addEventListener("keydown", (event) => walk(event, popup, close));
  document.addEventListener("pointerdown", outside, true);
  frame.append(popup);
  put(popup, frame.getBoundingClientRect(), anchor.getBoundingClientRect(), point);
  popup.firstElementChild?.focus({ preventScroll: true });
}

function entry({ label, act, testid }, close) {
  const choose = () => {
    close();
    act();
  };
  return make("button", { type: "button", role: "menuitem", testid, onclick: choose }, label);
}

function walk(event, popup, close) {
  if (event.key === "Escape") close();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...popup.children];
  buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
}

function put(popup, frame, anchor, point) {
  const margin = 8;
  const x = (point?.x ?? anchor.right - popup.offsetWidth) - frame.left;
  const y = (point?.y ?? anchor.bottom) - frame.top;
  popup.style.left = `${Math.max(margin, Math.min(x, frame.width - popup.offsetWidth - margin))}px`;
  popup.style.top = `${Math.max(margin, Math.min(y, frame.height - popup.offsetHeight - margin))}px`;
}
