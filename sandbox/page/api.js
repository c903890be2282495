const ROOT = "/sandbox";

export class Refusal extends Error {}

export async function ask(path) {
  return answerOf(await fetch(ROOT + path, { headers: { Accept: "application/json" } }));
}

export async function tell(path, body = {}) {
  return answerOf(
    await fetch(ROOT + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  );
}

export async function upload(path, fields) {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) if (value !== undefined && value !== "") form.append(name, value);
  return answerOf(await fetch(ROOT + path, { method: "POST", body: form }));
}

export function fileAddress(fileId) {
  return `${ROOT}/files/${encodeURIComponent(fileId)}`;
}

async function answerOf(response) {
  const text = await response.text();
  let answer = {};
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    answer = { description: text.slice(0, 200) };
  }
  if (!response.ok) throw new Refusal(answer.description || answer.error || answer.detail || `HTTP ${response.status}`);
  return answer;
}

// The stream may be cut (a sleeping laptop, a restarted server): the browser reconnects by itself,
// and what was missed meanwhile is asked for again by whoever listens to `onback`.
export function listen(listeners, wasLost = false) {
  const stream = new EventSource(`${ROOT}/events`);
  const take = (event) => listeners.onevent(JSON.parse(event.data));
  for (const type of ["message", "edited", "deleted", "answer", "inline", "clock", "chat", "commands", "typing"]) stream.addEventListener(type, take);
  stream.onopen = () => {
    if (wasLost) listeners.onback();
    wasLost = false;
  };
  stream.onerror = () => {
    if (!wasLost) listeners.onlost();
    wasLost = true;
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen(listeners, true), 2000);
  };
}

// While one run is under way further wishes are gathered into a single next run.
export function oneAtATime(work) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running) again = true;
    else running = run().finally(() => (running = null));
    return running;
  };
}
