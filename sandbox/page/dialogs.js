import { iconButton, make } from "./elements.js";
import { say } from "./words.js";

// Resolves to the values of the form, or to null when it was closed without sending.
export function askForm(title, verb, content) {
  return new Promise((resolve) => {
    const form = make(
      "form",
      { method: "dialog" },
      make("header", {}, make("h2", {}, title), iconButton("close", say("close"), () => dialog.close())),
      make("div", { class: "dialog-content" }, content),
      make("footer", {}, make("button", { type: "button", onclick: () => dialog.close() }, say("cancel")), make("button", { class: "main", value: "yes" }, verb)),
    );
    const dialog = open(form, title, () => resolve(dialog.returnValue === "yes" ? values(form) : null));
  });
}

export function showPicture(address, description) {
  const picture = make("img", { src: address, alt: description });
  const dialog = open([iconButton("close", say("close"), () => dialog.close()), picture], description, () => {});
  dialog.classList.add("picture");
  picture.addEventListener("click", () => dialog.close());
}

function open(content, label, onclose) {
  const dialog = make("dialog", { "aria-label": label });
  dialog.append(...[content].flat());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    onclose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function values(form) {
  const result = {};
  for (const element of form.elements) {
    if (!element.name) continue;
    if (element.type === "checkbox" && element.value !== "on") (result[element.name] ??= []).push(...(element.checked ? [element.value] : []));
    else if (element.type === "checkbox") result[element.name] = element.checked;
    else if (element.type !== "radio" || element.checked) result[element.name] = element.value.trim();
  }
  return result;
}

export function field(name, label, properties = {}) {
  return make("label", { class: "field" }, make("span", {}, label), make("input", { name, ...properties }));
}

export function pick(name, label, options, chosen) {
  const list = options.map(([value, text]) => make("option", { value, selected: value === chosen }, text));
  return make("label", { class: "field" }, make("span", {}, label), make("select", { name }, list));
}

export function tick(name, label, checked, value, note) {
  return make("label", { class: "tick" }, make("input", { type: "checkbox", name, checked, value }), make("span", {}, label, note && make("small", {}, note)));
}

export function choice(name, label, options, chosen) {
  const list = options.map(([value, text]) => make("label", { class: "tick" }, make("input", { type: "radio", name, value, checked: value === chosen }), make("span", {}, text)));
  return make("fieldset", {}, make("legend", {}, label), list);
}
