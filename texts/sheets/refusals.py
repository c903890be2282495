"""The sentences of what sheets say no to. Each says what is wrong and what to do."""

from texts.message import Html
from texts.translator import Translator


def phone_number(t: Translator) -> Html:
    """Somebody's number in something that everybody reads."""
    return t.say("That looks like a phone number, and none is kept here. Please send it again without the number.")


def too_many(t: Translator, most: int) -> Html:
    """More lines than fit."""
    return t.count("At most {n} fits here.", "At most {n} fit here, each on a line of its own.", most)


def no_date(t: Translator) -> Html:
    """Nothing that could be read as a day."""
    return t.say("That could not be read as a date. For example: 14/06/2027")


def date_passed(t: Translator) -> Html:
    """A decision that is to come."""
    return t.say("That day has passed. Please send a date that is still to come.")


def no_year(t: Translator) -> Html:
    """A number without its year says little."""
    return t.say("The year is missing. Please send it again with the year, as in 2026.")


def no_figure(t: Translator) -> Html:
    """A year alone."""
    return t.say("Only the year was found. Please send it again with the figure, or a few words, before it.")


def no_cost(t: Translator) -> Html:
    """Nothing that could be read as one or two amounts."""
    return t.say("That could not be read as a cost. For example: 120000 EUR, 15000 a year, 2026")


def no_currency(t: Translator) -> Html:
    """None was named, or none that exists, or a sign that several have."""
    return t.say("Which currency is that? Please send it again with its three letters, as in EUR, MXN or BRL.")


def no_result(t: Translator) -> Html:
    """A line without what was before, or without what came after."""
    return t.say("Each line needs what was measured, before and after. For example: Stalls: 12 -> 40")


def changed_meanwhile(t: Translator) -> Html:
    """Somebody else was faster, or it was changed on another screen."""
    return t.say("This has been changed meanwhile, and nothing else was changed now. This is how it is:")


def complete(t: Translator) -> Html:
    """Nothing is missing."""
    return t.say("Nothing is missing any more. Thank you!")


def asked_today(t: Translator) -> Html:
    """A second question on the same day."""
    return t.say("One question a day can be sent about each thing shared. The next one can be sent tomorrow.")


def own_language(t: Translator) -> Html:
    """A summary is for those who read another one."""
    return t.say("This was written in that language. A summary is for those who read another one.")
