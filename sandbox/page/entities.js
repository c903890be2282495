import { make } from "./elements.js";
import { say, written } from "./words.js";

// Telegram counts offsets in UTF-16 code units, as JavaScript strings do: slices need no conversion.
export function formatted(text, entities, doings) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, 0, text.length, ordered, doings);
}

function pieces(text, from, to, entities, doings) {
  const fragment = document.createDocumentFragment();
  let waiting = entities;
  let at = from;
  while (waiting.length) {
    const [entity, ...others] = waiting;
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end) {
      waiting = others;
      continue;
    }
    const { inside, after } = split(others, end);
    fragment.append(text.slice(at, start));
    fragment.append(wrap(entity, text.slice(start, end), pieces(text, start, end, inside, doings), doings));
    // A block ends its own line, so the line break that follows it would only leave a gap.
    at = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end;
    waiting = after;
  }
  if (at < to) fragment.append(text.slice(at, to));
  return fragment;
}

// An entity that crosses the border of another one goes on behind it.
function split(entities, end) {
  const inside = entities.filter((entity) => entity.offset < end);
  const crossing = inside
    .filter((entity) => entity.offset + entity.length > end)
    .map((entity) => ({ ...entity, offset: end, length: entity.offset + entity.length - end }));
  return { inside, after: [...crossing, ...entities.filter((entity) => entity.offset >= end)] };
}

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

function wrap(entity, text, content, doings) {
  if (entity.type in PLAIN) return make(PLAIN[entity.type], {}, content);
  return (WRAPPERS[entity.type] ?? ((_, __, inner) => make("span", {}, inner)))(entity, text, content, doings);
}

const WRAPPERS = {
  spoiler: (entity, text, content) => spoiler(content),
  code: (entity, text, content, doings) => copied(make("code", {}, content), text, doings),
  pre: (entity, text, content, doings) =>
    copied(make("pre", { data: { language: entity.language ?? "" } }, make("code", {}, content)), text, doings),
  text_link: (entity, text, content, doings) => link(entity.url, content, doings),
  url: (entity, text, content, doings) => link(withScheme(text), content, doings),
  email: (entity, text, content, doings) => link(`mailto:${text}`, content, doings),
  phone_number: (entity, text, content, doings) => link(`tel:${text}`, content, doings),
  mention: (entity, text, content, doings) => link(`https://t.me/${text.slice(1)}`, content, doings),
  text_mention: (entity, text, content) => make("span", { class: "mention" }, content),
  bot_command: (entity, text, content, doings) =>
    make("button", { type: "button", class: "text-button", title: say("botCommand", { command: text }), onclick: () => doings.sendText(text) }, content),
  hashtag: (entity, text, content) => make("span", { class: "hashtag" }, content),
  cashtag: (entity, text, content) => make("span", { class: "hashtag" }, content),
  blockquote: (entity, text, content) => make("blockquote", {}, content),
  expandable_blockquote: (entity, text, content) => foldingQuote(content),
  custom_emoji: (entity, text, content) => make("span", { class: "custom-emoji" }, content),
  date_time: (entity, text, content, doings) => moment(entity, content, doings),
};

function link(address, content, doings) {
  const target = safe(address);
  if (!target) return make("span", { class: "mention" }, content);
  const open = (event) => {
    event.preventDefault();
    doings.openLink(target);
  };
  return make("a", { href: target, rel: "noopener noreferrer", target: "_blank", title: target, onclick: open }, content);
}

function withScheme(text) {
  return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
}

export function safe(address) {
  try {
    const parsed = new URL(address);
    return ["http:", "https:", "mailto:", "tel:", "tg:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

function spoiler(content) {
  const cover = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": say("hiddenText") }, make("span", { inert: true }, content));
  const reveal = (event) => {
    event.preventDefault();
    event.stopPropagation();
    cover.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    cover.firstElementChild.inert = false;
    cover.removeEventListener("click", reveal);
    cover.removeEventListener("keydown", onKey);
  };
  const onKey = (event) => ["Enter", " "].includes(event.key) && reveal(event);
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", onKey);
  return cover;
}

function foldingQuote(content) {
  const quote = make("blockquote", { class: "folding" }, make("div", { class: "quote-text" }, content));
  const button = make("button", { type: "button", class: "quote-button", "aria-expanded": "false" }, say("openQuote"));
  button.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = say(open ? "foldQuote" : "openQuote");
  });
  quote.append(button);
  return quote;
}

function copied(element, text, doings) {
  element.title = say("copy");
  element.classList.add("copies");
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    doings.copy(text);
  });
  return element;
}

// The written text stays, because a phone of the sandbox has no time zone of its own; the exact moment is one press away.
function moment(entity, content, doings) {
  const exact = written("moment", new Date(entity.unix_time * 1000));
  const tell = () => doings.toast(exact);
  const onkeydown = (event) => ["Enter", " "].includes(event.key) && tell();
  // A real button is a block of its own and tears the line apart; this flows with the text.
  return make("span", { role: "button", tabindex: "0", class: "dated", title: exact, onclick: tell, onkeydown }, content);
}
