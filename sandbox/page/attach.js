import { make } from "./elements.js";
import { askForm, choice, field } from "./dialogs.js";
import { LONGEST_CAPTION } from "./parts.js";
import { say, size } from "./words.js";

// What a bot may fetch with getFile: more would only puzzle, since it never could arrive.
const MOST_BYTES = 20e6;

const MOST_IN_ALBUM = 10;

export function askAboutFiles(page, files) {
  const trouble = files.length > MOST_IN_ALBUM ? "tooManyFiles" : files.some((file) => file.size > MOST_BYTES) ? "fileTooBig" : null;
  if (trouble) {
    page.toast(say(trouble));
    return null;
  }
  const kinds = [
    ["photo", say("asPhoto")],
    ["document", say("asDocument")],
    ["video", say("asVideo")],
    ["voice", say("asVoice")],
  ];
  return askForm(say("attach"), say("send"), [
    files.map((file) => make("p", { class: "file-name" }, file.name, make("small", {}, size(file.size)))),
    choice("kind", say("sendAs"), files.length > 1 ? kinds.slice(0, 3) : kinds, likelyKind(files)),
    field("caption", say("caption"), { autocomplete: "off", maxlength: LONGEST_CAPTION }),
  ]);
}

function likelyKind(files) {
  if (files.every((file) => /^image\/(jpeg|png|webp)$/.test(file.type))) return "photo";
  if (files.every((file) => file.type.startsWith("video/"))) return "video";
  return files.length === 1 && /^audio\/(ogg|opus|mpeg|mp4|webm)/.test(files[0].type) ? "voice" : "document";
}
