// What a link of Telegram means on a phone of the sandbox; null when it belongs to the outside world.

export function readTelegramLink(address) {
  const url = new URL(address);
  if (url.protocol === "tg:") return readInternal(url);
  if (!/^(www\.)?(t|telegram)\.me$/i.test(url.hostname)) return null;
  const parts = url.pathname.split("/").filter(Boolean);
  if (parts[0] === "share") return { kind: "share", text: shared(url) };
  if (parts[0] === "c") return { kind: "message", chatId: `-100${parts[1]}`, messageId: parts.length > 2 ? parts.at(-1) : null };
  return { kind: "name", username: parts[0] ?? "", messageId: parts[1] ?? null, ...starts(url) };
}

function readInternal(url) {
  const action = url.host || url.pathname.replace(/^\/+/, "").split("?")[0];
  if (action === "resolve") return { kind: "name", username: url.searchParams.get("domain") ?? "", messageId: url.searchParams.get("post"), ...starts(url) };
  if (action === "msg_url") return { kind: "share", text: shared(url) };
  if (action === "privatepost") {
    return { kind: "message", chatId: `-100${url.searchParams.get("channel")}`, messageId: url.searchParams.get("post") };
  }
  return { kind: "unknown" };
}

function starts(url) {
  return { start: url.searchParams.get("start"), group: url.searchParams.has("startgroup") || url.searchParams.has("startchannel") };
}

function shared(url) {
  return [url.searchParams.get("url"), url.searchParams.get("text")].filter(Boolean).join("\n");
}
