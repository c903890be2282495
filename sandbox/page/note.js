// The note of a person may carry the link by which they were invited: a button to press, not an address to read.
export function readNote({ note = "" }) {
  const link = /https?:\/\/\S+/.exec(note)?.[0] ?? null;
  return { words: link ? note.replace(link, "").trim() : note, link };
}
