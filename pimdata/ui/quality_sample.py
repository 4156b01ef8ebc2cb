"""A random sample of figures for audit: the seed in the address, so that anybody draws the same one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pimdata import figures, measure_audits, permissions, queries_quality, sampling
from pimdata.errors import PimError
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.ui import choices, downloads, fragments, show
from pimdata.ui.asking import ask, now

HOW = (
    "Give any words as the seed; the same seed draws the same figures. Each figure's place is the SHA-256 of seed, measure, "
    "period, dimension and category, so the sample can be drawn again without this system; add a moment (as_at) to the "
    "address to draw it from the figures that stood then."
)

LEAST_WORDS = 3
FINDINGS: Mapping[measure_audits.Finding, str] = {
    "borne out": "Bear them out",
    "borne out in part": "Bear them out in part",
    "not borne out": "Do not bear them out",
}
COLUMNS = [
    fragments.Column("title", "Measure", "link", href="href"),
    fragments.Column("period", "Period"),
    fragments.Column("part", "Part"),
    fragments.Column("value", "Figure"),
    fragments.Column("from", "File and row"),
    fragments.Column("load", "Load"),
    fragments.Column("sent", "Sent by"),
    fragments.Column("print", "Fingerprint (SHA-256)"),
    fragments.Column("papers", "Working papers (SHA-256)"),
]


def draw(viewer: Viewer) -> None:
    """How many and from which seed; then the sample, and its file. For those who audit."""
    if not permissions.may(viewer, "draw sample"):
        show.html(fragments.caption(f"Who may draw a random sample of figures? {permissions.who_may('draw sample')}"))
        return
    show.html(fragments.section("A random sample for audit"), fragments.paragraph(HOW))
    how_many, seed_box = st.columns(2)
    with how_many:
        of = sampling.asked_size(choices.text("sample", "How many figures", "25"))
    with seed_box:
        seed = choices.text("seed", "Seed", "2010/11 audit")
    drawn = _drawn(of, seed) if seed else []
    if permissions.may(viewer, measure_audits.RECORDING):
        _record(viewer, drawn)


def _drawn(of: int, seed: str) -> list[str]:
    """The sample with its file; the measures in it."""
    drawn = ask(queries_quality.sample, of=of, seed=seed)
    population = ask(queries_quality.figures_in_force)
    if not drawn.height:
        show.html(fragments.paragraph("There is no figure to draw from yet."))
        return []
    show.html(fragments.paragraph(f"{drawn.height:,} of {population:,} figures in force, drawn with the seed “{seed}”."))
    rows = [
        row
        | {
            "title": f"{row['title']} ({row['indicator_code']})",
            "href": f"/measure?i={row['indicator_code'].replace(' ', '%20')}&p={row['period'].replace(' ', '%20')}",
            "period": figures.period_short(row["period"]),
            "part": ": ".join(part for part in (row["dimension"], row["category"]) if part) or "the whole",
            "from": f"{row['file_name']}, row {row['source_row']}",
            "load": f"R-{row['load_id']:05d}",
            "sent": f"{row['by_whom']}, {moment_words(row['loaded_at'])}",
            "print": f"{row['sha256'][:16]}…",
            "papers": row["papers"] or "none",
        }
        for row in sampling.as_shown(drawn).to_dicts()
    ]
    show.html(fragments.table("Figures drawn", COLUMNS, rows, quiet=True))
    downloads.csv_button("sample for audit", sampling.as_table(drawn, seed))
    codes: list[str] = drawn["indicator_code"].unique(maintain_order=True).to_list()
    return codes


def _record(viewer: Viewer, drawn: list[str]) -> None:
    """The form that records what was found of a measure; those that were drawn come first."""
    if words := st.session_state.pop("audit_done", ""):
        show.html(fragments.banner(words, "good"))
    titles = {
        row["indicator_code"]: f"{row['title']} ({row['indicator_code']})" for row in ask(queries_quality.grades).to_dicts()
    }
    codes = sorted(titles, key=lambda code: (code not in drawn, titles[code]))
    with st.expander("Record an audit of a measure"), st.form("audit", border=False, clear_on_submit=False):
        code = st.selectbox("Measure audited", codes, format_func=titles.__getitem__, key="audit_code")
        finding = st.radio(
            "The papers behind its figures", list(FINDINGS), format_func=FINDINGS.__getitem__, key="audit_finding"
        )
        note = st.text_area("Which figures were gone through, and what was found", max_chars=600, key="audit_note")
        asked = st.form_submit_button("Record it")
    if not asked or not code or not finding:
        return
    if len(note.split()) < LEAST_WORDS:
        show.html(
            fragments.banner("Nothing was kept. Say in a few words what was gone through: it is shown beside it.", "problem")
        )
        return
    run = now()
    try:
        kept = measure_audits.record(run.store, viewer, code, finding, note, run.today)
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    st.session_state["audit_done"] = f"The audit of {titles[code]} is kept as {kept.reference}."
    st.rerun()
