import { make } from "./elements.js";
import { askForm, choice, field } from "./dialogs.js";
import { say, size } from "./words.js";

// What a bot may fetch with getFile: more would only puzzle, since it never could arrive.
const MOST_BYTES = 20e6;

export function askAboutFile(page, file) {
  if (file.size > MOST_BYTES) {
    page.toast(say("fileTooBig"));
    return null;
  }
  const kinds = [
    ["photo", say("asPhoto")],
    ["document", say("asDocument")],
    ["voice", say("asVoice")],
  ];
  return askForm(say("attach"), say("send"), [
    make("p", { class: "file-name" }, file.name, make("small", {}, size(file.size))),
    choice("kind", say("sendAs"), kinds, likelyKind(file)),
    field("caption", say("caption"), { autocomplete: "off" }),
  ]);
}

function likelyKind(file) {
  if (/^image\/(jpeg|png|webp)$/.test(file.type)) return "photo";
  return /^audio\/(ogg|opus|mpeg|mp4|webm)/.test(file.type) ? "voice" : "document";
}
