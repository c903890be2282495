"""What is missing is asked for: in a visit of a few minutes, or one question that comes by itself."""

from collections.abc import Sequence

from texts.forms import FormChosen
from texts.lists import in_rows
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.sheets.fields import Field, RecordKind, Value
from texts.sheets.presses import FieldAnswered, FieldBegun, SheetSilenced, VisitBegun
from texts.sheets.shown import SheetView, back_to_record, completeness
from texts.sheets.values import on_one_line, typed_again, words_of
from texts.translator import Translator

NOTHING = "none"
LATER = "later"
SAVED = 160  # characters of an answer, as it is read back


def form_title(t: Translator) -> str:
    """What an unfinished visit is called."""
    return t.label("what is missing")


def leave_label(t: Translator) -> str:
    """On the key that ends a visit: what was answered is kept."""
    return t.label("✔️ Finish")


def begin_key(t: Translator, sheet_id: int) -> Button:
    """On a record's page, for whose it is."""
    return Button(t.label("➕ Complete it (2 min)"), VisitBegun(sheet_id))


def question(t: Translator, draft_id: int, step: str, view: SheetView, field: Field, place: tuple[int, int]) -> Message:
    """One field. place: which question of how many; of what is filled in already, the present words can be copied."""
    number, total = place
    present = view.values.get(field.name)
    return Message(
        paragraphs(
            _heading(t, view)
            if total == 1
            else t.say("{record} · {number} of {total}", record=_heading(t, view), number=number, total=total),
            _asked(t, field),
            None if present is None else _present(t, field, present),
        ),
        (
            *in_rows([Button(words(t), FormChosen(draft_id, step, code)) for code, words in field.choices.items()]),
            (
                Button(field.none(t), FormChosen(draft_id, step, NOTHING)),
                *((Button(t.label("Later"), FormChosen(draft_id, step, LATER)),) if present is None else ()),
            ),
        ),
    )


def alone(t: Translator, view: SheetView, field: Field) -> Message:
    """The bot comes back. What is typed in answer to it is taken, too."""
    sheet_id = view.sheet.id
    answering = [Button(words(t), FieldAnswered(sheet_id, field.name, code)) for code, words in field.choices.items()]
    if not answering:
        answering = [Button(t.label("✍️ Answer"), FieldBegun(sheet_id, field.name))]
    nothing = Button(field.none(t), FieldAnswered(sheet_id, field.name, NOTHING))
    return Message(
        paragraphs(
            _heading(t, view),
            _asked(t, field),
            lines(t.say("One minute, so that other cities can make more of it."), completeness(t, view)),
        ),
        (*in_rows([*answering, nothing]), (Button(t.label("🔕 Do not ask again"), SheetSilenced(sheet_id)),)),
    )


def saved(t: Translator, view: SheetView, answered: Sequence[Field], *, is_outdated: bool = False) -> Message:
    """Thanks, what has been understood, and what is still missing. is_outdated: some was answered meanwhile."""
    rows: Rows = ((begin_key(t, view.sheet.id),),) if view.may_tend and view.missing else ()
    return Message(
        paragraphs(
            t.say("✅ Saved. Thank you!") if answered else t.say("Nothing was changed."),
            lines(*(_read_back(t, field, view.values[field.name]) for field in answered)) if answered else None,
            t.say("What has been answered meanwhile stands as it is.") if is_outdated else None,
            lines(completeness(t, view), _still_missing(t, view)),
        ),
        (*rows, (Button(t.label("See it"), back_to_record(view)), back_button(t))),
    )


def silenced(t: Translator, view: SheetView) -> Message:
    """In the place of the question."""
    return Message(
        t.say(
            "🔕 Nothing more is asked about “{title}”. It can always be completed on its page.", title=view.record.title
        ),
        ((Button(t.label("See it"), back_to_record(view)),),),
    )


def _heading(t: Translator, view: SheetView) -> Html:
    if view.kind is RecordKind.CHALLENGE:
        return t.say("🧩 <b>{title}</b>", title=view.record.title)
    return t.say("🌱 <b>{title}</b>", title=view.record.title)


def _asked(t: Translator, field: Field) -> Html:
    hint = field.hint(t)
    return lines(Html("<b>{}</b>").format(field.question(t)), Html.escape(hint) if hint else None)


def _present(t: Translator, field: Field, present: Value) -> Html:
    words, typed = words_of(t, field, present), typed_again(field, present)
    if not typed:
        return t.say("At present: {words}", words=words)
    return lines(t.say("At present (tap the text to copy it):"), Html("<code>{text}</code>").format(text=typed))


def _read_back(t: Translator, field: Field, value: Value) -> Html:
    words = excerpt(on_one_line(words_of(t, field, value)), SAVED)
    return t.say("<b>{label}:</b> {words}", label=field.label(t), words=words)


def _still_missing(t: Translator, view: SheetView) -> Html:
    if not view.missing:
        return t.say("Nothing is missing any more.")
    return t.say(
        "Still missing: {fields}.", fields=t.list_of([Html.escape(_in_sentence(one.label(t))) for one in view.missing])
    )


def _in_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]
