import { tell } from "./api.js";
import { askForm, choice, field, pick, tick } from "./dialogs.js";
import { fullName, make } from "./elements.js";
import { readNote } from "./note.js";
import { LANGUAGES, language, say } from "./words.js";

export async function choosePeople(page) {
  const ticks = [...page.users.values()].map((user) => {
    const news = page.news.get(user.id) ? ` · ${say("newMessages", { count: page.news.get(user.id) })}` : "";
    const { words, link } = readNote(user);
    const about = [words, link && say("invitation"), user.language_code].filter(Boolean).join(" · ");
    return tick("people", fullName(user), page.phones.has(user.id), String(user.id), about + news);
  });
  const wish = await askForm(say("choosePeople"), say("apply"), ticks);
  return wish && wish.people.map(Number);
}

export async function createPhone(page) {
  const wish = await askForm(say("addPhone"), say("create"), [
    field("first_name", say("firstName"), { required: true, maxlength: "64", autocomplete: "off" }),
    field("last_name", say("lastName"), { maxlength: "64", autocomplete: "off" }),
    field("username", say("username"), { pattern: "[A-Za-z][A-Za-z0-9_]{4,31}", autocomplete: "off" }),
    pick("language_code", say("phoneLanguage"), Object.entries(LANGUAGES), language),
  ]);
  if (!wish) return null;
  const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value));
  const answer = await tell("/users", given);
  return answer.user ?? answer;
}

export async function createGroup(page) {
  const people = [...page.users.values()];
  const kinds = ["supergroup", "group", "channel"].map((kind) => [kind, say(kind)]);
  const wish = await askForm(say("addGroup"), say("create"), [
    field("title", say("groupTitle"), { required: true, maxlength: "128", autocomplete: "off" }),
    choice("kind", say("groupKind"), kinds, "supergroup"),
    tick("is_forum", say("withTopics"), false),
    tick("bot", say("withBot"), true),
    tick("botAdministrator", say("botAdministrator"), false),
    pick("administrator", say("administratorOf"), people.map((user) => [String(user.id), fullName(user)]), String([...page.phones.keys()][0])),
    make("fieldset", {}, make("legend", {}, say("members")), people.map((user) => tick("members", fullName(user), page.phones.has(user.id), String(user.id), readNote(user).words))),
  ]);
  return wish && foundGroup(wish);
}

async function foundGroup(wish) {
  const administrators = [Number(wish.administrator)];
  const members = [...new Set([...administrators, ...wish.members.map(Number)])];
  const { chat } = await tell("/groups", { title: wish.title, kind: wish.kind, members, administrators, is_forum: wish.is_forum && wish.kind === "supergroup" });
  if (wish.bot) await tell(`/groups/${chat.id}/bot`, { administrator: wish.botAdministrator });
  return chat;
}
