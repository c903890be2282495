"""How a question is put to each database."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import connect
from store.models import FoundKind, SearchEntry
from store.search import All, AnyOf, count_terms, find, find_enough, first_finding, in_fts5, in_tsquery, records_with

AT = datetime(2027, 7, 5, 12, tzinfo=UTC)
ASKED = All(["feri", AnyOf(["perm", All(["c_market", "n_1"])])])


def test_a_question_in_the_words_of_each_database() -> None:
    assert in_fts5(ASKED) == '("feri" AND ("perm" OR ("c_market" AND "n_1")))'
    assert in_tsquery(ASKED) == "('feri' & ('perm' | ('c_market' & 'n_1')))"


async def test_entries_are_found_by_their_terms_the_newest_first_until_they_change_or_go(store_url: str) -> None:
    def check(session: Session) -> None:
        for number, (title, rest) in enumerate([("feri", "perm"), ("", "feri c_market n_1"), ("feri", "otro")], 1):
            entry = SearchEntry(kind=FoundKind.CHALLENGE, about_id=number, title_terms=title, terms=rest, made_with="x")
            entry.state, entry.published_at = "open", AT
            session.add(entry)
            session.flush()
        assert [one.about_id for one in find(session, ASKED, 10)] == [2, 1]
        assert [one.about_id for one in find(session, ASKED, 1)] == [2]
        assert find(session, "feri", 10)[0].published_at == AT
        assert [one.about_id for one in find_enough(session, ["otro", ASKED], 10, 2)] == [3, 2, 1]
        assert [one.about_id for one in find_enough(session, ["otro", ASKED], 1, 2)] == [3, 2]
        assert [one.about_id for one in find_enough(session, ["otro", "nada", ASKED], 10, 1)] == [3]
        assert first_finding(session, ["nada", "otro", "perm", "c_market"], "feri", 2) == [1, 2]
        assert first_finding(session, ["c_market"], "perm", 2) == []

        second = session.scalars(sa.select(SearchEntry).where(SearchEntry.about_id == 2)).one()
        second.terms = "algo"
        session.flush()
        assert [one.about_id for one in find(session, ASKED, 10)] == [1]
        session.delete(session.scalars(sa.select(SearchEntry).where(SearchEntry.about_id == 1)).one())
        session.flush()
        assert find(session, ASKED, 10) == []

    database = connect(store_url)
    await database.run(check)
    await database.close()


async def test_of_very_many_entries_the_newest_are_found_and_older_ones_where_these_are_few(store_url: str) -> None:
    def check(session: Session) -> None:
        said = {"state": "open", "published_at": AT, "title_terms": "", "made_with": "x"}
        for number, terms in ((1, ""), (2, "feri"), (70_000, "feri otro"), (300_000, "feri"), (300_001, "feri otro")):
            session.add(SearchEntry(id=number, kind=FoundKind.CHALLENGE, about_id=number, **said | {"terms": terms}))
        session.flush()
        assert [one.id for one in find(session, "feri", 10)] == [300_001, 300_000, 70_000, 2]
        assert [one.id for one in find(session, "feri", 2)] == [300_001, 300_000]
        found = find_enough(session, ["nada", "otro", "feri"], 2, 3)
        assert {one.id for one in found} == {300_001, 300_000, 70_000}

    database = connect(store_url)
    await database.run(check)
    await database.close()


async def test_terms_are_counted_up_and_down(store_url: str) -> None:
    def check(session: Session) -> None:
        count_terms(session, {"a": 2, "b": 1, "c": 0})
        count_terms(session, {"a": -1, "b": -1})
        assert records_with(session, ["a", "b", "c"]) == {"a": 1}
        assert records_with(session, []) == {}

    database = connect(store_url)
    await database.run(check)
    await database.close()
