// Telegram's apps send what is longer than a message as several, one right after the other. They cut at the last
// paragraph, else line, sentence or word near the limit, and what stood there is lost. JavaScript counts as Telegram.
export const LONGEST_CAPTION = 1024;
const LONGEST = 4096;
const NEAR = 300;
const PLACES = [/\n\n/g, /\n/g, /(?<=[.!?…])\s/g, /\s/g];

export function messagesOf(text) {
  const messages = [];
  let rest = text.trim();
  while (rest.length > LONGEST) {
    const end = placeToCut(rest);
    messages.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...messages, rest];
}

function placeToCut(text) {
  const start = LONGEST - NEAR;
  for (const place of PLACES) {
    const found = [...text.slice(start, LONGEST + 1).matchAll(place)];
    if (found.length) return start + found.at(-1).index;
  }
  const isWithinPair = /[\uD800-\uDBFF]/.test(text[LONGEST - 1]);
  return isWithinPair ? LONGEST - 1 : LONGEST;
}
