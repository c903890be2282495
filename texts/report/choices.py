"""What a report chooses from: its parts, its figures, its tables and their columns, and words that stand in cells."""

from enum import StrEnum


class Section(StrEnum):
    """The parts of a report, in their order."""

    REACH = "reach"
    ACTIVITY = "activity"
    VALUE = "value"
    POTENTIAL = "potential"
    APPLIED = "applied"
    REALISED = "realised"
    BALANCE = "balance"
    COST = "cost"


class Slug(StrEnum):
    """What a figure tells."""

    CONSULTED = "consulted"
    CITIES = "cities"
    WITH_PEOPLE = "with_people"
    PEOPLE = "people"
    SESSIONS = "sessions"
    ATTENDANCE = "attendance"
    STEADY = "steady"
    CASES = "cases"
    SATISFACTION = "satisfaction"
    PULSE = "pulse"
    SURVEY = "survey"
    CHALLENGES = "challenges"
    SOLUTIONS = "solutions"
    EXPERIENCES = "experiences"
    PAIRS = "pairs"
    COMMITMENTS = "commitments"
    ADOPTIONS = "adoptions"
    AFTER_3 = "after_3"
    AFTER_6 = "after_6"
    IN_USE = "in_use"
    GAVE = "gave"
    RECEIVED = "received"
    LANGUAGES = "languages"
    MESSAGES = "messages"


class Behind(StrEnum):
    """A table of records; also the name of its file."""

    CONSULTED = "consulted"
    CITIES = "cities"
    PEOPLE = "people"
    SESSIONS = "sessions"
    ATTENDANCE = "attendance"
    SATISFACTION = "satisfaction"
    SURVEYS = "surveys"
    CHALLENGES = "challenges"
    SOLUTIONS = "solutions"
    EXPERIENCES = "experiences"
    PAIRS = "pairs"
    COMMITMENTS = "commitments"
    ADOPTIONS = "adoptions"
    FOLLOW_UPS = "follow_ups"
    BALANCE = "balance"
    LANGUAGES = "languages"
    MESSAGES = "messages"
    OWN_GAVE = "own_gave"
    OWN_TOOK = "own_took"
    OWN_COMMITMENTS = "own_commitments"


class Column(StrEnum):
    """What stands in a column of a table."""

    CITY = "city"
    COUNTRY = "country"
    LANGUAGE = "language"
    JOINED = "joined"
    ROLE = "role"
    PEOPLE = "people"
    ASKED = "asked"
    ANSWERED = "answered"
    SESSION = "session"
    DAY = "day"
    PRESENT = "present"
    ATTENDANCE = "attendance"
    CASES = "cases"
    QUESTION = "question"
    SURVEY = "survey"
    TITLE = "title"
    STATE = "state"
    ASKER = "asker"
    ORIGIN = "origin"
    OTHER = "other"
    THINGS = "things"
    NOTED = "noted"
    MONTHS = "months"
    GAVE = "gave"
    RECEIVED = "received"
    RECORDS = "records"
    WEEK = "week"
    MESSAGES = "messages"
    AVERAGE = "average"


class Thing(StrEnum):
    """What cities give each other."""

    ANSWER = "answer"
    OFFER = "offer"
    ADOPTION = "adoption"
    MEETING = "meeting"
    EXPERIENCE = "experience"


class Seen(StrEnum):
    """A city in a session."""

    THERE = "there"
    AWAY = "away"
    UNKNOWN = "unknown"


class Joined(StrEnum):
    """Whether anybody of a city has."""

    YES = "yes"
    NO = "no"


class Mark(StrEnum):
    """In the place of a word of ours."""

    NOT_SHOWN = "not_shown"  # a title that only its network reads
    HIDDEN = "hidden"  # how something stands that stands so less than three times
    NOBODY = "nobody"  # it is no city's
    NOTED = "noted"  # by coordination, in the name of the city
