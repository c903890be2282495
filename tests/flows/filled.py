"""A little of everything that people share, in both networks, so that every button has something to be about."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access import Open
from actions.convening.planning import plan_of
from actions.proposals.words import words_of
from actions.sheets.contacting import do_ask
from store.models import (
    Adoption,
    AdoptionCheck,
    AdoptionState,
    Agenda,
    AgendaItem,
    AgendaSource,
    Announcement,
    AnnouncementNetwork,
    AnnouncementReading,
    AnnouncementRepeat,
    AnnouncementRound,
    AnnouncementState,
    AnnouncementTemplate,
    Applied,
    Asking,
    AskReason,
    AttachedTo,
    Attachment,
    AttachmentKind,
    Availability,
    CaseQuestion,
    Certificate,
    Challenge,
    City,
    CoAuthor,
    Commitment,
    CommitmentState,
    Composition,
    CompositionState,
    Consultation,
    ConsultationAnswer,
    ConsultationChallenge,
    ConsultationField,
    ConsultationMember,
    ConsultationReply,
    ConsultationRespondent,
    DatePoll,
    DatePollAnswer,
    DatePollOption,
    DigestDrop,
    DigestLine,
    Experience,
    FollowUp,
    FoundKind,
    Guest,
    GuestQuestion,
    LiveNote,
    LiveSession,
    LiveStage,
    Meeting,
    Membership,
    Met,
    Method,
    Network,
    NetworkCity,
    NetworkText,
    NewsPart,
    NoteKind,
    Offer,
    Pair,
    PairCity,
    PairRound,
    PairWish,
    Person,
    Presence,
    Prompt,
    PromptAnswer,
    Proposal,
    ProposalState,
    Readers,
    Record,
    RecordSection,
    RecordTheme,
    RecordVersion,
    Rhythm,
    Rota,
    RotaTurn,
    Section,
    Sheet,
    SheetSummary,
    SheetValue,
    SheetVersion,
    Solution,
    Spoken,
    Survey,
    SurveyAnswer,
    SurveyKind,
    Takeaway,
    TextKind,
    TurnSwap,
    Visibility,
)
from store.sheets import record_of
from texts.records.content import Part, content_of

SECRET = "SECRETO"
OTHER_NETWORK = "movilidad-sostenible"


def fill(session: Session, now: datetime) -> None:
    """All of it belongs to others than Rosa and Carla of Economía Local, or to its coordination alone: SECRET."""
    people = {person.telegram_id: person for person in session.scalars(sa.select(Person))}
    for network in session.scalars(sa.select(Network).where(Network.slug.in_(["economia-local", OTHER_NETWORK]))):
        author = people[1003 if network.slug == "economia-local" else 1007]
        membership = session.scalars(
            sa.select(Membership).where(Membership.person_id == author.id, Membership.network_id == network.id)
        ).one()
        for visibility in Visibility:
            _share(session, network, author, membership.city_id, visibility, now)
        _learn(session, network, author, now)
        _put(session, network, author, membership.city_id, now)
        _ask(session, network, author, membership.city_id, now)
        _add_to_digest(session, network, people[1001], now)
        _announce(session, network, people[1001], now)
        _poll(session, network, people[1001], author, now)
        _draw(session, network, people[1001], author, membership.city_id, now)
        _prepare(session, network, now)
        _commit(session, network, author, membership.city_id, now)
        _look_back(session, network, [author, people[1006]], now)
        if network.slug == OTHER_NETWORK:
            hold(session, network, author, membership.city_id, now)
        _pair(session, network, author, membership.city_id, now)
        _record(session, network, people[1001], now)
        _end(session, network, author, membership.city_id, now)
        _invite(session, network, author, people[1006], membership.city_id, now)
        _attach(session, network, author, now)
        _propose(session, network, author, now)
        _compose(session, network, people[1001], now)
        if network.slug == OTHER_NETWORK:
            for meeting in session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id)):
                meeting.topic = f"{SECRET} tema"
    _consult(session, people[1001], people[1003], now)


def _consult(session: Session, convener: Person, author: Person, now: datetime) -> None:
    """São Paulo has begun to answer one; the other one is prepared."""
    asked = {"person_id": convener.id, "title": f"{SECRET} consulta", "created_at": now, "changed_at": now}
    begun = Consultation(slug="abierta", opened_at=now, closes_at=now + timedelta(days=20), **asked)
    prepared = Consultation(slug="preparada", closes_at=now + timedelta(days=20), **asked)
    session.add_all([begun, prepared])
    session.flush()
    city = session.scalars(sa.select(City).where(City.slug == "sao-paulo")).one()
    about = {"slug": city.slug, "name": city.name, "country": "BR", "language": "pt", "zone": city.zone, "hours": ""}
    of = {"city_id": city.id, "first_time": False}
    member, other = (
        ConsultationMember(consultation_id=one.id, token=f"{SECRET}{one.id}", **about, **of)
        for one in (begun, prepared)
    )
    field = ConsultationField(consultation_id=begun.id, name=f"{SECRET} campo", position=1)
    session.add_all([member, other, field])
    session.flush()
    challenge_id = session.scalars(sa.select(sa.func.min(Challenge.id))).one()
    session.add_all(
        [
            ConsultationAnswer(member_id=member.id, field_id=field.id, rank=1, need=1, offer=0),
            ConsultationReply(member_id=member.id, question="words", value=SECRET),
            ConsultationRespondent(member_id=member.id, person_id=author.id, came_at=now),
            ConsultationChallenge(consultation_id=begun.id, challenge_id=challenge_id),
        ]
    )
    session.flush()


def _compose(session: Session, network: Network, convener: Person, now: datetime) -> None:
    """A consultation with a proposal of one network of one member, and what is planned of it."""
    consultation = Consultation(slug=f"consulta-{network.id}", created_at=now, changed_at=now)
    session.add(consultation)
    session.flush()
    field = ConsultationField(consultation_id=consultation.id, name="agua", position=1)
    member = ConsultationMember(
        consultation_id=consultation.id,
        slug=f"nueva-{network.id}",
        country="PE",
        language="es",
        zone="America/Lima",
        first_time=True,
        hours="14-18",
    )
    session.add_all([field, member])
    session.flush()
    answer = ConsultationAnswer(member_id=member.id, field_id=field.id, rank=1, need=1, offer=0, level=None)
    composition = Composition(
        consultation_id=consultation.id,
        number=1,
        state=CompositionState.BY_HAND,
        sequence=0,
        least=2,
        most=8,
        per_member=1,
        hours_shared=True,
        by_hand={"locks": [], "exclusions": []},
        found={"networks": [{"field": "agua", "members": [member.slug]}]},
        objective=1,
        person_id=convener.id,
        made_at=now,
    )
    session.add_all([answer, composition])
    session.flush()
    plan_of(session, composition, now)


def _propose(session: Session, network: Network, author: Person, now: datetime) -> None:
    """Beyond the network: its experience waits, and in Economía Local its challenge is open to everybody."""
    experience = session.scalars(
        sa.select(Experience)
        .where(Experience.visibility == Visibility.NETWORK, Experience.network_id == network.id)
        .order_by(Experience.id)
    ).first()
    assert experience is not None
    proposed = {"network_id": network.id, "person_id": author.id, "reach": Readers.PUBLIC, "proposed_at": now}
    session.add(Proposal(experience_id=experience.id, state=ProposalState.PROPOSED, **proposed))
    session.flush()
    if network.slug == OTHER_NETWORK:
        return
    challenge = session.scalars(
        sa.select(Challenge)
        .where(Challenge.visibility == Visibility.NETWORK, Challenge.network_id == network.id)
        .order_by(Challenge.id)
    ).first()
    assert challenge is not None
    said = words_of(session, challenge, with_name=False).kept()
    opened = {"open_to": Readers.PUBLIC, "opened_at": now, "said": said}
    session.add(Proposal(challenge_id=challenge.id, state=ProposalState.APPROVED, **proposed, **opened))
    session.flush()


def _share(
    session: Session, network: Network, author: Person, city_id: int | None, visibility: Visibility, now: datetime
) -> None:
    is_secret = network.slug == OTHER_NETWORK or visibility is Visibility.COORDINATORS
    words = f"{SECRET} <b>&" if is_secret else "Abierto <b>&"
    where = {
        "network_id": network.id,
        "city_id": city_id,
        "person_id": author.id,
        "language": "es",
        "visibility": visibility,
        "published_at": now,
    }
    challenge = Challenge(title=words, problem=words, tried=words, **where)
    experience = Experience(title=words, done=words, regret=words, **where)
    session.add_all([challenge, experience])
    session.flush()
    _grow(session, [Sheet(challenge_id=challenge.id), Sheet(experience_id=experience.id)], network, author, words, now)
    solution = Solution(
        challenge_id=challenge.id,
        city_id=city_id,
        person_id=author.id,
        text=words,
        language="es",
        published_at=now,
        helped_at=now,
        experience_id=experience.id,
    )
    session.add(solution)
    session.flush()
    second = session.scalars(sa.select(Person).where(Person.telegram_id == 1001)).one()
    session.add(CoAuthor(solution_id=solution.id, person_id=second.id, city_id=None, added_at=now))
    for kind, record in ((FoundKind.CHALLENGE, challenge), (FoundKind.EXPERIENCE, experience)):
        about = {"kind": kind, "about_id": record.id, "person_id": author.id}
        session.add(RecordTheme(theme="markets", sdgs="8, 11", set_at=now, **about))


def _put(session: Session, network: Network, author: Person, city_id: int | None, now: datetime) -> None:
    """The author was asked about something that was shared with all."""
    shared = sa.select(Challenge).where(Challenge.network_id == network.id, Challenge.visibility == Visibility.NETWORK)
    challenge = session.scalars(shared.order_by(Challenge.id)).first()
    if challenge is not None and city_id is not None:
        own = {"person_id": author.id, "city_id": city_id, "reason": AskReason.OFFER, "because": f"{SECRET} <b>&"}
        session.add(Asking(challenge_id=challenge.id, asked_at=now, **own))


def _grow(session: Session, sheets: list[Sheet], network: Network, author: Person, words: str, now: datetime) -> None:
    """One field is filled in and was changed, and there is a summary: the rest is still missing. Experiences are open
    to questions, and the coordination has asked one.
    """
    for sheet in sheets:
        sheet.network_id = network.id
        session.add(sheet)
        session.flush()
        written = {"sheet_id": sheet.id, "person_id": author.id}
        field = "affected" if sheet.challenge_id is not None else "context"
        changed = {"field": field, "value": {"text": words}, "language": "es", "changed_at": now}
        session.add_all([SheetValue(**changed, **written), SheetVersion(**changed, **written)])
        session.add(SheetSummary(language="pt", text=words, written_at=now, **written))
        if sheet.experience_id is not None:
            contact = {"field": "contact", "value": {"choice": "yes"}, "language": "es", "changed_at": now}
            session.add(SheetValue(**contact, **written))
            session.flush()
            asker = session.scalars(sa.select(Person).where(Person.telegram_id == 1001)).one()
            do_ask(session, asker, Open(sheet, record_of(session, sheet)), words, now=now)
    session.flush()


def _attach(session: Session, network: Network, author: Person, now: datetime) -> None:
    """A link beside each challenge; and a challenge that was told, and is still to be written."""
    challenges = sa.select(Challenge).where(Challenge.network_id == network.id)
    for challenge in session.scalars(challenges.order_by(Challenge.id)).all():
        session.add(
            Attachment(
                network_id=network.id,
                about=AttachedTo.CHALLENGE,
                about_id=challenge.id,
                person_id=author.id,
                kind=AttachmentKind.LINK,
                unique_id="link",
                url="https://example.org/",
                name="example.org",
                caption=challenge.title,
                added_at=now,
            )
        )
    _tell(session, network, author, challenge.city_id, now)


def _tell(session: Session, network: Network, author: Person, city_id: int | None, now: datetime) -> None:
    told = Challenge(
        network_id=network.id,
        city_id=city_id,
        person_id=author.id,
        title=f"{SECRET} voz",
        problem="",
        tried="",
        language="es",
        visibility=Visibility.COORDINATORS,
        published_at=now,
    )
    session.add(told)
    session.flush()
    about = {"about": AttachedTo.CHALLENGE, "about_id": told.id, "person_id": author.id}
    session.add(Spoken(network_id=network.id, number=1, ask_at=now + timedelta(days=1), **about))


def _learn(session: Session, network: Network, author: Person, now: datetime) -> None:
    """Another city tries what the author's has shared with all, and has said once how it goes."""
    shared = sa.select(Experience).where(
        Experience.network_id == network.id, Experience.visibility == Visibility.NETWORK
    )
    experience = session.scalars(shared).one()
    others = sa.select(NetworkCity.city_id).where(
        NetworkCity.network_id == network.id, NetworkCity.city_id != experience.city_id
    )
    words = f"{SECRET} <b>&" if network.slug == OTHER_NETWORK else "Abierto <b>&"
    adoption = Adoption(
        network_id=network.id,
        experience_id=experience.id,
        origin_id=experience.city_id,
        city_id=session.scalars(others.order_by(NetworkCity.city_id)).first(),
        person_id=author.id,
        takes=words,
        first_step=words,
        starts_on=now.date(),
        language="es",
        state=AdoptionState.NOT_YET,
        adopted_at=now,
        told_at=now,
        check_at=now + timedelta(days=30),
        check_days=30,
    )
    session.add(adoption)
    session.flush()
    told = {"adoption_id": adoption.id, "person_id": author.id, "state": AdoptionState.NOT_YET}
    session.add(AdoptionCheck(words=words, language="es", told_at=now, **told))


def _ask(session: Session, network: Network, author: Person, city_id: int | None, now: datetime) -> None:
    of_network = sa.select(Prompt).where(Prompt.network_id == network.id).order_by(Prompt.due_at).limit(2)
    prompt, *others = session.scalars(of_network)
    for other in others:
        other.own_words, other.own_language = "¿Y después?", "es"
    prompt.asked_at = now
    words = f"{SECRET} respuesta" if network.slug == OTHER_NETWORK else "respuesta"
    session.add(
        PromptAnswer(
            prompt_id=prompt.id, person_id=author.id, city_id=city_id, text=words, language="es", published_at=now
        )
    )


def _add_to_digest(session: Session, network: Network, coordinator: Person, now: datetime) -> None:
    words = f"{SECRET} línea" if network.slug == OTHER_NETWORK else "línea"
    line = {"network_id": network.id, "person_id": coordinator.id, "language": "es", "text": words}
    session.add(DigestLine(**line, translations={}, written_at=now))
    session.add_all(NetworkText(**line, kind=kind, translations={}, written_at=now) for kind in TextKind)
    session.add(DigestDrop(network_id=network.id, part=NewsPart.RECORDING, about_id=0, dropped_at=now))


def _invite(
    session: Session, network: Network, author: Person, visitor: Person, city_id: int | None, now: datetime
) -> None:
    """Somebody from outside comes to the last session: to that of the first network somebody of the other one."""
    meetings = session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.starts_at))
    meeting = list(meetings)[-1]
    is_secret = network.slug == OTHER_NETWORK
    words = f"{SECRET} visita" if is_secret else "visita"
    guest = Guest(meeting_id=meeting.id, name=words, about=words, days=7, created_at=now)
    guest.person_id = None if is_secret else visitor.id
    guest.ends_at = meeting.starts_at + timedelta(days=8)
    session.add(guest)
    session.flush()
    question = {"guest_id": guest.id, "city_id": city_id, "person_id": author.id, "language": "es", "asked_at": now}
    session.add(GuestQuestion(text=words, answer="", **question))


def _poll(session: Session, network: Network, coordinator: Person, author: Person, now: datetime) -> None:
    """About the last session of the network, which is months away."""
    meetings = session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.starts_at))
    poll = DatePoll(
        network_id=network.id,
        meeting_id=list(meetings)[-1].id,
        person_id=coordinator.id,
        asked_at=now,
        closes_at=now + timedelta(days=3),
        due_at=now + timedelta(days=3),
    )
    session.add(poll)
    session.flush()
    options = [DatePollOption(poll_id=poll.id, starts_at=now + timedelta(days=days)) for days in (10, 11)]
    session.add_all(options)
    session.flush()
    session.add(
        DatePollAnswer(option_id=options[0].id, person_id=author.id, availability=Availability.NO, answered_at=now)
    )


def _draw(
    session: Session, network: Network, coordinator: Person, author: Person, city_id: int | None, now: datetime
) -> None:
    """Of the first network a proposal, of the other one what everybody of it may see."""
    meetings = session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.starts_at))
    rota = Rota(
        network_id=network.id,
        person_id=coordinator.id,
        drawn_at=now,
        published_at=now if network.slug == OTHER_NETWORK else None,
        sequence=1,
    )
    session.add(rota)
    session.flush()
    of_city, of_other = list(meetings)[1:3]
    session.add(RotaTurn(rota_id=rota.id, city_id=city_id, meeting_id=of_city.id))
    _ask_to_swap(session, network, rota, author, (city_id, of_city), of_other, now)


def _ask_to_swap(
    session: Session,
    network: Network,
    rota: Rota,
    author: Person,
    asked: tuple[int | None, Meeting],
    meeting: Meeting,
    now: datetime,
) -> None:
    """What another city of the network has asked the author's, and what that one asks the others."""
    city_id, of_city = asked
    others = sa.select(NetworkCity.city_id).join(City, City.id == NetworkCity.city_id)
    others = others.where(NetworkCity.network_id == network.id, City.id != city_id)
    asking = session.scalars(others.order_by(City.slug != "merida-mx", City.id)).first()  # Tere's, where she takes part
    session.add(RotaTurn(rota_id=rota.id, city_id=asking, meeting_id=meeting.id))
    session.add(
        TurnSwap(
            rota_id=rota.id,
            city_id=asking,
            meeting_id=meeting.id,
            sequence=meeting.sequence,
            other_city_id=city_id,
            other_meeting_id=of_city.id,
            other_sequence=of_city.sequence,
            person_id=author.id,
            asked_at=now,
            ends_at=now + timedelta(days=7),
            due_at=now + timedelta(days=7),
        )
    )
    words = f"{SECRET} <b>?" if network.slug == OTHER_NETWORK else "Abierto <b>?"
    written = {"rota_id": rota.id, "person_id": author.id, "text": words, "language": "es", "written_at": now}
    session.add_all(CaseQuestion(city_id=of_whom, place=1, **written) for of_whom in (city_id, asking))


def _prepare(session: Session, network: Network, now: datetime) -> None:
    """The agendas of all sessions: of the first network unpublished, of the other one what everybody of it may see."""
    for meeting in session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.id)):
        is_published = network.slug == OTHER_NETWORK
        session.add(Agenda(meeting_id=meeting.id, opened_at=now, published_at=now if is_published else None))
        session.flush()
        for method in (Method.OPENING, Method.CASE):
            session.add(
                AgendaItem(meeting_id=meeting.id, is_published=is_published, position=0, method=method, minutes=10)
            )
            session.add(AgendaItem(meeting_id=meeting.id, is_published=False, position=1, method=method, minutes=3))
    session.flush()


def _commit(session: Session, network: Network, author: Person, city_id: int | None, now: datetime) -> None:
    """In the first session of the other network, whichever sessions have begun by now."""
    if network.slug != OTHER_NETWORK:
        return
    meetings = session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.starts_at))
    session.add(
        Commitment(
            meeting_id=next(iter(meetings)).id,
            city_id=city_id,
            person_id=author.id,
            text=f"{SECRET} compromiso",
            obstacle=f"{SECRET} obstáculo",
            language="es",
            state=CommitmentState.BLOCKED,
            taken_at=now,
        )
    )


def _pair(session: Session, network: Network, author: Person, city_id: int | None, now: datetime) -> None:
    """The author's city has met another one for which nobody is there: what it took with it is for the two alone."""
    network.pairs_on_at = now - timedelta(days=12)
    there = sa.select(Membership.city_id).where(Membership.network_id == network.id, Membership.city_id.is_not(None))
    cities = sa.select(NetworkCity.city_id).where(NetworkCity.network_id == network.id)
    other_id = session.scalars(cities.where(NetworkCity.city_id.not_in(there)).order_by(NetworkCity.city_id)).first()
    meeting = session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id, Meeting.number == 9)).one()
    round_ = PairRound(network_id=network.id, meeting_id=meeting.id, made_at=now, leaves_at=now, left_at=now)
    session.add_all(
        [round_, PairWish(network_id=network.id, city_id=city_id, wants=True, person_id=author.id, changed_at=now)]
    )
    session.flush()
    pair = Pair(network_id=network.id, round_id=round_.id, made_at=now)
    session.add(pair)
    session.flush()
    told = {"met": Met.YES, "words": f"{SECRET} aprendido", "language": "es", "person_id": author.id, "told_at": now}
    session.add_all([PairCity(pair_id=pair.id, city_id=city_id, **told), PairCity(pair_id=pair.id, city_id=other_id)])


def _look_back(session: Session, network: Network, people: list[Person], now: datetime) -> None:
    """A session that is over, with all that these told of it, those of them who take part."""
    starts_at, words = now - timedelta(days=1), SECRET if network.slug == OTHER_NETWORK else "Abierto"
    meeting = Meeting(network_id=network.id, number=9, recurrence_at=starts_at, starts_at=starts_at, minutes=90)
    meeting.recording, meeting.recorded_at = f"https://example.org/{words}", now
    session.add(meeting)
    session.flush()
    present = sa.select(Membership).where(
        Membership.network_id == network.id, Membership.person_id.in_([one.id for one in people])
    )
    for one in session.scalars(present):
        told = {"meeting_id": meeting.id, "person_id": one.person_id, "city_id": one.city_id}
        session.add(Presence(was_there=True, told_at=now, **told))
        session.add(Takeaway(text=f"{words} <b>&", language="es", written_at=now, **told))
    session.flush()


def hold(session: Session, network: Network, author: Person, city_id: int | None, now: datetime) -> None:
    """The first session of a network runs, in the minutes in which the others write to the author's city."""
    first = sa.select(Meeting).where(Meeting.network_id == network.id, Meeting.number == 1)
    meeting = session.scalars(first).one()
    others = sa.select(NetworkCity.city_id).where(NetworkCity.network_id == network.id, NetworkCity.city_id != city_id)
    writing = session.scalars(others.order_by(NetworkCity.city_id)).first()
    live = LiveSession(
        meeting_id=meeting.id,
        person_id=author.id,
        source=AgendaSource.PUBLISHED,
        started_at=now,
        position=1,
        stage_ends_at=now + timedelta(hours=1),
        touched_at=now,
        due_at=now + timedelta(hours=1),
    )
    session.add(live)
    session.flush()
    for position, step in enumerate((1, 2, 3)):
        session.add(
            LiveStage(
                meeting_id=meeting.id,
                position=position,
                part=0,
                method=Method.CASE,
                step=step,
                minutes=10,
                seconds_left=600,
                city_id=city_id,
                entered_at=None if step == 3 else now,
            )
        )
    written = {"meeting_id": meeting.id, "for_city_id": city_id, "city_id": writing, "person_id": author.id}
    session.add(LiveNote(**written, part=0, kind=NoteKind.DID, text=f"{SECRET} nota", language="es", written_at=now))
    session.add(Offer(**written, text=f"{SECRET} oferta", language="es", offered_at=now))
    session.flush()


def _record(session: Session, network: Network, coordinator: Person, now: datetime) -> None:
    """Of the first session: of the first network as it is prepared, of the other one what everybody of it may read."""
    first = session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id, Meeting.number == 1)).one()
    record = Record(meeting_id=first.id, sequence=1)
    session.add(record)
    session.flush()
    words = Part(Section.DECISIONS, text=f"{SECRET} <b>decisión", language="es")
    written = {"record_id": record.id, "person_id": coordinator.id}
    session.add(RecordSection(section=words.section, text=words.text, language="es", changed_at=now, **written))
    if network.slug == OTHER_NETWORK:
        record.version, record.published_at = 1, now
        content = content_of([words]).frozen()
        session.add(RecordVersion(version=1, content=content, published_at=now, **written))


def _end(session: Session, network: Network, author: Person, city_id: int | None, now: datetime) -> None:
    """What is asked half-way and months after the end; what is said half-way is read without names."""
    survey = Survey(network_id=network.id, kind=SurveyKind.PULSE, opened_at=now, closes_at=now + timedelta(days=14))
    session.add(survey)
    session.flush()
    said = {"person_id": author.id, "city_id": city_id, "language": "es", "answered_at": now, "changed_at": now}
    session.add(SurveyAnswer(survey_id=survey.id, scores={"useful": 4}, words=f"{SECRET} pulso", **said))
    told = {"applied": Applied.YES, "told_at": now, "language": "es", "person_id": author.id}
    words = f"{SECRET} aplicado" if network.slug == OTHER_NETWORK else "Abierto"
    session.add(FollowUp(network_id=network.id, city_id=city_id, months=3, words=words, **told))
    measured = {"sessions": 4, "of": 6, "cases": 3, "minutes": 360, "is_whole": True, "made_at": now}
    of_it = {"network_id": network.id, "person_id": author.id, "city_id": city_id}
    session.add(Certificate(code=f"{100000000 + network.id}", **of_it, **measured))


def _announce(session: Session, network: Network, author: Person, now: datetime) -> None:
    announcement = Announcement(
        person_id=author.id, text=f"{SECRET} aviso", state=AnnouncementState.PREVIEW, created_at=now
    )
    session.add(announcement)
    session.flush()
    session.add(AnnouncementNetwork(announcement_id=announcement.id, network_id=network.id))
    session.add(AnnouncementReading(announcement_id=announcement.id, person_id=author.id, read_at=now))
    of_it = {"announcement_id": announcement.id}
    kept = {"person_id": author.id, "text": f"{SECRET} plantilla", "language": "ca", "kept_at": now}
    session.add(AnnouncementTemplate(**of_it, **kept))
    session.add(AnnouncementRepeat(**of_it, rhythm=Rhythm.WEEKLY, begins="2027-05-24T09:00", zone="UTC", times=3))
    session.flush()
    session.add(AnnouncementRound(**of_it, occasion="2027-05-24"))
