"""What keeps the code simple to change, checked so that no one need remember it."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "pimdata").rglob("*.py"))
}
PAGES = sorted((ROOT / "pages").glob("*.py"))


def imports(path: Path) -> set[str]:
    """Modules of ours that a file imports, at the top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_every_file_that_is_saved_is_an_event():
    """Streamlit's own button leaves none: `downloads.button` does."""
    own = [name for name, path in MODULES.items() if "download_button(" in path.read_text("utf-8")]
    pages = [path.name for path in PAGES if "download_button(" in path.read_text("utf-8")]
    assert (own, pages) == (["pimdata.ui.downloads"], [])


def test_modules_import_each_other_in_one_direction():
    packages = {"pimdata", "pimdata.ui"}
    order = TopologicalSorter({name: imports(path) & MODULES.keys() - packages for name, path in MODULES.items()})
    order.prepare()  # raises CycleError, naming the circle


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("pimdata.ui")])
def test_only_ui_knows_streamlit(name):
    assert not {found for found in imports(MODULES[name]) if found.split(".")[0] == "streamlit"}
    assert not {found for found in imports(MODULES[name]) if found.startswith("pimdata.ui")}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_asks_and_shows_and_does_nothing_else(path):
    tree = ast.parse(path.read_text("utf-8"))
    kinds = [type(node) for node in ast.walk(tree)]
    assert ast.FunctionDef not in kinds, "a page holds no function"
    arithmetic = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp)]
    assert not arithmetic, "a page holds no arithmetic"
    assert not re.search(r"\bselect\b.*\bfrom\b", path.read_text("utf-8").lower(), re.DOTALL), "a page holds no SQL"
    assert ast.get_docstring(tree), "a page says which question it answers"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_begins_with_the_guard(path):
    statements = [node for node in ast.parse(path.read_text("utf-8")).body if not isinstance(node, ast.Import | ast.ImportFrom)]
    first = statements[1]  # after the docstring
    assert "frame.require()" in ast.unparse(first)


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("pimdata.ui")])
def test_ui_holds_no_sql(name):
    strings = [
        node.value
        for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in strings if re.search(r"\bselect\b[^.]*\bfrom\b", text.lower())]


def test_the_readme_maps_every_module_and_page():
    readme = (ROOT / "README.md").read_text("utf-8")
    names = [name for name in MODULES if "__" not in name and name not in ("pimdata", "pimdata.ui")]
    modules = [name.removeprefix("pimdata.").replace(".", "/") for name in names]
    missing = [name for name in modules if f"`{name}`" not in readme]
    missing += [f"pages/{path.stem}" for path in PAGES if f"`pages/{path.stem}`" not in readme]
    assert not missing


def test_pinned_versions_name_no_place_to_get_them_from():
    pinned = (ROOT / ".ci" / "constraints.txt").read_text("utf-8")
    assert "--hash=sha256:" in pinned
    assert "://" not in pinned
    assert not re.search(r"^--(?!hash)", pinned, re.MULTILINE)
