"""What was found: five on a page, or kindly nothing."""

from collections.abc import Sequence

from texts.cities import short_city
from texts.lists import PAGE, arrows, number_buttons, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.search.kinds import EMOJI, state_name
from texts.search.narrowing import names, narrowed_line
from texts.search.presses import (
    NarrowingChosen,
    NarrowingsDropped,
    NarrowingsOpened,
    RecordOpened,
    SearchBegun,
    SearchPaged,
    SearchReturned,
    SearchShared,
)
from texts.search.shown import Line, Shown
from texts.translator import Translator

TITLE = 80
PASSAGE = 120


def results(t: Translator, shown: Shown, *, may_share: bool, has_three_words: bool) -> Message:
    """A page of what was found. `may_share`: what was not can be asked of the others; `has_three_words`: in its own."""
    return _found(t, shown) if shown.lines else _nothing(t, shown, may_share=may_share, has_three_words=has_three_words)


def told_number(t: Translator, shown: Shown) -> str:
    """The toast after it was narrowed."""
    return str(_number(t, shown).striptags())


def _found(t: Translator, shown: Shown) -> Message:
    pages = pages_for(shown.number)
    last = pages + 1 if shown.is_more else pages
    presses = [RecordOpened(one.kind, one.about_id, shown.search_id) for one in shown.lines]
    turning = arrows(t, shown.page, last, lambda other: SearchPaged(shown.search_id, other))
    return Message(
        paragraphs(
            lines(_heading(t, shown), narrowed_line(t, shown.narrowed)),
            *(_line(t, number, one) for number, one in enumerate(shown.lines, start=1)),
            _page(t, shown, pages),
        ),
        (
            number_buttons(presses),
            *((turning,) if turning else ()),
            (Button(t.label("🎚 Narrow down"), NarrowingsOpened(shown.search_id)), _another(t)),
            (back_button(t),),
        ),
    )


def _heading(t: Translator, shown: Shown) -> Html:
    if shown.read_as is not None:
        return t.say(
            "🔎 <b>{read_as}</b>, instead of “{words}” · {number}",
            read_as=shown.read_as,
            number=_number(t, shown),
            words=shown.words,
        )
    return t.say("🔎 <b>{words}</b> · {number}", words=shown.words, number=_number(t, shown))


def _number(t: Translator, shown: Shown) -> Html:
    if shown.is_more:
        return t.count("more than {n} result", "more than {n} results", shown.number)
    return t.count("{n} result", "{n} results", shown.number)


def _page(t: Translator, shown: Shown, pages: int) -> Html | None:
    if shown.is_more:
        return t.say("Page {page}", page=shown.page + 1)
    return t.say("Page {page} of {pages}", page=shown.page + 1, pages=pages) if shown.number > PAGE else None


def _line(t: Translator, number: int, one: Line) -> Html:
    about = [
        None if one.city is None else short_city(one.city),
        one.when,
        None if one.outcome is None else state_name(t, one.outcome),
        one.field,
    ]
    return lines(
        Html("<b>{}.</b> {} <b>{}</b>").format(number, EMOJI[one.kind], excerpt(one.title, TITLE)),
        Html.escape(" · ".join(part for part in about if part)),
        _passage(one.passage) if not _is_title(one) else None,
    )


def _is_title(one: Line) -> bool:
    """Nothing more than the title, which often is the first sentence."""
    passage = " ".join("".join(text for text, _ in one.passage).split())
    return passage == " ".join(one.title.split())


def _passage(pieces: Sequence[tuple[str, bool]]) -> Html | None:
    """On one line, and no longer than a line or two of a phone."""
    told, room = Html(), PASSAGE
    for text, is_found in pieces:
        flat = " ".join(text.split())
        padded = (" " if text[:1].isspace() else "") + flat + (" " if text[-1:].isspace() and flat else "")
        cut = padded[:room]
        told += Html("<b>{}</b>").format(cut) if is_found else Html.escape(cut)
        room -= len(cut)
        if len(cut) < len(padded):
            told += Html("…")
            break
    return told.strip() or None


def _nothing(t: Translator, shown: Shown, *, may_share: bool, has_three_words: bool) -> Message:
    called = names(t)
    fewer: Rows = tuple(
        (
            Button(
                t.label("✖️ Not only {name}", name=f"{called[one.by]}: {one.name}"),
                NarrowingChosen(shown.search_id, one.by, ""),
            ),
        )
        for one in shown.narrowed
    )
    label = t.label("🧩 Share it as a challenge") if has_three_words else t.label("🧩 Ask the other cities")
    share: Rows = ((Button(label, SearchShared(shown.search_id)),),)
    return Message(
        paragraphs(
            lines(_not_found(t, shown), narrowed_line(t, shown.narrowed)),
            t.say("Perhaps another word says the same, or a more general one.")
            if not shown.narrowed
            else t.say("Without what it is narrowed to, there may be something."),
            _asking(t, has_three_words=has_three_words) if may_share else None,
        ),
        (
            *fewer,
            *(
                ((Button(t.label("✖️ Look through everything"), NarrowingsDropped(shown.search_id)),),)
                if len(fewer) > 1
                else ()
            ),
            *(share if may_share else ()),
            (_another(t), back_button(t)),
        ),
    )


def _asking(t: Translator, *, has_three_words: bool) -> Html:
    if has_three_words:
        return t.say("And if nobody has written about it yet, it can be asked: the other cities will know.")
    return t.say("And if nobody has written about it yet, a sentence or two are enough to ask the other cities.")


def _not_found(t: Translator, shown: Shown) -> Html:
    if shown.read_as is not None:
        return t.say("🔎 Nothing was found for <b>{words}</b>, nor for <b>{read_as}</b>.", **_named(shown))
    return t.say("🔎 Nothing was found for <b>{words}</b>.", words=_asked(shown))


def _named(shown: Shown) -> dict[str, object]:
    return {"words": _asked(shown), "read_as": shown.read_as}


def _asked(shown: Shown) -> str:
    """Without the marks of a whole question: the sentence that names it has its own."""
    return shown.words.strip(" ¿?¡!.…") or shown.words


def _another(t: Translator) -> Button:
    return Button(t.label("🔎 Search anew"), SearchBegun())


def back_to_results(t: Translator, search_id: int) -> Button:
    """From a record."""
    return Button(t.label("◀️ Back to the results"), SearchReturned(search_id))
