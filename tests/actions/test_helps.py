import pytest

from actions.helps import TooManyThings, things_in
from actions.refusals import EmptyText, TooLong


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("ferias", ["ferias"]),
        ("ferias, mercados, huertas.", ["ferias", "mercados", "huertas"]),
        ("ferias; mercados, también de noche", ["ferias", "mercados, también de noche"]),
        ("1. ferias\n2) mercados\n• huertas\n", ["ferias", "mercados", "huertas"]),
        ("- ferias\n\n- Ferias\n", ["Ferias"]),
        ("3 ferias al año", ["3 ferias al año"]),
        ("bajar 1,5 grados", ["bajar 1,5 grados"]),
    ],
)
def test_things_are_read_leniently(text: str, things: list[str]) -> None:
    assert things_in(text) == things


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("a1, b2, c3, d4", TooManyThings), ("\n;\n", EmptyText), ("x" * 201, TooLong), ("- \n", EmptyText)],
)
def test_what_cannot_be_kept_is_refused(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        things_in(text)
