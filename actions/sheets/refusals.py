"""What sheets say no to."""

from actions.refusals import Refused
from texts.message import Html
from texts.sheets import refusals as texts
from texts.translator import Translator


class PhoneNumber(Refused):
    """No phone numbers are stored, not even those that people type."""

    def sentence(self, t: Translator) -> Html:
        return texts.phone_number(t)


class TooMany(Refused):
    """More items than a field takes."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most

    def sentence(self, t: Translator) -> Html:
        return texts.too_many(t, self.most)


class NoDate(Refused):
    """No day could be read."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_date(t)


class DatePassed(Refused):
    """A day that is over."""

    def sentence(self, t: Translator) -> Html:
        return texts.date_passed(t)


class NoYear(Refused):
    """A figure or a cost of nobody knows when."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_year(t)


class NoFigure(Refused):
    """A year, and nothing of that year."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_figure(t)


class NoCost(Refused):
    """No amount could be read, or more of them than two."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_cost(t)


class NoCurrency(Refused):
    """No code of ISO 4217, nor a sign that stands for one alone."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_currency(t)


class NoResult(Refused):
    """A line that does not say what, before and after."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_result(t)


class SheetChanged(Refused):
    """Somebody else changed it since it was shown."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class SheetComplete(Refused):
    """There is nothing to ask any more."""

    def sentence(self, t: Translator) -> Html:
        return texts.complete(t)


class OwnLanguage(Refused):
    """A summary in the language of the record itself."""

    def sentence(self, t: Translator) -> Html:
        return texts.own_language(t)


class AskedToday(Refused):
    """A second question by name on one day."""

    def sentence(self, t: Translator) -> Html:
        return texts.asked_today(t)
