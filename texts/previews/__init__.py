"""A network's digest before it goes out, as its coordination sees it."""

from store.models import DigestLine, Network, NewsPart
from texts.announcements.spoken import language_name
from texts.attention.shown import WORKING_DAYS
from texts.coordinating.presses import NetworkMessagesOpened
from texts.dates import day_in_full, hour, weekday, zone_name
from texts.digests import group_lines
from texts.languages import LANGUAGE_NAMES, Language
from texts.lists import arrows, in_rows, number_buttons, pages_for
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.previews.presses import (
    DropsOpened,
    InGroupChosen,
    LineBegun,
    LineOpened,
    LineTakenBack,
    NetworkDayChosen,
    NetworkDaysOpened,
    NewsDropped,
    PreviewAccepted,
    PreviewOpened,
)
from texts.previews.shown import Item, Preview, items_of, parts_of, tells_nothing, words_by_language
from texts.translator import Translator

__all__ = ["Preview", "items_of"]

LINE_LIMIT = 200
A_PAGE = 5


def notice(t: Translator, preview: Preview) -> Message:
    """In private to each coordinator, the day before."""
    number, issue = preview.network.id, preview.issue
    drops = (Button(t.label("🚫 Leave something out"), DropsOpened(number, issue)),) if items_of(t, preview) else ()
    words = t.label("✏️ Our line") if preview.line is not None else t.label("✏️ Add a line")
    return Message(
        paragraphs(_when(t, preview), _content(t, preview), _line(t, preview.line), _until_then(t, preview)),
        (
            (Button(t.label("✅ It is fine"), PreviewAccepted(number, issue)),),
            (Button(words, LineOpened(number, issue)), *drops),
        ),
    )


def page(t: Translator, preview: Preview) -> Message:
    """The same on the desk, with what the network has chosen."""
    network = preview.network
    shown = notice(t, preview)
    in_group = (
        Button(t.label("🔕 Not in the group"), InGroupChosen(network.id, is_wanted=False))
        if network.digest_in_group
        else Button(t.label("📬 Also in the group"), InGroupChosen(network.id, is_wanted=True))
    )
    return Message(
        shown.text,
        (
            *shown.rows[1:],
            (in_group, Button(t.label("📅 Another day"), NetworkDaysOpened(network.id))),
            (Button(t.label("◀️ Back"), NetworkMessagesOpened(network.id)),),
        ),
    )


def accepted(t: Translator, preview: Preview) -> Message:
    """Nothing is to do; it can be changed still."""
    return Message(
        t.say(
            "👍 The digest of <b>{network}</b> goes out on {day}, as it is.",
            network=preview.network.name,
            day=day_in_full(t, preview.due_at),
        ),
        ((Button(t.label("✏️ Change it after all"), PreviewOpened(preview.network.id)),),),
    )


def drops(t: Translator, preview: Preview, shown: int) -> Message:
    """What can be left out, and what was; `shown` is the page."""
    number, items = preview.network.id, items_of(t, preview)
    here = items[shown * A_PAGE : (shown + 1) * A_PAGE]
    away = {(one.part, one.about_id) for one in items} - parts_of(preview.part.news)
    listed = [
        Html("{number}. {line}").format(number=place, line=_struck(one, away))
        for place, one in enumerate(here, start=1)
    ]
    keys = [
        NewsDropped(number, preview.issue, one.part, one.about_id, (one.part, one.about_id) not in away, shown)
        for one in here
    ]
    turning = arrows(t, shown, pages_for(len(items), A_PAGE), lambda to: DropsOpened(number, preview.issue, to))
    rows: Rows = (number_buttons(keys), turning, (Button(t.label("◀️ Back"), PreviewOpened(number)),))
    return Message(
        paragraphs(
            t.say("🚫 <b>What should this digest not mention?</b>"),
            lines(*listed) if listed else t.say("Nothing new has been shared so far."),
            t.say("It stays where it is, for all who may see it. A second tap puts it back."),
        ),
        tuple(row for row in rows if row),
    )


def line_page(t: Translator, preview: Preview, line: DigestLine) -> Message:
    """The coordination's own line, and in which languages there is one."""
    number, words = preview.network.id, words_by_language(line)
    keys = [Button(_in_language(t, one, words), LineBegun(number, preview.issue, one)) for one in Language]
    return Message(
        paragraphs(
            t.say("✏️ <b>A line of the coordination</b>"),
            lines(*(_said_in(language, text) for language, text in words.items())),
            t.say(
                "In which language? Everybody reads it in their own, where there is one, and otherwise as it was "
                "written first."
            ),
        ),
        (
            *in_rows(keys),
            (Button(t.label("🗑 Take it out"), LineTakenBack(number, preview.issue)),),
            (Button(t.label("◀️ Back"), PreviewOpened(number)),),
        ),
    )


def line_question(t: Translator, network_id: int, issue: int, language: Language) -> Message:
    """The form's question. What is typed is the line at once; who wants it in another language presses that before."""
    others = [Button(LANGUAGE_NAMES[one], LineBegun(network_id, issue, one)) for one in Language if one is not language]
    return Message(
        lines(
            t.say(
                "✏️ Please write the line in {language}, or choose another language.",
                language=language_name(t, language.value),
            ),
            t.say("{limit} characters at most; a link may be in it.", limit=LINE_LIMIT),
        ),
        in_rows(others),
    )


def days(t: Translator, network: Network) -> Message:
    """On which day; what is chosen is marked."""
    keys = []
    for number in WORKING_DAYS:
        name = weekday(t, number)
        words = name[:1].upper() + name[1:]
        mark = "✓ " if network.digest_weekday == number else ""
        keys.append(Button(f"{mark}{words}", NetworkDayChosen(network.id, number)))
    return Message(
        paragraphs(
            t.say("📅 <b>On which day does {network} have its digest?</b>", network=network.name),
            t.say("In the group, and for everybody who has chosen no day of their own."),
        ),
        (*in_rows(keys), (Button(t.label("◀️ Back"), PreviewOpened(network.id)),)),
    )


def form_title(t: Translator) -> str:
    """What an unfinished line is called."""
    return t.label("a line for the digest")


def gone_out(t: Translator) -> Html:
    """The key is of a digest that is over."""
    return t.say("That digest has gone out already. The next one can be seen from the page of the network.")


def _when(t: Translator, preview: Preview) -> Html:
    gaps = {
        "network": preview.network.name,
        "day": day_in_full(t, preview.due_at),
        "hour": hour(t, preview.due_at),
        "zone": zone_name(t, t.zone),
    }
    return t.say("🔎 <b>The digest of {network}</b> goes out on {day} at {hour} ({zone})", **gaps)


def _content(t: Translator, preview: Preview) -> Html:
    """To how many, and the lines as a group reads them; where nothing goes out, what would make it go."""
    if _is_silent(preview):
        return lines(_left_out(t, preview), _silent(t, preview), _silent_in_group(t, preview))
    people = t.count("To {n} person in private", "To {n} people in private", preview.readers)
    if preview.network.digest_in_group and preview.groups:
        groups = t.count("{n} group or channel", "{n} groups or channels", preview.groups)
        people = t.say("{people}, and to {groups}", people=people, groups=groups)
    left = _left_out(t, preview)
    if tells_nothing(preview.part):
        return lines(people, left, _nothing(t, is_else=left is not None))
    return lines(people, Html(), *group_lines(t, preview.part), left)


def _left_out(t: Translator, preview: Preview) -> Html | None:
    """Who comes back to the page must not think that nothing has been shared."""
    number = len({(one.part, one.about_id) for one in items_of(t, preview)} - parts_of(preview.part.news))
    return t.count("🚫 {n} thing is left out.", "🚫 {n} things are left out.", number) if number else None


def _nothing(t: Translator, *, is_else: bool) -> Html:
    if is_else:
        return t.say("Nothing else has been shared so far. If it stays so, only this line goes out.")
    return t.say("Nothing new has been shared so far. If it stays so, only this line goes out.")


def _is_silent(preview: Preview) -> bool:
    return preview.line is None and tells_nothing(preview.part)


def _silent(t: Translator, preview: Preview) -> Html:
    if _left_out(t, preview) is not None:
        return t.count(
            "There is nothing else so far: no digest goes out like this. If something is shared or a line is added, "
            "it will reach {n} person.",
            "There is nothing else so far: no digest goes out like this. If something is shared or a line is added, "
            "it will reach {n} people.",
            preview.readers,
        )
    return t.count(
        "There is nothing new so far: no digest goes out like this. If something is shared or a line is added, "
        "it will reach {n} person.",
        "There is nothing new so far: no digest goes out like this. If something is shared or a line is added, "
        "it will reach {n} people.",
        preview.readers,
    )


def _silent_in_group(t: Translator, preview: Preview) -> Html | None:
    if not preview.network.digest_in_group:
        return t.say("The group gets none.")
    if not preview.groups:
        return None
    return t.count(
        "It will be in {n} group or channel, too.", "It will be in {n} groups or channels, too.", preview.groups
    )


def _line(t: Translator, line: DigestLine | None) -> Html | None:
    if line is None:
        return None
    return t.say("📌 From the coordination: {line}", line=words_by_language(line).get(t.language, line.text))


def _until_then(t: Translator, preview: Preview) -> Html | None:
    if _is_silent(preview):
        return None
    if preview.network.digest_in_group:
        return t.say("What is shared until then goes out, too. If it is fine, nothing is to do.")
    return t.say("The group gets none. What is shared until then goes out, too. If it is fine, nothing is to do.")


def _struck(item: Item, away: set[tuple[NewsPart, int]]) -> Html:
    return Html("<s>{line}</s>").format(line=item.line) if (item.part, item.about_id) in away else item.line


def _in_language(t: Translator, language: Language, words: dict[str, str]) -> str:
    name = LANGUAGE_NAMES[language]
    return t.label("✏️ Change it in {language}", language=name) if language.value in words else name


def _said_in(language: str, text: str) -> Html:
    return Html("{language}: {text}").format(language=LANGUAGE_NAMES[Language(language)], text=quoted(text))
