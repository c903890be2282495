"""What records are about: suggested in any language, corrected by whom it belongs to, and never suggested over that."""

import json

import pytest

from actions.challenges import do_change_challenge
from actions.refusals import NotAllowed
from actions.search import choices
from actions.search.themes import field_of, suggested, themes
from actions.search.thesaurus import thesaurus
from actions.search.wording import renew_all
from actions.themes import EnoughThemes, access_themes, do_set_theme, shown_of
from reports.exports import records
from reports.exports.kinds import KINDS
from scheduler import search as ticks
from store.database import Database
from store.models import FoundKind, Role
from store.themes import themes_of
from tests.actions.founding import join, settle_person
from tests.actions.test_search import Case, carry_out
from texts.challenges.presses import ChallengePart
from texts.themes.pages import MOST

STREETS = {
    "es": ("Calles escolares sin coches", "El camino escolar es peligroso: los niños van a pie a la escuela."),
    "pt": ("Ruas escolares sem carros", "O caminho escolar é perigoso: as crianças vão a pé para a escola."),
    "ca": ("Carrers escolars sense cotxes", "El camí escolar és perillós: els infants van a peu a l'escola."),
    "en": ("School streets without cars", "The school street is dangerous: children walk to school."),
}


def test_every_theme_has_goals_and_every_field_themes() -> None:
    assert [one.id for one in themes().values() if not one.sdgs or not set(one.sdgs) <= set(range(1, 18))] == []
    assert max(len(one.id) for one in themes().values()) <= 40
    assert max(len(one.goals) for one in themes().values()) <= 24


def test_the_same_is_suggested_in_four_languages() -> None:
    found = [
        suggested((title, language), [(text, language)], "Movilidad sostenible", thesaurus())
        for language, (title, text) in STREETS.items()
    ]

    assert all(len(one) <= 3 for one in found)
    assert set.intersection(*map(set, found)) >= {"walking"}


def test_the_name_of_a_street_suggests_nothing_that_its_words_mean_elsewhere() -> None:
    title, text = ("Obras en la calle Mayor", "es"), ("La calle Mayor y la plaza Mayor se quedan sin comercios.", "es")

    assert "ageing" not in suggested(title, [text], "", thesaurus())


def test_fields_of_networks_are_known_by_their_names() -> None:
    assert field_of("Movilidad sostenible") == "mobility"
    assert field_of("Economia local") == "local-economy"
    assert field_of("Otra cosa") is None
    assert suggested(("Nada", "es"), [("Hay que hacer algo.", "es")], "", thesaurus()) == []


async def test_text_suggests_until_somebody_corrects(database: Database) -> None:
    def check(case: Case) -> None:
        session, now = case.session, case.now
        challenge = case.asks("Carril bici para llegar a la escuela", "Las bicicletas no tienen carril bici.")
        assert themes_of(session, FoundKind.CHALLENGE, challenge.id) == ["cycling"]
        do_change_challenge(session, case.rosa, challenge, ChallengePart.TITLE, "Huertos urbanos", now)
        do_change_challenge(session, case.rosa, challenge, ChallengePart.PROBLEM, "Faltan huertos urbanos.", now)
        assert themes_of(session, FoundKind.CHALLENGE, challenge.id) == ["growing-in-the-city"]
        assert case.titles("huertos", theme="growing-in-the-city") == ["Huertos urbanos"]
        assert case.titles("huertos", theme="cycling") == []

        correcting = access_themes(session, case.rosa, FoundKind.CHALLENGE, challenge.id)
        for _ in range(2):
            do_set_theme(session, case.rosa, correcting, "growing-in-the-city", is_on=False, now=now)
            do_set_theme(session, case.rosa, correcting, "trees", is_on=True, now=now)
        do_change_challenge(session, case.rosa, challenge, ChallengePart.TITLE, "Más huertos urbanos", now)
        renew_all(session, now)
        ticks.TICK.enqueue(session, now)

        assert [one.name for one in shown_of(session, challenge, "ca")] == [themes()["trees"].names["ca"]]
        assert case.titles("huertos", theme="trees") == ["Más huertos urbanos"]
        assert choices(session, case.rosa).themes == ("trees",)
        (kind,) = [one for one in KINDS if one.name == "record_themes"]
        written = json.loads(json.dumps(list(records(session, kind, case.network.id)), default=str))
        assert {(one["theme"], one["is_away"], one["sdgs"]) for one in written} == {
            ("growing-in-the-city", True, themes()["growing-in-the-city"].goals),
            ("trees", False, themes()["trees"].goals),
        }

    await carry_out(database, check)


async def test_themes_are_corrected_by_authors_and_coordination_and_are_a_handful(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        challenge = case.asks("Algo")
        marta, _ = settle_person(session, language="ca")
        join(session, marta, None, case.network, role=Role.COORDINATOR)
        with pytest.raises(NotAllowed):
            access_themes(session, case.joao, FoundKind.CHALLENGE, challenge.id)
        correcting = access_themes(session, marta, FoundKind.CHALLENGE, challenge.id)
        several = list(themes())[: MOST + 1]
        for theme in several[:MOST]:
            do_set_theme(session, marta, correcting, theme, is_on=True, now=case.now)
        with pytest.raises(EnoughThemes):
            do_set_theme(session, marta, correcting, several[MOST], is_on=True, now=case.now)
        assert len(themes_of(session, FoundKind.CHALLENGE, challenge.id)) == MOST

    await carry_out(database, check)


async def test_the_name_of_a_theme_finds_what_is_about_it_in_other_words(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        first = case.asks("Zanjas abiertas", "Hay zanjas en la acera.")
        correcting = access_themes(session, case.rosa, FoundKind.CHALLENGE, first.id)
        name = themes()["mobility-plans"].names["es"]
        assert case.titles(name) == []
        case.asks("Planes", "Planes de nada.")
        do_set_theme(session, case.rosa, correcting, "mobility-plans", is_on=True, now=case.now)
        assert "Zanjas abiertas" in case.titles(name)

    await carry_out(database, check)
