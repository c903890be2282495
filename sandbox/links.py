"""Addresses as Telegram writes them out."""

import re

OTHER_SCHEMES = re.compile(r"(tg|ton|tonsite|mailto|tel):", re.IGNORECASE)
ADDRESS = re.compile(r"(?:(https?|ftp)://)?([^/?#:\s]+)(:\d+)?([/?#].*)?$", re.IGNORECASE | re.DOTALL)
MENTION = re.compile(r"tg:(?://)?user\?id=(\d+)")


def checked_url(url: str) -> str | None:
    """With its scheme and path, or None when Telegram would not make a link of it."""
    url = url.strip()
    if OTHER_SCHEMES.match(url):
        return url
    match = ADDRESS.match(url)
    if not match or ("." not in match.group(2) and match.group(2).lower() != "localhost"):
        return None
    scheme, host, port, rest = match.groups()
    if rest and not rest.startswith("/"):
        rest = "/" + rest
    return f"{(scheme or 'http').lower()}://{host.lower()}{port or ''}{rest or '/'}"


def mentioned_user(url: str) -> int | None:
    """The person whom a `tg://user?id=` address means."""
    match = MENTION.match(url)
    return int(match.group(1)) if match else None
