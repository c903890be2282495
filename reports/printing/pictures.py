"""Pictures among words, which no font that comes with typst has: on paper they would be boxes.

Those fonts know Latin, Greek, Cyrillic, Hebrew and Arabic letters, and arrows and ticks. What is in none of them
besides, as Chinese, stays a box: nothing of what somebody wrote is hidden.
"""

import re

_PICTURE = (
    "[\U0001f000-\U0001faff\U000e0020-\U000e007f"
    "\u231a\u231b\u23e9-\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4"
    "\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
)
_GOES_WITH_IT = f"{_PICTURE}|\u200d[\u2600-\u27bf]|[\ufe0f\u200d\u20e3 ](?={_PICTURE})|[\ufe0f\u200d\u20e3]"
_PICTURES = f"{_PICTURE}(?:{_GOES_WITH_IT})*"
_WITH_A_SPACE = re.compile(f" ?{_PICTURES}(?=[,.;:!?)]|$)|{_PICTURES} ?")
_IN_COLOUR = re.compile("[\ufe0f\u20e3]")  # the sign before it is printed all the same


def without_pictures(words: str) -> str:
    """The words alone."""
    return _IN_COLOUR.sub("", _WITH_A_SPACE.sub("", words))
