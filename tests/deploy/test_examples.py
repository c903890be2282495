"""The examples of `deploy/` speak of what there is. What proxies do with them is tried in the flows."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.settings import PREFIX, VARIABLES, read_settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OF_THE_PROXY = {"MICRORREDES_HOST", "MICRORREDES_REPLICAS"}
BESIDE_THE_CODE = {"locales", "methods", "migrations", "demo", "thesaurus"}


def lines(name: str) -> list[str]:
    return (DEPLOY / name).read_text("utf-8").splitlines()


def test_every_setting_named_in_an_example_exists() -> None:
    known = {*VARIABLES.values()} | OF_THE_PROXY

    named = {
        (path.name, name)
        for path in DEPLOY.iterdir()
        for name in re.findall(rf"\b{PREFIX}[A-Z_]+", path.read_text("utf-8"))
    }

    assert {name for name in named if name[1] not in known} == set()


def test_example_of_an_environment_names_every_setting_and_is_accepted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in VARIABLES.values():
        monkeypatch.delenv(name, raising=False)
    given = [line.removeprefix("#") for line in lines("environment.example") if "=" in line]
    (tmp_path / ".env").write_text("\n".join(given))
    monkeypatch.chdir(tmp_path)

    settings = read_settings()

    named = {line.partition("=")[0] for line in given}
    assert named == {*VARIABLES.values()} - {f"{PREFIX}DATA_DIR"}
    assert settings.webhook_url == "https://bot.example.org/telegram"


def test_container_holds_all_that_the_bot_is_made_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = project["tool"]["setuptools"]["packages"]["find"]["include"]
    copied = [name for line in lines("Containerfile") if line.startswith("COPY") for name in line.split()[1:-1]]

    assert {package.removesuffix("*") for package in packages} | BESIDE_THE_CODE <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", ["microrredes.service", "microrredes@.service"])
def test_units_are_accepted_by_systemd(tmp_path: Path, name: str) -> None:
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("systemd-analyze is not installed")
    unit = tmp_path / name.replace("@.", "@8081.")
    unit.write_text((DEPLOY / name).read_text("utf-8").replace("/opt/microrredes/.venv/bin/microrredes", "/bin/true"))

    checked = subprocess.run([analyse, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False)

    assert (checked.returncode, checked.stderr) == (0, "")
