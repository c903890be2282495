"""The words around the figures."""

from datetime import date

from texts.cities import short_city
from texts.dates import date_in_words
from texts.report.choices import Seen
from texts.report.shown import OfAll, Own, Report
from texts.report.values import detail
from texts.translator import Translator

MARK = "◇"  # of what people say of themselves
SIGNS = {Seen.THERE: "●", Seen.AWAY: "○", Seen.UNKNOWN: "·"}


def title(t: Translator, report: Report) -> str:
    """Of the whole."""
    return t.plain("Closing report") if report.is_final else t.plain("Preliminary report")


def about(t: Translator, report: Report) -> list[str]:
    """Below the title: of what, of when."""
    if report.archived is not None:
        span = report.archived.years
    elif report.first is None or report.last is None:
        span = t.plain("No session is planned.")
    elif not report.sessions.held:
        span = t.plain("The first session is on {day}: none has been held.", day=date_in_words(t, report.first))
    else:
        first, last = date_in_words(t, report.first), date_in_words(t, report.last)
        span = t.plain("From {first} to {last}", first=first, last=last)
    return [report.name, span, t.plain("Made on {day}", day=date_in_words(t, report.made_on))]


def preliminary(t: Translator, report: Report) -> str:
    """Of a network that goes on, and what of it lies ahead; else nothing."""
    if report.is_final:
        return ""
    day = date_in_words(t, report.made_on)
    stood = t.plain("Preliminary: the network has not ended. This is how it stood on {day}.", day=day)
    return f"{stood} {_ahead(t, report.ahead, report.last_ahead)}" if report.last_ahead else stood


def _ahead(t: Translator, number: int, last: date) -> str:
    day = date_in_words(t, last)
    return t.count(
        "{n} session lies ahead, on {day}.",
        "{n} sessions lie ahead, the last on {day}.",
        number,
        day=day,
    ).unescape()


def archived(t: Translator, report: Report) -> list[str]:
    """What is kept of an edition before the bot."""
    if report.archived is None:
        return []
    fields = t.plain("Fields: {fields}", fields=", ".join(report.archived.fields)) if report.archived.fields else ""
    return [one for one in (report.archived.summary, fields) if one]


def how_to_read(t: Translator) -> str:
    """Above the rules."""
    return t.plain("How to read this report")


def rules(t: Translator) -> list[str]:
    """What is shown, and what is not."""
    return [
        t.plain("Each figure leads to the table of the records behind it."),
        t.plain("{mark} is what people or cities say of themselves.", mark=MARK),
        t.plain("“Not measured” is an answer: nothing was put in its place."),
        t.plain(
            "Of anything that there is once or twice it only says “fewer than 3”, so that nobody is found by it. "
            "Attendance, cases and which cities gave or received are told city by city."
        ),
        t.plain("Nobody is named. Of records the titles are shown that their network has opened to others."),
        t.plain("Cities stand by name, and are never ranked."),
    ]


def records(t: Translator) -> str:
    """Above the tables."""
    return t.plain("The records behind the figures")


def table_number(t: Translator, number: int) -> str:
    """As it is pointed at, in one piece."""
    return t.plain("Table {n}", n=number).replace(" ", "\u00a0")


def others(t: Translator) -> str:
    """In the place of parts that are not shown."""
    return t.plain("the rest: hidden, as they are few")


def told(t: Translator) -> str:
    """For who listens to the mark."""
    return t.plain("said by people or cities themselves")


def city_page(t: Translator, own: Own) -> str:
    """Above what is one city's."""
    return t.plain("The page of {city}", city=short_city(own.city))


def city_lines(t: Translator, own: Own) -> list[str]:
    """Its sessions and its case."""
    heard = t.plain("Its case was heard.") if own.is_heard else t.plain("Its case has not been heard.")
    return [
        _in_all(t, own),
        heard,
        t.plain("This page is for the city itself, and hides nothing of its own. What it wrote stands in the bot."),
    ]


def _in_all(t: Translator, own: Own) -> str:
    if not isinstance(own.attended, OfAll):
        return detail(t, own.attended)
    if not own.attended.all:
        return t.plain("No session has been held yet.")
    return t.plain("It was in {number} of {all} sessions.", number=own.attended.number, all=own.attended.all)


def whole(t: Translator) -> str:
    """After the page of a city: that of all."""
    return t.plain("The whole network")


def in_all(t: Translator) -> str:
    """At the head of the last column of who was there."""
    return t.plain("In all")


def unit(t: Translator) -> str:
    """Below the bars."""
    return t.plain("Answers, offers and things taken over; cities by name. A short pale bar stands for one or two.")
