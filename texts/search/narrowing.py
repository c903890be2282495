"""What a search can be narrowed to."""

from collections.abc import Mapping, Sequence

from texts.lists import arrows, in_even_rows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.search.presses import (
    Narrowing,
    NarrowingChosen,
    NarrowingOpened,
    NarrowingsDropped,
    NarrowingsOpened,
    SearchReturned,
)
from texts.search.shown import Choice, Narrowed
from texts.translator import Translator

IN_WORDS = 6  # choices that fit on keys of their own
CHOICES_A_PAGE = 10
NUMBERS_A_ROW = 5


def names(t: Translator) -> Mapping[Narrowing, str]:
    """By what."""
    return {
        Narrowing.KIND: t.plain("Kind"),
        Narrowing.CITY: t.plain("City"),
        Narrowing.COUNTRY: t.plain("Country"),
        Narrowing.FIELD: t.plain("Field"),
        Narrowing.THEME: t.plain("Theme"),
        Narrowing.STATE: t.plain("State"),
    }


def narrowed_line(t: Translator, narrowed: Sequence[Narrowed]) -> Html | None:
    """To what it is narrowed, below the words that are looked for."""
    if not narrowed:
        return None
    return t.say("🎚 Only: {what}", what=Html(" · ").join(Html.escape(one.name) for one in narrowed))


def narrowings(t: Translator, search_id: int, words: str, narrowed: Sequence[Narrowed]) -> Message:
    """By what, with what is chosen of each."""
    chosen = {one.by: one.name for one in narrowed}
    rows = tuple(
        (
            Button(
                t.label("{name}: {value}", name=name, value=chosen.get(by) or t.label("any")),
                NarrowingOpened(search_id, by, 0),
            ),
        )
        for by, name in names(t).items()
    )
    drop: Rows = ((Button(t.label("✖️ Look through everything"), NarrowingsDropped(search_id)),),)
    return Message(
        t.say("🎚 <b>{words}</b>. The results can be narrowed by:", words=words),
        (*rows, *(drop if narrowed else ()), (_back(t, search_id),)),
    )


def choices(
    t: Translator, search_id: int, by: Narrowing, offered: Sequence[Choice], page: int, *, is_set: bool
) -> Message:
    """All that there is of one of them."""
    page = page_within(page, len(offered), CHOICES_A_PAGE)
    here = offered[page * CHOICES_A_PAGE : (page + 1) * CHOICES_A_PAGE]
    presses = [NarrowingChosen(search_id, by, one.value) for one in here]
    in_words = len(offered) <= IN_WORDS
    turning = arrows(
        t, page, pages_for(len(offered), CHOICES_A_PAGE), lambda other: NarrowingOpened(search_id, by, other)
    )
    any_key: Rows = ((Button(t.label("✖️ Any"), NarrowingChosen(search_id, by, "")),),)
    listed = lines(*(Html("{}. {}").format(number, one.name) for number, one in enumerate(here, start=1)))
    return Message(
        paragraphs(
            t.say("🎚 <b>{name}</b>", name=names(t)[by]),
            (None if in_words else listed) if offered else t.say("There is nothing to choose from yet."),
        ),
        (
            *(
                tuple((Button(one.name, press),) for one, press in zip(here, presses, strict=True))
                if in_words
                else in_even_rows(number_buttons(presses), NUMBERS_A_ROW)
            ),
            *((turning,) if turning else ()),
            *(any_key if is_set else ()),
            (Button(t.label("◀️ Back"), NarrowingsOpened(search_id)),),
        ),
    )


def _back(t: Translator, search_id: int) -> Button:
    return Button(t.label("◀️ Back to the results"), SearchReturned(search_id))
