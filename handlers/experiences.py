"""Experiences: shared in a minute, listed, changed, withdrawn."""

from itertools import starmap

from actions import experiences as actions
from actions.access import (
    access_experience,
    access_network,
    access_own_experience,
    is_of_city,
    may_contribute,
    owns,
)
from actions.refusals import NotFound, StepPassed
from actions.sheets import standing as sheets
from handlers.adoptions.showing import with_adopters
from handlers.attached import with_attached
from handlers.changing import change_form
from handlers.feature import Feature
from handlers.form import Answers, number_in, restart
from handlers.proposals.choosing import with_readers_key, with_waiting_note
from handlers.proposals.outside import with_elsewhere_key
from handlers.record_access import behind_link
from handlers.sharing import Shared, Sharing, begin, begin_with_text, keep_files, sharing_form
from handlers.solutions.drawing import with_drawn
from handlers.themes import with_themes, with_themes_key
from handlers.turn import Turn
from store.experiences import ExperiencesShown, experiences_counted, listed_experiences
from store.memberships import membership_of, networks_of
from store.models import Experience, FoundKind, Network, Role, Visibility
from texts import sharing as sharing_texts
from texts.experiences import lists as list_texts
from texts.experiences import words as texts
from texts.experiences.presses import (
    ExperienceBegun,
    ExperienceChangeAsked,
    ExperienceOpened,
    ExperiencePart,
    ExperiencePartChosen,
    ExperiencePublicationAsked,
    ExperiencePublished,
    ExperiencesListed,
    ExperiencesOpened,
    ExperienceWithdrawalAsked,
    ExperienceWithdrawn,
)
from texts.lists import PAGE, page_within
from texts.menu import MenuOpened
from texts.message import Button, Html, Message
from texts.sharing import TextTakenAsExperience


def share_experience(turn: Turn) -> Message:
    """Begins with the first question."""
    return begin(turn, FORM)


def open_experiences(turn: Turn, _press: ExperiencesOpened) -> Message:
    """The list of the one network, or first the question which."""
    networks = [network for _, network in networks_of(turn.session, turn.member.id)]
    if not networks:
        raise NotFound
    if len(networks) > 1:
        return list_texts.which_network(turn.translator, networks)
    return list_experiences(turn, ExperiencesListed(networks[0].id, ExperiencesShown.ALL, 0))


def list_experiences(turn: Turn, press: ExperiencesListed) -> Message:
    """A page of a network's experiences."""
    person, shown = turn.member, press.shown
    membership, network = access_network(turn.session, person, press.network_id)
    sees_all = membership.role is Role.COORDINATOR
    number = experiences_counted(turn.session, network.id, person.id, shown, sees_all=sees_all)
    page = page_within(press.page, number)
    listing = list_texts.experience_list(
        turn.translator,
        network,
        shown,
        listed_experiences(
            turn.session, network.id, person.id, shown, sees_all=sees_all, offset=page * PAGE, limit=PAGE
        ),
        number=number,
        page=page,
        may_contribute=network.closed_at is None,
    )
    return with_elsewhere_key(turn, listing)


def show_experience(turn: Turn, press: ExperienceOpened, *, shows_original: bool = False) -> Message:
    """The whole experience; shows_original: as with challenges."""
    experience = access_experience(turn.session, turn.member, press.experience_id)
    view = actions.view_of(turn.session, experience)
    membership = membership_of(turn.session, turn.member.id, experience.network_id)
    listed = ExperiencesListed(experience.network_id, press.shown, press.page)
    back_to = MenuOpened() if membership is None else listed
    shown = texts.detail(
        turn.translator,
        view,
        back_to,
        sheets.view_of(turn.session, experience, turn.member, shows_original=shows_original),
        is_own=owns(turn.session, turn.member, experience),
        may_take_over=experience.noted_by is not None and is_of_city(membership, experience.city_id),
    )
    shown = with_themes(turn, with_attached(turn, experience, shown), experience)
    shown = with_adopters(turn, with_readers_key(turn, experience, shown), experience)
    return with_drawn(turn, shown, experience)


def show_shared(turn: Turn, experience_id: int) -> Message:
    """The experience as somebody finds it who was not looking at a list."""
    return show_own(turn, experience_id, ExperiencesShown.ALL)


def show_own(turn: Turn, experience_id: int, shown: ExperiencesShown = ExperiencesShown.MINE) -> Message:
    """The experience after something was done with it."""
    return show_experience(turn, ExperienceOpened(experience_id, shown, 0))


def ask_whether_to_publish(turn: Turn, press: ExperiencePublicationAsked) -> Message:
    """Really, before everybody?"""
    experience = access_own_experience(turn.session, turn.member, press.experience_id)
    network = turn.session.get_one(Network, experience.network_id)
    return texts.whether_to_publish(turn.translator, experience, network)


def publish_to_network(turn: Turn, press: ExperiencePublished) -> Message:
    """From the coordination alone to everybody."""
    experience = access_own_experience(turn.session, turn.member, press.experience_id)
    actions.do_publish_to_network(turn.session, turn.member, experience, turn.now)
    turn.toast = sharing_texts.published_to_network(turn.translator)
    return show_own(turn, experience.id)


def ask_what_to_change(turn: Turn, press: ExperienceChangeAsked) -> Message:
    """What was done, what would not be repeated, or the title."""
    experience = access_own_experience(turn.session, turn.member, press.experience_id)
    return with_themes_key(turn, texts.what_to_change(turn.translator, experience), experience)


def ask_for_new_text(turn: Turn, press: ExperiencePartChosen) -> Message:
    """The form of one question; a change that was begun before gives way."""
    access_own_experience(turn.session, turn.member, press.experience_id)
    return restart(turn, CHANGE_FORM, f"{press.experience_id}-{press.part}")


def ask_whether_to_withdraw(turn: Turn, press: ExperienceWithdrawalAsked) -> Message:
    """Really?"""
    experience = access_own_experience(turn.session, turn.member, press.experience_id)
    return texts.whether_to_withdraw(turn.translator, experience)


def withdraw(turn: Turn, press: ExperienceWithdrawn) -> Message:
    """Gone from lists and cards."""
    experience = access_own_experience(turn.session, turn.member, press.experience_id)
    actions.do_withdraw_experience(turn.session, turn.member, experience, turn.now)
    return texts.withdrawn(turn.translator, experience)


def _render(turn: Turn, shared: Shared) -> Html:
    return texts.body(turn.translator, shared.title, shared.first, shared.second)


def _publish(turn: Turn, shared: Shared, visibility: Visibility) -> Message:
    experience, cards = actions.do_share_experience(
        turn.session,
        turn.member,
        shared.network_id,
        done=shared.first,
        regret=shared.second,
        title=shared.title,
        visibility=visibility,
        now=turn.now,
        city_id=shared.city_id,
    )
    network = turn.session.get_one(Network, experience.network_id)
    return keep_files(turn, shared, experience, texts.published(turn.translator, experience, network, cards))


def _changed_part(answers: Answers) -> tuple[int, ExperiencePart]:
    experience_id, _, part = answers["argument"].partition("-")
    if part not in set(ExperiencePart):
        raise StepPassed
    return number_in(experience_id), ExperiencePart(part)


def _changed(turn: Turn, answers: Answers) -> Experience:
    return access_own_experience(turn.session, turn.member, _changed_part(answers)[0])


def _ask_new_text(turn: Turn, answers: Answers) -> Message:
    experience, part = _changed(turn, answers), _changed_part(answers)[1]
    label = dict(zip(ExperiencePart, texts.part_labels(turn.translator), strict=True))[part]
    return sharing_texts.new_text_question(turn.translator, label, getattr(experience, part.value))


def _take_new_text(turn: Turn, answers: Answers) -> str:
    if _changed_part(answers)[1] is ExperiencePart.TITLE:
        return " ".join(turn.text(sharing_texts.TITLE_LIMIT).split())
    return turn.text(sharing_texts.TEXT_LIMIT)


def _render_changed(turn: Turn, answers: Answers) -> Html:
    experience = _changed(turn, answers)
    words = {part.value: getattr(experience, part.value) for part in ExperiencePart}
    body = texts.body(turn.translator, **words | {_changed_part(answers)[1].value: answers["text"]})
    return with_waiting_note(turn, experience, body)


def _change(turn: Turn, answers: Answers) -> Message:
    experience, part = _changed(turn, answers), _changed_part(answers)[1]
    actions.do_take_over(turn.session, turn.member, experience, turn.now)
    actions.do_change_experience(turn.session, turn.member, experience, part, answers["text"], turn.now)
    return show_own(turn, experience.id)


def _share_key(turn: Turn) -> Button | None:
    return texts.share_button(turn.translator) if any(starmap(may_contribute, turn.networks)) else None


FORM = sharing_form(
    Sharing(
        form="experience",
        title=texts.form_title,
        first=ExperiencePart.DONE.value,
        second=ExperiencePart.REGRET.value,
        ask_first=texts.done_question,
        ask_second=lambda t, _draft_id: texts.regret_question(t),
        second_may_be_empty=False,
        labels=texts.part_labels,
        render=_render,
        publish=_publish,
    )
)

CHANGE_FORM = change_form(
    "change_experience",
    texts.change_title,
    ask=_ask_new_text,
    take=_take_new_text,
    render=_render_changed,
    change=_change,
    show=lambda turn, answers: show_own(turn, _changed_part(answers)[0]),
)

FEATURE = Feature(
    commands={
        "experience": share_experience,
        "experiences": lambda turn: open_experiences(turn, ExperiencesOpened()),
    },
    presses={
        ExperiencesOpened: open_experiences,
        ExperiencesListed: list_experiences,
        ExperienceOpened: show_experience,
        ExperienceBegun: lambda turn, press: begin(turn, FORM, press.network_id),
        TextTakenAsExperience: lambda turn, _press: begin_with_text(turn, FORM),
        ExperiencePublicationAsked: ask_whether_to_publish,
        ExperiencePublished: publish_to_network,
        ExperienceChangeAsked: ask_what_to_change,
        ExperiencePartChosen: ask_for_new_text,
        ExperienceWithdrawalAsked: ask_whether_to_withdraw,
        ExperienceWithdrawn: withdraw,
    },
    forms=(FORM, CHANGE_FORM),
    links={"experience": behind_link(FoundKind.EXPERIENCE, show_shared)},
    hub=(_share_key, lambda turn: texts.list_button(turn.translator)),
)
