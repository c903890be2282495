"""The one door out: letter -> Bot API call; failures sorted into Unreachable, Moved, Refused, Later, Unknown."""

from bot.post.client import Client, build_bot
from bot.post.door import Account, Direct, Post
from bot.post.downloads import FileElsewhere, FileTooBig
from bot.post.failures import is_wrong_file
from bot.post.outcomes import Later, Moved, Outcome, Refused, Sent, Unknown, Unreachable
from bot.post.uploads import Unsendable

__all__ = [
    "Account",
    "Client",
    "Direct",
    "FileElsewhere",
    "FileTooBig",
    "Later",
    "Moved",
    "Outcome",
    "Post",
    "Refused",
    "Sent",
    "Unknown",
    "Unreachable",
    "Unsendable",
    "build_bot",
    "is_wrong_file",
]
