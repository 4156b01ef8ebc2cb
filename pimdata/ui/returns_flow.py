"""A return on its way: chosen, uploaded, checked, looked at, sent, taken back. A file and what is typed for it are kept."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pimdata import figures, permissions, queries_owed, queries_returns, templates
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose
from pimdata.returns import Looked
from pimdata.ui import (
    downloads,
    found_views,
    fragments,
    owed_views,
    paper_views,
    parts_views,
    returns_arrival,
    returns_fill,
    returns_fixing,
    returns_handing,
    returns_hold_up,
    returns_revising,
    returns_send,
    returns_teach,
    returns_versions,
    returns_views,
    show,
)
from pimdata.ui.asking import ask, now
from pimdata.ui.returns_draft import (
    OTHER,
    Chosen,
    clash,
    draft_of,
    look_at,
    remove,
    token,
)


def choose(viewer: Viewer) -> Chosen | None:
    """The return in the address, or the one picked; a manager begins with the most pressing one."""
    drafts = owed_views.drafts()
    known = {
        Chosen(row["dataset"], row["service_code"], row["period"]): _label(row, viewer, drafts)
        for row in ask(queries_returns.returns_open, service=viewer.service).to_dicts()
    }
    if permissions.may(viewer, "send plan"):
        known[OTHER] = "Any other file, such as a part of the plan"
    elif permissions.may(viewer, "manage people"):
        known = {OTHER: "The people who may sign in, and their roles (people.csv)"}
    asked = _asked(known)
    options = list(known)
    at = options.index(asked) if asked in options else 0 if options and viewer.role == "manager" else None
    if not options:
        return None
    # Other words are another list: the browser names what was chosen by its words, and those say what is in and drafted.
    key = f"return {viewer.words} {asked} {zlib.crc32(' '.join(known.values()).encode())}"
    picked: Chosen | str | None = st.selectbox(
        "Return",
        options,
        index=at,
        format_func=known.__getitem__,
        placeholder="Choose a return",
        key=key,
        on_change=_picked,
        args=(key,),
    )
    return asked if isinstance(picked, str) else picked


def _label(row: Mapping[str, Any], viewer: Viewer, drafts: Mapping[Whose, str]) -> str:
    whose = "" if viewer.service else f", {row['service'] or row['service_code']}"
    stands = owed_views.standing(row, drafts)[1]
    stands = stands[0].lower() + stands[1:]
    what = returns_views.title(row["dataset"])
    return f"{what}{whose}, {figures.period_name(row['period'])} ({stands}, {row['rows_in']} of {row['rows_owed']} rows in)"


def _asked(known: dict[Chosen, str]) -> Chosen | None:
    """The return the address names. One that is not listed, and yet is owed, is added; any other is said to be unknown."""
    asked = _named()
    if asked is None or asked in known:
        return asked
    found = ask(queries_returns.return_owed, dataset=asked.dataset, service=asked.service, period=asked.period)
    if found:
        known[asked] = _label(found, Viewer(), owed_views.drafts())
        return asked
    show.html(fragments.banner("We could not find the return in the address. Choose one from the list.", "note"))
    return None


def _named() -> Chosen | None:
    """What the address says: `r=dataset,service,period`, or each by its own name."""
    named = st.query_params
    if "r" in named:
        parts = [*named["r"].split(","), "", ""]
        return OTHER if parts[0] == "other" else Chosen(*parts[:3])
    return Chosen(named["dataset"], named.get("service", ""), named.get("period", "")) if "dataset" in named else None


def _picked(key: str) -> None:
    """Put what was picked in the address, so that it can be sent to a colleague."""
    chosen: Chosen | str | None = st.session_state[key]
    if isinstance(chosen, str):  # words that the list has no longer
        return
    if chosen is None:
        st.query_params.clear()
    else:
        st.query_params.from_dict({"r": ",".join(chosen) if chosen != OTHER else "other"})


def draw(viewer: Viewer, chosen: Chosen | None) -> None:
    """The chosen return, from its template to its receipt."""
    if chosen is None:
        return
    keeps_people = chosen == OTHER and permissions.may(viewer, "manage people")
    mine = None if keeps_people else permissions.only_service(viewer, chosen.dataset)
    owed = _owed(chosen)
    head = st.container()
    returns_arrival.take_in(chosen)
    looked = look_at(viewer, chosen, mine)
    with head:
        show.html(fragments.section(_title(chosen)), fragments.steps(returns_views.STEPS, _step(chosen, looked)))
        show.html(fragments.paragraph(owed_views.what_is_owed(owed)) if owed else "")
    if (mine is not None and mine != chosen.service) or mine == "":
        show.html(fragments.banner(_who_may(viewer, chosen, owed), "note"))
        return
    returns_send.receipt(viewer, chosen)
    clash(chosen)
    _ways(chosen, owed)
    returns_send.problem(chosen)
    if looked is not None:
        _found(viewer, chosen, mine, looked)


def _owed(chosen: Chosen) -> dict[str, Any] | None:
    if chosen == OTHER:
        return None
    return ask(queries_returns.return_owed, dataset=chosen.dataset, service=chosen.service, period=chosen.period)


def _title(chosen: Chosen) -> str:
    if chosen == OTHER:
        return "Any other file"
    return f"{returns_views.title(chosen.dataset)}, {figures.period_name(chosen.period)}"


def _who_may(viewer: Viewer, chosen: Chosen, owed: dict[str, Any] | None) -> str:
    whose = (owed or {}).get("service") or "its service"
    item = permissions.Item(service=chosen.service, dataset=chosen.dataset)
    return f"This return is owed by {whose}. {permissions.refused(viewer, 'send return', item)}"


def _step(chosen: Chosen, looked: Looked | None) -> int:
    if looked is None:
        return 6 if chosen.key("receipt") in st.session_state else 2
    return 3 if looked.checked.to_do or not looked.preview.height else 4


def _ways(chosen: Chosen, owed: dict[str, Any] | None) -> None:
    """The template, the upload, filling in; and where neither can be done now, a colleague or a reason."""
    left, right = st.columns(2, gap="large")
    with left:
        _template(chosen)
    with right:
        _upload(chosen)
    returns_versions.draw(chosen)
    if chosen != OTHER:
        returns_fill.fill_in(chosen)
        returns_handing.hand_on(chosen)
        returns_hold_up.draw(chosen, owed)
        paper_views.of_return(now().viewer, *chosen)
        if chosen.dataset == "indicator_results":
            show.html(parts_views.shared(ask(queries_owed.shared_parts, chosen.service, chosen.period), chosen.service))


def _template(chosen: Chosen) -> None:
    """The file to fill in; for what is no return the headings are on the Definitions page."""
    if chosen == OTHER:
        show.html(
            fragments.paragraph(
                "Parts of the plan, targets and budgets are sent as CSV or as an Excel workbook, named after what they hold."
            )
        )
        return
    show.html(
        fragments.paragraph("The template holds the rows that are still to come, with targets and last figures beside them.")
    )
    workbook = ask(templates.filled_workbook, chosen.dataset, chosen.service, chosen.period)
    downloads.button(
        "Get the template for Excel",
        lambda: workbook,
        templates.file_name(chosen.dataset, chosen.service, chosen.period, ".xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        chosen.key("workbook"),
    )
    text = ask(templates.filled, chosen.dataset, chosen.service, chosen.period)
    downloads.button(
        "Get the template as CSV",
        lambda: templates.for_excel(text),
        templates.file_name(chosen.dataset, chosen.service, chosen.period),
        key=chosen.key("template"),
    )


def _upload(chosen: Chosen) -> None:
    key = f"{chosen.key('file')} {st.session_state.get(chosen.key('nonce'), 0)}"
    st.file_uploader(
        "Choose your file, or drop it here: CSV or Excel workbook (.xlsx)",
        key=key,
        on_change=returns_arrival.arrived,
        args=(chosen, key),
        width="stretch",
    )
    draft = draft_of(chosen)
    if draft is not None:
        show.html(fragments.paragraph(returns_views.draft_words(draft)))
        st.button("Remove this draft", key=chosen.key("remove"), on_click=remove, args=(chosen, draft))


def _found(viewer: Viewer, chosen: Chosen, mine: str | None, looked: Looked) -> None:
    """What was understood, what is wrong, the reasons asked for, and what would come of sending."""
    show.html(fragments.section("What we found"), found_views.summary(looked, token(chosen)), found_views.understood(looked))
    is_asked = returns_arrival.ask_what_is_lacking(chosen)
    if looked.checked.tidied.height and st.toggle("Show the cells we tidied", key=chosen.key("tidied")):
        show.html(found_views.tidied(looked))
    returns_teach.teach(chosen)
    show.html(found_views.faults(looked), found_views.belongs_to(looked, chosen.whose), found_views.own_words(looked))
    returns_revising.ask_to_revise(chosen, looked)
    returns_fixing.grid(chosen, looked)
    if looked.preview.height:
        show.html(fragments.section("Look before you send"), returns_revising.told(looked.checked.dataset, looked.preview))
        show.html(returns_views.preview(looked))
        is_all = looked.told.height > returns_views.FIRST_TOLD and st.toggle(
            f"Show what members will read for all {looked.told.height} figures", key=chosen.key("all")
        )
        show.html(returns_views.told(looked, is_all))
        if not is_asked:
            returns_send.send_button(viewer, chosen, mine, looked)
