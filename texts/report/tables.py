"""What tables and their columns are called."""

from texts.report.choices import Behind, Column
from texts.report.shown import Table
from texts.translator import Translator


def title(t: Translator, behind: Behind) -> str:
    """Above a table."""
    return {
        Behind.CONSULTED: t.plain("Members that were consulted"),
        Behind.CITIES: t.plain("Cities and entities"),
        Behind.PEOPLE: t.plain("People by role"),
        Behind.SESSIONS: t.plain("Sessions and the cases heard in them"),
        Behind.ATTENDANCE: t.plain("Who was in which session"),
        Behind.SATISFACTION: t.plain("How people found each session"),
        Behind.SURVEYS: t.plain("Surveys, question by question"),
        Behind.CHALLENGES: t.plain("Challenges"),
        Behind.SOLUTIONS: t.plain("Answers to challenges"),
        Behind.EXPERIENCES: t.plain("Experiences"),
        Behind.PAIRS: t.plain("Pairs of cities that exchanged something"),
        Behind.COMMITMENTS: t.plain("Commitments"),
        Behind.ADOPTIONS: t.plain("What cities took over, and from whom"),
        Behind.FOLLOW_UPS: t.plain("Cities that were asked months later"),
        Behind.BALANCE: t.plain("Who gave and who received"),
        Behind.LANGUAGES: t.plain("Records by language"),
        Behind.MESSAGES: t.plain("Messages, week by week"),
        Behind.OWN_GAVE: t.plain("What it gave"),
        Behind.OWN_TOOK: t.plain("What it took over"),
        Behind.OWN_COMMITMENTS: t.plain("What it took on"),
    }[behind]


def column(t: Translator, one: Column) -> str:
    """At its head."""
    return {
        Column.CITY: t.plain("City"),
        Column.COUNTRY: t.plain("Country"),
        Column.LANGUAGE: t.plain("Language"),
        Column.JOINED: t.plain("Somebody joined"),
        Column.ROLE: t.plain("Role"),
        Column.PEOPLE: t.plain("People"),
        Column.ASKED: t.plain("Asked"),
        Column.ANSWERED: t.plain("Answered"),
        Column.SESSION: t.plain("Session"),
        Column.DAY: t.plain("Day"),
        Column.PRESENT: t.plain("Cities there"),
        Column.ATTENDANCE: t.plain("Attendance"),
        Column.CASES: t.plain("Cases heard"),
        Column.QUESTION: t.plain("Question"),
        Column.SURVEY: t.plain("Survey"),
        Column.TITLE: t.plain("Title"),
        Column.STATE: t.plain("How it stands"),
        Column.ASKER: t.plain("Asked by"),
        Column.ORIGIN: t.plain("From"),
        Column.OTHER: t.plain("Other city"),
        Column.THINGS: t.plain("What"),
        Column.NOTED: t.plain("Remark"),
        Column.MONTHS: t.plain("Months later"),
        Column.GAVE: t.plain("Gave"),
        Column.RECEIVED: t.plain("Received"),
        Column.RECORDS: t.plain("Records"),
        Column.WEEK: t.plain("Week from"),
        Column.MESSAGES: t.plain("Messages"),
        Column.AVERAGE: t.plain("Average"),
    }[one]


def remark(t: Translator, table: Table) -> str:
    """Below it: what is not shown."""
    if table.is_hidden:
        return t.plain("Hidden: they are fewer than three.")
    if not table.rows:
        return t.plain("There are no records.")
    if not table.untitled:
        return ""
    return t.count(
        "Of {n} the title is not shown: the network alone reads it.",
        "Of {n} the titles are not shown: the network alone reads them.",
        table.untitled,
    ).unescape()
