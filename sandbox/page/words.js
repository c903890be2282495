import ca from "./words/ca.js";
import en from "./words/en.js";
import es from "./words/es.js";
import pt from "./words/pt.js";
import { kept, keep } from "./memory.js";

export const LANGUAGES = { es: "Español", pt: "Português", ca: "Català", en: "English" };
const dictionaries = { es, pt, ca, en };

export const language = chosenLanguage();
const dictionary = dictionaries[language];
const locale = { es: "es", pt: "pt-BR", ca: "ca", en: "en-GB" }[language];

function chosenLanguage() {
  const wishes = [kept("language"), ...(navigator.languages ?? [navigator.language])];
  const known = wishes.map((wish) => (wish ?? "").slice(0, 2).toLowerCase()).find((code) => code in dictionaries);
  return known ?? "en";
}

export function chooseLanguage(code) {
  keep("language", code);
  location.reload();
}

export function say(key, gaps = {}) {
  return dictionary[key].replace(/\{(\w+)\}/g, (whole, name) => gaps[name] ?? whole);
}

// The sandbox shows one zone only, the one in which its clock is set.
const formats = {
  moment: { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  time: { hour: "2-digit", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  shortDay: { day: "numeric", month: "short" },
};

export function written(format, date) {
  return new Intl.DateTimeFormat(locale, { ...formats[format], timeZone: "UTC", hourCycle: "h23" }).format(date);
}

export function size(bytes) {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${number.format(bytes / 1000)} kB` : `${number.format(bytes / 1e6)} MB`;
}
