"""Whose an answer is."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, Experience, Person, Solution
from texts.message import Html
from texts.sharing import byline, whose_in_short
from texts.translator import Translator


@frozen
class Signed:
    """An answer with those who gave it.

    others: who did so together with the author, and what each speaks for
    drawn: the experience that it was drawn from, with its city
    """

    solution: Solution
    author: Person
    city: City | None
    others: Sequence[tuple[Person, City | None]] = ()
    drawn: tuple[Experience, City | None] | None = None

    def by(self, t: Translator) -> Html:
        """All of them, the author first. Of who has been erased only the city remains."""
        author = byline(t, self.author, self.city, is_noted=self.solution.noted_by is not None)
        others = [one for one in dict.fromkeys(byline(t, *other) for other in self.others) if one != author]
        return t.say("{author} (with {others})", author=author, others=t.list_of(others)) if others else author

    def source(self, t: Translator) -> Html | None:
        """The experience that it was drawn from."""
        if self.drawn is None:
            return None
        experience, city = self.drawn
        return t.say("🌱 From the experience “{title}” · {city}", title=experience.title, city=whose_in_short(t, city))
