import { fileAddress } from "./api.js";
import { icon, make } from "./elements.js";
import { say, size } from "./words.js";

const KINDS = {
  photo: (message, chat) => photo(message, chat),
  animation: (message) => moving(message.animation, "animation"),
  video: (message) => moving(message.video, "video"),
  video_note: (message) => moving(message.video_note, "video"),
  voice: (message) => sound(message.voice, "voice"),
  audio: (message) => sound(message.audio, "audio"),
  sticker: (message) => make("p", { class: "sticker" }, message.sticker.emoji ?? say("sticker")),
  document: (message) => file(message.document),
  poll: (message) => poll(message.poll),
  location: (message) => place(message.location),
  contact: (message) => make("p", {}, `${say("contact")}: ${message.contact.first_name}`),
  dice: (message) => make("p", { class: "sticker" }, `${message.dice.emoji} ${message.dice.value}`),
};

export function kindOf(message) {
  return Object.keys(KINDS).find((kind) => message[kind]) ?? null;
}

export function mediaOf(message, chat) {
  const kind = kindOf(message);
  return kind ? KINDS[kind](message, chat) : null;
}

function photo(message, chat) {
  const largest = message.photo.at(-1);
  const address = fileAddress(largest.file_id);
  const description = message.caption || say("photo");
  const picture = make("img", { src: address, alt: description, width: largest.width, height: largest.height, loading: "lazy" });
  const button = make("button", { type: "button", class: "photo", "aria-label": `${say("openPhoto")}: ${description}`, onclick: () => chat.phone.page.showPhoto(address, description) }, picture);
  button.classList.toggle("hidden-media", Boolean(message.has_media_spoiler));
  return button;
}

function moving(media, word) {
  return make("video", { src: fileAddress(media.file_id), controls: true, preload: "metadata", "aria-label": say(word) });
}

function sound(media, word) {
  const player = make("audio", { src: fileAddress(media.file_id), controls: true, preload: "metadata", "aria-label": say(word) });
  return make("div", { class: "sound" }, player, make("small", {}, `${say(word)} · ${lasting(media.duration)}`));
}

function lasting(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function file(sent) {
  const name = sent.file_name || say("document");
  return make(
    "a",
    { class: "document", href: fileAddress(sent.file_id), download: name },
    make("span", { class: "document-icon" }, icon("down")),
    make("span", { class: "document-name" }, name, make("small", {}, sent.file_size === undefined ? "" : size(sent.file_size))),
  );
}

function poll(asked) {
  const options = asked.options.map((option) => make("li", {}, option.text, " ", make("small", {}, String(option.voter_count))));
  return make("div", { class: "poll" }, make("strong", {}, asked.question), make("ul", {}, options));
}

function place(location) {
  return make("p", {}, `${say("location")}: ${location.latitude}, ${location.longitude}`);
}
