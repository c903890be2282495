// Every element of the page is made here: text goes in as text nodes, so nothing that a person typed can become markup.

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) give(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function give(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "class") element.className = value;
  else if (name === "testid") element.dataset.testid = value;
  else element.setAttribute(name, value === true ? "" : value);
}

const SHAPES = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-5 16-3.5-6.5z",
  attach: "M19 11l-7.5 7.5a4.6 4.6 0 0 1-6.5-6.5L13 4a3 3 0 0 1 4.300 4.300l-8 8a1.500 1.500 0 0 1-2.200-2.200L14 7.500",
  dots: "M12 5v.4M12 11.800v.4M12 18.600v.4",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  pin: "M9 4h6l-1 7 3 3H7l3-3zM12 14v6",
  keys: "M4 7h16v10H4zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  check: "M5 13l4 4L19 7",
  copy: "M9 9h10v11H9zM5 15V4h10",
  link: "M8 16L17 7M10 7h7v7",
  list: "M4 7h16M4 12h16M4 17h16",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  picture.classList.add("icon");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", SHAPES[name]);
  picture.append(line);
  return picture;
}

export function iconButton(name, label, onclick, properties = {}) {
  return make("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...properties }, icon(name));
}

export function avatar(id, name, small = false) {
  const letters = name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
  return make("span", { class: `avatar tint-${tintOf(id)}${small ? " small" : ""}`, "aria-hidden": "true" }, letters);
}

export function tintOf(id) {
  return Math.abs(Number(id)) % 7;
}

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}
