import sys
from pathlib import Path
from subprocess import run

from alembic.script import ScriptDirectory

from store.schema import MIGRATIONS, newest_revision, revisions


def test_newest_revision_is_the_one_that_alembic_names() -> None:
    assert newest_revision() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def test_revisions_are_numbered_in_their_order_and_files_named_by_them() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    chain = [script.revision for script in scripts.walk_revisions()][::-1]

    assert scripts.get_heads() == chain[-1:]
    assert chain == [f"{number:04}" for number in range(1, len(chain) + 1)]
    assert [path.name[:5] for path in sorted((MIGRATIONS / "versions").glob("*.py"))] == [f"{name}_" for name in chain]


def test_store_that_is_up_to_date_is_left_alone_without_alembic(sqlite_url: str, tmp_path: Path) -> None:
    asked = f"import sys; from store.schema import upgrade; upgrade({sqlite_url!r}); print('alembic' in sys.modules)"

    told = run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=MIGRATIONS.parent)

    assert told.stdout.strip() == "False"
    assert revisions(sqlite_url) == (newest_revision(), newest_revision())
