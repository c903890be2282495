"""`microrredes consultation` and `microrredes compose`, as people use them, on both databases."""

import json
from pathlib import Path

import pytest

from bot.cli import main

FORTY = Path(__file__).parents[1] / "data" / "consultation" / "cuarenta.csv"


def test_from_a_file_of_answers_to_two_proposals(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", store_url)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        said = capfd.readouterr()
        return status, said.out, said.err

    assert run("consultation", "results", "otono")[2].startswith('microrredes: unknown consultation "otono"; there are')
    counts = "otono: 40 members ({}), 6 fields\n"
    new, same = counts.format("40 new, 0 changed, 0 unchanged"), counts.format("0 new, 0 changed, 40 unchanged")
    assert run("consultation", "import", "otono", str(FORTY)) == (0, new, "")
    assert run("consultation", "export", "otono", "all.csv") == (0, "all.csv\n", "")
    assert run("consultation", "import", "otono", "all.csv") == (0, same, "")

    status, links, told = run("consultation", "links", "otono", "--bot", "redes_bot")
    assert (status, links.splitlines()[0], len(set(links.splitlines()))) == (0, "member,name,country,language,link", 41)
    assert "https://t.me/redes_bot?start=consulta_" in links
    assert "otono has not opened yet" in told

    results = json.loads(run("consultation", "results", "otono", "--json")[1])
    assert (results["members"], results["answered"], len(results["fields"])) == (40, 40, 6)
    assert list(results["fields"][0]["levels"]) == ["starting", "underway", "consolidated"]
    assert "movilidad-sostenible      10       25" in run("consultation", "results", "otono")[1]

    status, out, err = run("compose", "otono", "--json")
    proposal = json.loads(out)  # nothing of the solver's beside it
    assert (status, err, list(proposal)) == (0, "", ["networks", "left_out", "status", "objective", "bound"])
    assert (proposal["status"], proposal["objective"]) == ("optimal", proposal["bound"])
    assert all(6 <= len(network["members"]) <= 8 for network in proposal["networks"])
    Path("a.json").write_text(out, "utf-8")
    told = run("compose", "otono", "--lock", "Lima=vivienda", "--exclude", "recife=clima", "--compare", "a.json")[1]
    assert "moved: lima, from clima to vivienda\n" in told
    assert f"{proposal['objective']} ->" in told.splitlines()[-1]
    same = run("compose", "otono", "--compare", "a.json")[1]
    assert "everybody is where they were" in same
    assert "  need met by offers     44 ->     44  +0" in same, "called as in the proposal"

    status, out, err = run("compose", "otono", "--min", "26", "--max", "30", "--json")
    nothing = json.loads(out)
    assert (status, nothing["status"], nothing["objective"], nothing["bound"]) == (1, "infeasible", None, None)
    assert len(nothing["left_out"]) == 40
    assert "movilidad-sostenible: 25 wishes, and a network needs 26" in err.splitlines()
    assert err.splitlines()[-1] == "microrredes: otono: no grouping exists under these rules"

    assert 'unknown city "quto"; did you mean "quito"?' in run("compose", "otono", "--lock", "quto=clima")[2]
    Path("wrong.csv").write_text(FORTY.read_text("utf-8").replace(",AR,", ",XX,"), "utf-8")
    status, out, err = run("consultation", "import", "other", "wrong.csv")
    assert (status, out, len(err.splitlines())) == (1, "", 7)
    assert "wrong.csv, line 2, column 2 (country): unknown country" in err
    assert "other" not in run("consultation", "results", "x")[2]

    confirm = ("compose", "otono", "--confirm", "--bot", "our_bot", "--month", "2099-06")
    status, shown, err = run(*confirm)
    assert (status, err.splitlines()[-1]) == (0, "nothing was made: add --yes to make it")
    assert "clima: Microrred de Clima\n  6 sessions from 2099-06-03 16:00 Europe/Madrid (14:00 UTC)\n" in shown
    assert shown.endswith("6 networks, 40 invitations\n")
    assert run("compose", "otono", "--undo", "--yes")[2] == "microrredes: otono: no networks were made from it\n"
    status, made, err = run(*confirm, "--yes")
    assert (status, err) == (0, ""), "no letters were asked for"
    assert made.startswith(shown)
    assert made.count("https://t.me/our_bot?start=") == 46
    assert "its networks were made already; --undo takes them back" in run(*confirm, "--yes")[2]
    assert run("compose", "otono", "--undo")[1].startswith("would be undone: clima, cuidados")
    assert run("compose", "otono", "--undo", "--yes")[1].startswith("undone: clima, cuidados")
    assert run("compose", "otono", "--undo", "--yes")[2] == "microrredes: otono: no networks were made from it\n"
