"""What each figure is called, and what exactly it counts."""

from texts.report.choices import Section, Slug
from texts.report.shown import Figure, OfAll, Report
from texts.translator import Translator


def section_title(t: Translator, section: Section) -> str:
    """Of a part of the report."""
    return {
        Section.REACH: t.plain("Reach"),
        Section.ACTIVITY: t.plain("Activity"),
        Section.VALUE: t.plain("Immediate value"),
        Section.POTENTIAL: t.plain("Potential"),
        Section.APPLIED: t.plain("Applied"),
        Section.REALISED: t.plain("What came of it, months later"),
        Section.BALANCE: t.plain("Balance"),
        Section.COST: t.plain("Cost in attention"),
    }[section]


def label(t: Translator, slug: Slug, report: Report) -> str:
    """Beside the figure."""
    return {
        Slug.CONSULTED: t.plain("Members that answered the consultation"),
        Slug.CITIES: t.plain("Cities and entities"),
        Slug.WITH_PEOPLE: t.plain("Cities and entities with people"),
        Slug.PEOPLE: t.plain("People who took part"),
        Slug.SESSIONS: t.plain("Sessions held"),
        Slug.ATTENDANCE: t.plain("Attendances of the cities, all sessions added up"),
        Slug.STEADY: _steady(t, report),
        Slug.CASES: t.plain("Cities whose case was heard"),
        Slug.SATISFACTION: t.plain("How useful the sessions were, from 1 to 5"),
        Slug.PULSE: t.plain("Delegates who answered the survey half-way"),
        Slug.SURVEY: t.plain("Delegates who answered the survey at the end"),
        Slug.CHALLENGES: t.plain("Challenges shared"),
        Slug.SOLUTIONS: t.plain("Answers to challenges"),
        Slug.EXPERIENCES: t.plain("Experiences shared"),
        Slug.PAIRS: t.plain("Pairs of cities that exchanged something"),
        Slug.COMMITMENTS: t.plain("Commitments that cities took on"),
        Slug.ADOPTIONS: t.plain("Things that a city took over from another one"),
        Slug.AFTER_3: t.plain("Cities that answered after three months"),
        Slug.AFTER_6: t.plain("Cities that answered after six months"),
        Slug.IN_USE: t.plain("In use half a year after it was taken over"),
        Slug.GAVE: t.plain("Cities that gave something"),
        Slug.RECEIVED: t.plain("Cities that received something"),
        Slug.LANGUAGES: t.plain("Records, by the language in which they were written"),
        Slug.MESSAGES: t.plain("Messages for each person and week"),
    }[slug]


def _steady(t: Translator, report: Report) -> str:
    if not report.sessions.held:
        return t.plain("Cities in at least five of six sessions")
    return t.plain("Cities in at least {n} of {all} sessions", n=report.steady, all=len(report.sessions.held))


def definition(t: Translator, figure: Figure) -> str:
    """In small print, with of how many nothing is known."""
    counted = _counted(t, figure.slug)
    if not figure.unknown or not isinstance(figure.value, OfAll):
        return counted
    unknown = t.count(
        "Of {n} of the {all} possible attendances nothing is known.",
        "Of {n} of the {all} possible attendances nothing is known.",
        figure.unknown,
        all=t.number(figure.value.all),
    ).unescape()
    return f"{counted} {unknown}"


def _counted(t: Translator, slug: Slug) -> str:
    return {
        Slug.CONSULTED: t.plain(
            "A member has answered when it came to the end of the questions, or somebody in its name."
        ),
        Slug.CITIES: t.plain("Those that belong to the network."),
        Slug.WITH_PEOPLE: t.plain("Those of which somebody has joined, in any role, also if they have left since."),
        Slug.PEOPLE: t.plain("Everybody who joined, in any role, also those who have left since."),
        Slug.SESSIONS: t.plain("Of those that were planned and not cancelled."),
        Slug.ATTENDANCE: t.plain(
            "A city counts in each session in which one of its people was there. Sessions of which nothing is known "
            "are left out."
        ),
        Slug.STEADY: t.plain("Five sixths of the sessions that were held."),
        Slug.CASES: t.plain("A city counts once, when it presented its case in a session."),
        Slug.SATISFACTION: t.plain(
            "The average of what people answered after each session. Sessions with fewer than three answers are left "
            "out."
        ),
        Slug.PULSE: t.plain("Averages from 1 to 5, each with how many answered."),
        Slug.SURVEY: t.plain("The same questions at the beginning and at the end: the first average, then the last."),
        Slug.CHALLENGES: t.plain("Those that the whole network reads. The city that asked says how each stands."),
        Slug.SOLUTIONS: t.plain("What people of the network wrote below these challenges."),
        Slug.EXPERIENCES: t.plain("What a city did, and what it would not repeat."),
        Slug.PAIRS: t.plain(
            "Two cities count once: one answered, offered or passed on something to the other, or they met between "
            "sessions."
        ),
        Slug.COMMITMENTS: t.plain("One small thing that a city does from one session to the next."),
        Slug.ADOPTIONS: t.plain("A city tries what another one has shared, and says how it went."),
        Slug.AFTER_3: t.plain("Each city is asked once whether it uses what it took with it."),
        Slug.AFTER_6: t.plain("The same question, once more."),
        Slug.IN_USE: t.plain("Of what had worked, as far as the cities have said."),
        Slug.GAVE: t.plain("Answers to other cities, offers in sessions, and what others took over from them."),
        Slug.RECEIVED: t.plain("The same, from the other side."),
        Slug.LANGUAGES: t.plain("Challenges, answers and experiences together."),
        Slug.MESSAGES: t.plain(
            "What came by itself, from whichever network. Answers to what somebody did do not count."
        ),
    }[slug]
