// Storage may be forbidden (private windows, strict settings): then the page simply forgets.

export function kept(name, store = "localStorage") {
  try {
    return window[store].getItem(`sandbox.${name}`);
  } catch {
    return null;
  }
}

export function keep(name, value, store = "localStorage") {
  try {
    if (value === null) window[store].removeItem(`sandbox.${name}`);
    else window[store].setItem(`sandbox.${name}`, value);
  } catch {
    return;
  }
}
