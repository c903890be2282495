"""The programme as data: cities, networks with their series of meetings, archives; read from TOML, then loaded."""

from actions.programme.fields import ProgrammeWrong
from actions.programme.file import parse_programme, read_programme
from actions.programme.loading import Loaded, do_load_programme
from actions.programme.shape import ArchiveData, CityData, NetworkData, Programme

__all__ = [
    "ArchiveData",
    "CityData",
    "Loaded",
    "NetworkData",
    "Programme",
    "ProgrammeWrong",
    "do_load_programme",
    "parse_programme",
    "read_programme",
]
