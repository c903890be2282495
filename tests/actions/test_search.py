"""What is found, how it is read, and that the index follows each change of what was shared."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import challenges, experiences, prompts, solutions
from actions.access import Open, access_summing_up
from actions.refusals import NotAllowed
from actions.search import Filters, Results, search
from actions.search.adding import NoTerm, TermThere, checked_term, concepts_like, do_add_term, do_take_out
from actions.search.entries import READ, enter
from actions.search.thesaurus import thesaurus
from actions.search.wording import do_follow_thesaurus, renew_all, thesaurus_of
from actions.sheets.filling import do_fill
from actions.sheets.summarising import do_remove_summary, do_sum_up
from scheduler import search as ticks
from store.database import Database
from store.models import (
    Archive,
    Challenge,
    Experience,
    FoundKind,
    Network,
    NetworkCity,
    Outcome,
    Person,
    Prompt,
    PromptAnswer,
    Role,
    SearchEntry,
    SearchTerm,
    Sheet,
    Solution,
    Visibility,
)
from store.search import term_rows
from tests.actions.founding import convene, found_network, join, settle_person
from texts.challenges.presses import ChallengePart
from texts.sheets.fields import RecordKind, field_named

NOON = datetime(2027, 7, 5, 12, tzinfo=UTC)
TABLES: dict[FoundKind, Any] = {
    FoundKind.CHALLENGE: Challenge,
    FoundKind.EXPERIENCE: Experience,
    FoundKind.SOLUTION: Solution,
    FoundKind.ANSWER: PromptAnswer,
    FoundKind.ARCHIVE: Archive,
}


class Case:
    """A network with somebody who asks in Spanish, and somebody who answers in Portuguese."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.network = found_network(session)
        self.rosa, rosario = settle_person(session, "EC")
        self.joao, sao_paulo = settle_person(session, "BR", language="pt")
        self.rosario, self.sao_paulo = rosario, sao_paulo
        join(session, self.rosa, rosario, self.network)
        join(session, self.joao, sao_paulo, self.network)
        self.now = NOON

    def asks(
        self, title: str, problem: str = "Hay que hacer algo.", by: Person | None = None, **more: Any
    ) -> Challenge:
        """A challenge, published a day after whatever came before."""
        self.now += timedelta(days=1)
        given: dict[str, Any] = {"tried": "", "visibility": Visibility.NETWORK, "now": self.now} | more
        author = by or self.rosa
        return challenges.do_share_challenge(
            self.session, author, self.network.id, title=title, problem=problem, **given
        )[0]

    def finds(self, text: str, by: Person | None = None, *, is_begun: bool = False, **narrowed: Any) -> Results:
        """What somebody finds."""
        filters = Filters(**narrowed)
        return search(self.session, by or self.rosa, text, filters, now=self.now, is_begun=is_begun)

    def titles(self, text: str, by: Person | None = None, **narrowed: Any) -> list[str]:
        """Of what is found."""
        return [hit.title for hit in self.finds(text, by, **narrowed).hits]


Check = Callable[[Case], None]


async def carry_out(database: Database, check: Check) -> None:
    await database.run(lambda session: check(Case(session)))


def check_in_step(session: Session) -> None:
    """Every entry says what its record says now, each record that may be found has one, and terms are counted right."""
    session.flush()
    known, counted = thesaurus_of(session), dict[str, int]()
    before = {(entry.kind, entry.about_id): _said(entry) for entry in session.scalars(sa.select(SearchEntry))}
    for terms, *_ in before.values():
        for term in terms:
            counted[term] = counted.get(term, 0) + 1
    rows = session.execute(sa.select(SearchTerm.term, SearchTerm.records).where(SearchTerm.records != 0))
    assert {row.term: row.records for row in rows} == counted
    for kind, table in TABLES.items():
        for about_id in session.scalars(sa.select(table.id)):
            assert (READ[kind](session, about_id) is not None) == ((kind, about_id) in before)
            enter(session, kind, about_id, known)
    session.flush()
    session.expire_all()
    after = {(entry.kind, entry.about_id): _said(entry) for entry in session.scalars(sa.select(SearchEntry))}
    assert after == before


def _said(entry: SearchEntry) -> tuple[frozenset[str], str, str, datetime, datetime | None]:
    terms = frozenset({*entry.title_terms.split(), *entry.terms.split()})
    return terms, entry.title_terms, entry.state, entry.published_at, entry.renew_at


async def test_words_are_found_without_accents_in_any_case_and_number(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Permisos de las ferias itinerantes")
        case.asks("Iluminación de los barrios")
        case.asks("Reuniões com moradores", by=case.joao)

        assert case.titles("FERIA") == ["Permisos de las ferias itinerantes"]
        assert case.titles("iluminacion barrio") == ["Iluminación de los barrios"]
        assert case.titles("reunião", by=case.joao) == ["Reuniões com moradores"]
        assert case.titles("nada de esto") == []

    await carry_out(database, check)


async def test_other_languages_are_found_through_what_words_mean(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Comércio na calçada", "Os vendedores ambulantes ocupam a calçada.", by=case.joao)
        case.asks("Zona de baixas emissões", "Carros velhos ainda entram no centro.", by=case.joao)

        assert case.titles("venta ambulante")[:1] == ["Comércio na calçada"]
        assert case.titles("low emission zone")[:1] == ["Zona de baixas emissões"]
        assert case.titles("ZBE")[:1] == ["Zona de baixas emissões"]

    await carry_out(database, check)


async def test_what_is_related_is_found_lower_down_and_only_where_it_is_related_to_all_that_was_asked(
    database: Database,
) -> None:
    def check(case: Case) -> None:
        case.asks("Compostaje")
        case.asks("Residuos orgánicos", "Los orgánicos van al relleno.")
        case.asks("Semáforos")

        assert case.titles("compostaje") == ["Compostaje", "Residuos orgánicos"]
        assert [piece.text for piece in case.finds("compostaje").hits[1].passage if piece.is_found] == ["orgánicos"]
        assert set(case.titles("compostaje semáforos")) == {"Compostaje", "Semáforos"}

    await carry_out(database, check)


async def test_what_is_related_is_found_where_nobody_has_said_what_was_asked(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Faltan rampas", "Gente en silla de ruedas no sube a la vereda.")
        case.asks("Luminarias apagadas", "La plaza queda a oscuras.")

        assert case.titles("discapacidad") == ["Faltan rampas"]

    await carry_out(database, check)


async def test_what_has_the_theme_of_what_was_asked_comes_first(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Nuestra cooperativa", "La cooperativa cose con moneda local.")
        case.asks("Semáforos", "Los semáforos se pagan con moneda local.")

        assert case.titles("moneda local") == ["Nuestra cooperativa", "Semáforos"]

    await carry_out(database, check)


async def test_what_is_around_a_word_counts_less_where_it_is_part_of_a_longer_concept(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Seguridad vial, uno", "Alcoholemia.")
        case.asks("Seguridad vial, dos", "Inundación.")

        assert case.titles("seguridad vial") == ["Seguridad vial, uno", "Seguridad vial, dos"]

    await carry_out(database, check)


async def test_words_mean_first_what_they_mean_to_whoever_asks(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Bairros vivos", by=case.joao)
        case.asks("Ríos limpios")

        assert case.titles("quebrada") == ["Ríos limpios"]
        assert case.titles("quebrada", by=case.joao) == ["Bairros vivos"]

    await carry_out(database, check)


async def test_what_is_left_of_a_word_in_another_language_is_no_word_of_it(database: Database) -> None:
    """«Crear» is cut to «cre» in Portuguese, and so is CREAS, a social service there."""

    def check(case: Case) -> None:
        case.asks("Serviço social lotado", by=case.joao)

        assert case.titles("crear") == []
        assert case.titles("servicios sociales") == ["Serviço social lotado"]

    await carry_out(database, check)


async def test_a_reader_of_portuguese_does_not_ask_for_english_by_a_spanish_street(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("O prefeito novo", by=case.joao)
        case.asks("Obras en la calle Mayor")

        assert case.titles("calle Mayor", by=case.joao) == ["Obras en la calle Mayor"]

    await carry_out(database, check)


async def test_a_word_of_a_fixed_phrase_is_not_asked_for_in_another_language(database: Database) -> None:
    """«Mayor» is an English head of a city."""

    def check(case: Case) -> None:
        case.asks("O prefeito novo", by=case.joao)
        case.asks("Idosos sozinhos", by=case.joao)
        case.asks("Obras en la calle Mayor")

        assert case.titles("calle mayor") == ["Obras en la calle Mayor"]
        assert case.titles("tercera edad") == ["Idosos sozinhos"]

    await carry_out(database, check)


async def test_a_typo_is_read_as_the_word_that_people_use_and_said(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Movilidad en el casco")

        found = case.finds("mobilidda casco")

        assert (found.read_as, [hit.title for hit in found.hits]) == ("movilidad casco", ["Movilidad en el casco"])
        assert case.finds("movilidad").read_as is None
        assert (case.finds("xyzzyx").hits, case.finds("xyzzyx").read_as) == ((), None)

    await carry_out(database, check)


async def test_a_word_that_was_begun_finds_how_it_may_go_on(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Peatonalización de la plaza")

        assert [hit.title for hit in case.finds("plaza peatonali", is_begun=True).hits] == [
            "Peatonalización de la plaza"
        ]

    await carry_out(database, check)


async def test_a_search_is_narrowed(database: Database) -> None:
    def check(case: Case) -> None:
        first = case.asks("Ferias de barrio")
        case.asks("Ferias do bairro", by=case.joao)
        challenges.do_mark_outcome(case.session, first, Outcome.SOLVED, case.now)
        experiences.do_share_experience(
            case.session,
            case.joao,
            case.network.id,
            title="Ferias e feiras",
            done="Fizemos uma feira.",
            regret="Nada.",
            visibility=Visibility.NETWORK,
            now=case.now,
        )

        assert case.titles("ferias", kind=FoundKind.EXPERIENCE) == ["Ferias e feiras"]
        assert case.titles("ferias", state=Outcome.SOLVED) == ["Ferias de barrio"]
        assert case.titles("ferias", city_id=case.rosario.id) == ["Ferias de barrio"]
        assert case.titles("ferias", country="EC") == ["Ferias de barrio"]
        assert case.titles("ferias", field="otro") == []
        assert len(case.titles("ferias", field=case.network.field)) == 3
        assert sorted(case.titles("ferias", language="pt")) == ["Ferias do bairro", "Ferias e feiras"]

    await carry_out(database, check)


async def test_what_was_found_is_shown_where_it_stands(database: Database) -> None:
    def check(case: Case) -> None:
        long = "Antes de empezar hubo muchas reuniones con los vecinos y vecinas del sector, " * 2
        case.asks(
            "Un asunto", f"{long}y al final los vendedores ambulantes tuvieron su permiso para la temporada alta."
        )

        (hit,) = case.finds("vendedores permiso").hits

        whole = "".join(piece.text for piece in hit.passage)
        assert [piece.text for piece in hit.passage if piece.is_found] == ["vendedores", "ambulantes", "permiso"]
        assert whole.startswith("…")
        assert len(whole) <= 122

    await carry_out(database, check)


async def test_the_index_follows_what_becomes_of_a_challenge_and_its_answers(database: Database) -> None:
    def check(case: Case) -> None:
        challenge = case.asks("Ferias", visibility=Visibility.COORDINATORS)
        check_in_step(case.session)
        challenges.do_publish_to_network(case.session, case.rosa, challenge, case.now)
        check_in_step(case.session)
        solution = solutions.do_answer_challenge(case.session, case.joao, challenge, "Uma taxa só.", now=case.now)
        check_in_step(case.session)
        solutions.do_change_solution(case.session, solution, "Uma taxa por mês.", case.now)
        check_in_step(case.session)
        challenges.do_change_challenge(
            case.session, case.rosa, challenge, ChallengePart.TITLE, "Tasas de feria", case.now
        )
        check_in_step(case.session)
        assert case.titles("taxa mês", by=case.joao)[0] == "Tasas de feria"
        challenges.do_mark_outcome(case.session, challenge, Outcome.SOLVED, case.now, through=solution)
        check_in_step(case.session)
        solutions.do_withdraw_solution(case.session, solution, case.now)
        check_in_step(case.session)
        assert [hit.kind for hit in case.finds("mês", by=case.joao).hits] == []
        challenges.do_withdraw_challenge(case.session, case.rosa, challenge, case.now)
        check_in_step(case.session)
        assert case.titles("feria") == []

    await carry_out(database, check)


async def test_the_index_follows_experiences_and_answers_to_the_months_question(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        shared: dict[str, Any] = {"title": "Patios", "done": "Patios.", "regret": "Abrir tarde.", "now": case.now}
        experience, _ = experiences.do_share_experience(
            session, case.rosa, case.network.id, visibility=Visibility.COORDINATORS, **shared
        )
        experiences.do_publish_to_network(session, case.rosa, experience, case.now)
        check_in_step(session)
        experiences.do_withdraw_experience(session, case.rosa, experience, case.now)
        check_in_step(session)

        (meeting,) = convene(session, case.network, NOON - timedelta(days=10))
        prompt = Prompt(network_id=case.network.id, meeting_id=meeting.id, slug="", due_at=NOON, own_words="¿Qué tal?")
        prompt.asked_at = NOON
        session.add(prompt)
        session.flush()
        prompts.do_publish_answer(session, case.rosa, prompt.id, "Un huerto en la azotea.", now=case.now)
        check_in_step(session)
        assert [hit.kind for hit in case.finds("huerto azotea").hits] == [FoundKind.ANSWER]
        prompts.do_withdraw_answer(session, case.rosa, prompt.id, now=case.now)
        check_in_step(session)
        assert case.finds("huerto").hits == ()

    await carry_out(database, check)


async def test_a_noted_answer_that_makes_way_is_found_no_more(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        marta, _ = settle_person(session)
        join(session, marta, None, case.network, role=Role.COORDINATOR)
        session.add(NetworkCity(network_id=case.network.id, city_id=case.rosario.id))
        (meeting,) = convene(session, case.network, NOON - timedelta(days=10))
        prompt = Prompt(network_id=case.network.id, meeting_id=meeting.id, slug="", due_at=NOON, own_words="¿Qué tal?")
        prompt.asked_at = NOON
        session.add(prompt)
        session.flush()

        prompts.do_publish_answer(session, case.rosa, prompt.id, "Huertos.", now=case.now)
        prompts.do_withdraw_answer(session, case.rosa, prompt.id, now=case.now)
        prompts.do_publish_answer(session, marta, prompt.id, "Huertas.", now=case.now, city_id=case.rosario.id)
        prompts.do_publish_answer(session, case.rosa, prompt.id, "Huertos otra vez.", now=case.now)

        check_in_step(session)
        assert len(case.finds("huerto").hits) == 1

    await carry_out(database, check)


async def test_what_is_taken_over_takes_its_answers_along(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        marta, _ = settle_person(session)
        join(session, marta, None, case.network, role=Role.COORDINATOR)
        session.add(NetworkCity(network_id=case.network.id, city_id=case.rosario.id))
        quiet = case.asks("Ferias", by=marta, visibility=Visibility.COORDINATORS, city_id=case.rosario.id)
        solutions.do_answer_challenge(session, marta, quiet, "Paraguas.", now=case.now)
        colleague, _ = settle_person(session)
        join(session, colleague, case.rosario, case.network)
        assert case.titles("paraguas", by=colleague) == ["Ferias", "Ferias"]

        challenges.do_take_over(session, case.rosa, quiet, case.now)

        check_in_step(session)
        assert case.titles("paraguas", by=colleague) == []

    await carry_out(database, check)


async def test_words_that_others_wrote_for_others_are_not_said(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Zarandajas")
        other = found_network(case.session, "otra")
        outsider, city = settle_person(case.session)
        join(case.session, outsider, city, other)

        assert case.finds("zarandanas").read_as == "zarandajas"
        assert case.finds("zarandanas", by=outsider).read_as is None
        assert case.finds("zarand", by=outsider, is_begun=True).hits == ()

    await carry_out(database, check)


async def test_a_city_that_is_renamed_is_found_by_its_new_name(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Ferias")
        case.rosario.name = "Villaflor"
        renew_all(case.session, NOON)

        ticks.renew_entries(case.session, NOON)

        assert case.titles("villaflor") == ["Ferias"]
        check_in_step(case.session)

    await carry_out(database, check)


@pytest.mark.parametrize("typed", ["ͺ", "aᦰb", "ﾞ", "東京", "Ελλάδα"])
async def test_signs_that_the_databases_read_otherwise_are_no_words(typed: str, database: Database) -> None:
    def check(case: Case) -> None:
        case.asks(f"Feria {typed}")

        assert "Feria" in "".join(case.titles(f"feria {typed}"))
        case.finds(typed)
        check_in_step(case.session)

    await carry_out(database, check)


async def test_what_a_record_grows_by_is_found_and_summaries_in_their_language(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        challenge = case.asks("Título")
        opened = access_summing_up(session, case.joao, session.scalars(sa.select(Sheet.id)).one())
        affected = field_named(RecordKind.CHALLENGE, "affected")
        assert affected is not None

        do_sum_up(session, case.joao, opened, "pt", "Barracas na calçada.", now=case.now)
        do_fill(session, case.rosa, opened, affected, {"text": "Personas mayores"}, seen="", now=case.now)

        check_in_step(session)
        assert case.titles("barraca", by=case.joao) == ["Título"]
        assert case.titles("mayores") == ["Título"]
        sheet = session.scalars(sa.select(Sheet)).one()
        do_remove_summary(session, case.rosa, Open(sheet, challenge), "pt", sequence=sheet.sequence, now=case.now)
        check_in_step(session)
        assert case.titles("barraca", by=case.joao) == []

    await carry_out(database, check)


async def test_terms_that_coordinators_add_find_what_is_there_already(database: Database) -> None:
    def check(case: Case) -> None:
        marta, _ = settle_person(case.session)
        join(case.session, marta, None, case.network, role=Role.COORDINATOR)
        case.asks("Carritos de comida")
        case.asks("Otra cosa")

        row = do_add_term(case.session, marta, "foodtruckero", "es", concept=None, alike="carrito", now=NOON)

        assert ticks.TICK.next_due(case.session) == NOON
        assert ticks.renew_entries(case.session, NOON) == 1
        assert case.titles("foodtruckeros") == ["Carritos de comida"]
        assert concepts_like(case.session, "Foodtruckeros") == [row.concept]
        check_in_step(case.session)
        with pytest.raises(TermThere):
            do_add_term(case.session, marta, "Foodtruckero", "es", concept=row.concept, alike="carrito", now=NOON)

        do_take_out(case.session, marta, row.id, NOON)
        assert term_rows(case.session) == [], "a word that means the same as no other goes, too"
        assert ticks.renew_entries(case.session, NOON) == 1
        assert case.titles("foodtruckeros") == []
        check_in_step(case.session)

    await carry_out(database, check)


async def test_a_term_joins_a_concept_of_the_files(database: Database) -> None:
    def check(case: Case) -> None:
        marta, _ = settle_person(case.session)
        join(case.session, marta, None, case.network, role=Role.COORDINATOR)
        case.asks("Zona de baixas emissões", by=case.joao)
        (concept,) = concepts_like(case.session, "low-emission zone")

        do_add_term(case.session, marta, "perímetro limpio", "es", concept=concept, alike="ZBE", now=NOON)

        assert case.titles("perimetro limpio")[:1] == ["Zona de baixas emissões"]
        with pytest.raises(NotAllowed):
            do_add_term(case.session, case.rosa, "otro", "es", concept=concept, alike="ZBE", now=NOON)

    await carry_out(database, check)


@pytest.mark.parametrize("typed", ["", "de la", "una frase larga que de verdad tiene demasiadas palabras", "🎪"])
def test_what_is_no_term_is_refused(typed: str) -> None:
    with pytest.raises(NoTerm):
        checked_term(typed)


async def test_after_an_upgrade_of_the_files_every_entry_is_made_anew(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Ferias")
        case.asks("Otra cosa")
        case.session.execute(sa.update(SearchEntry).where(SearchEntry.id == 1).values(made_with="older"))

        assert do_follow_thesaurus(case.session, NOON, 100) == 1
        assert ticks.renew_entries(case.session, NOON) == 1
        assert do_follow_thesaurus(case.session, NOON, 100) == 0
        check_in_step(case.session)

    await carry_out(database, check)


@pytest.mark.parametrize(
    ("done", "years"),
    [
        ("Patios abiertos desde 2023.", "2023"),
        ("Entre 2019 y 2022, con 2000 vecinos y 2.021 árboles, según una ley de 1998.", "2019–2022"),
        ("Patios abiertos, y más hasta 2035.", ""),
        ("Plantamos 2015 árboles en 2023.", "2023"),
        ("Con 2020 vecinas.", ""),
        ("Custou R$ 2010, ou 2011 reais.", ""),
        ("Según el plan de 2012, abrimos en 2024.", "2024"),
        ("Abrimos en 2019 y cerramos en 2021.", "2021"),
        ("Patios, 2019-2021.", "2019–2021"),
        ("De 2019 a 2021.", "2019–2021"),
        ("Entre 2019 e 2021.", "2019–2021"),
        ("De 2019 até 2021.", "2019–2021"),
        ("Des del 2019 fins al 2021.", "2019–2021"),
        ("From 2019 to 2021.", "2019–2021"),
        ("Patios abiertos.", ""),
    ],
)
async def test_an_experience_says_in_which_years_it_was_done(done: str, years: str, database: Database) -> None:
    def check(case: Case) -> None:
        shared: dict[str, Any] = {"title": "Patios", "done": done, "regret": "Abrir en 2025.", "now": case.now}
        experiences.do_share_experience(
            case.session, case.rosa, case.network.id, visibility=Visibility.NETWORK, **shared
        )
        case.asks("Patios cerrados", "Cerrados desde 2020.")

        assert {hit.title: hit.years for hit in case.finds("patios").hits} == {"Patios": years, "Patios cerrados": ""}

    await carry_out(database, check)


async def test_the_archive_is_found_by_whoever_takes_part_somewhere(database: Database) -> None:
    def check(case: Case) -> None:
        archive = Archive(slug="pilot", name="Grupos de trabajo", years="2020-21", cities_count=10, fields=["Agua"])
        archive.summary = "Lo que quedó del piloto."
        case.session.add(archive)
        case.session.flush()
        enter(case.session, FoundKind.ARCHIVE, archive.id, thesaurus_of(case.session))
        stranger, _ = settle_person(case.session)

        assert [(hit.title, hit.years) for hit in case.finds("piloto").hits] == [("Grupos de trabajo", "2020-21")]
        assert case.titles("piloto", by=stranger) == []

    await carry_out(database, check)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "de la que",
        "'\" OR x=x --",
        "a* NEAR(b, 2) ^c : -d",
        "\\",
        "<b>feria</b>",
        "‮feria",
        "🎪",
        "&|!():*",
        "x" * 4000,
    ],
)
async def test_whatever_is_typed_is_looked_for_as_words(typed: str, database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Feria")

        found = case.titles(typed)

        assert found == (["Feria"] if "feria" in typed else [])

    await carry_out(database, check)


async def test_whoever_comes_first_is_what_says_it_in_its_title_then_what_is_solved_then_what_is_new(
    database: Database,
) -> None:
    def check(case: Case) -> None:
        case.asks("Otra cosa", "Algo sobre ferias.")
        old = case.asks("Ferias, la primera")
        case.asks("Ferias, la segunda")
        assert case.titles("ferias") == ["Ferias, la segunda", "Ferias, la primera", "Otra cosa"]

        challenges.do_mark_outcome(case.session, old, Outcome.SOLVED, case.now)

        assert case.titles("ferias") == ["Ferias, la primera", "Ferias, la segunda", "Otra cosa"]

    await carry_out(database, check)


def test_each_concept_has_terms_in_four_languages_and_there_are_enough() -> None:
    known = thesaurus()

    assert len(known.concepts) >= 400
    assert all(set(languages) == {"es", "pt", "ca", "en"} for languages in known.concepts.values())


async def test_people_of_other_networks_and_guests_find_nothing(database: Database) -> None:
    def check(case: Case) -> None:
        case.asks("Ferias")
        other = found_network(case.session, "otra")
        outsider, city = settle_person(case.session)
        join(case.session, outsider, city, other)
        guest, _ = settle_person(case.session)
        join(case.session, guest, None, case.network, role=Role.GUEST)

        assert [case.titles("ferias", by=one) for one in (outsider, guest)] == [[], []]
        assert case.session.get_one(Network, case.network.id).name not in str(case.finds("ferias", by=outsider))

    await carry_out(database, check)
