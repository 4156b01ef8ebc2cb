"""What is pressed for a meeting: ticking and ordering its items before, going from one to the next while it is held."""

from __future__ import annotations

from datetime import datetime

import polars as pl
import streamlit as st

from pimdata import queries_council, store
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.ui import fragments, meeting_views, show
from pimdata.ui.asking import ask, now
from pimdata.ui.meeting_views import Asked

ORDER = "running_order"
KINDS = {"indicator": "measure"}


def prepare(viewer: Viewer) -> None:
    """Build a running order: tick what needs attention, add anything else, put it in order, take its address."""
    lead = "Tick what is to be looked at, put it in order, and put the address in the agenda. The figures will not move."
    show.html(fragments.headline(lead, "Meeting"))
    order = _order()
    titles = meeting_views.titles()
    if not titles:
        show.html(fragments.banner("There is nothing to meet about yet: no plan has been loaded.", "note"))
        return
    _tick(viewer, titles)
    _add(titles)
    _arrange([code for code in order if code in titles], titles)
    _take(tuple(order))


def _order() -> list[str]:
    """The running order so far; an address that names items begins it anew."""
    named = st.query_params.get("items", "")
    if ORDER not in st.session_state or (named and st.session_state.get("running_order_from") != named):
        st.session_state[ORDER] = list(meeting_views.items_in_address())
        st.session_state["running_order_from"] = named
    order: list[str] = st.session_state[ORDER]
    return order


def _tick(viewer: Viewer, titles: dict[str, str]) -> None:
    """What needs attention, each with the rule that lists it."""
    found = ask(queries_council.exceptions, service=viewer.service, portfolio=viewer.portfolio)
    listed = found.filter(pl.col("code").is_in(list(titles))).unique("code", maintain_order=True)
    show.html(fragments.section("Needs attention"))
    if not listed.height:
        show.html(fragments.paragraph("Nothing needs attention. Add any item below."))
    for row in listed.to_dicts():
        kind = KINDS.get(row["subject"], row["subject"])
        key = f"tick {row['code']}"
        # The order is the truth: what was moved or taken off below must show here too.
        st.session_state[key] = row["code"] in _order()
        title = row["title"][:1].upper() + row["title"][1:]
        label = f"{title} ({row['code']}, {kind}): {row['why_listed']}"
        st.checkbox(show.plain(label), key=key, on_change=_toggle, args=(row["code"],))


def _toggle(code: str) -> None:
    order = st.session_state[ORDER]
    if code in order:
        order.remove(code)
    else:
        order.append(code)


def _add(titles: dict[str, str]) -> None:
    """Anything else, by name or code."""
    picked = st.selectbox(
        "Add another measure, action or risk",
        [code for code in titles if code not in _order()],
        index=None,
        format_func=lambda code: f"{titles[code]} ({code})",
        placeholder="Type a name or a code",
        key=f"add {len(_order())}",
    )
    if picked:
        _toggle(picked)
        st.rerun()


def _arrange(order: list[str], titles: dict[str, str]) -> None:
    """The running order, each item with a button up, a button down and one to take it off."""
    show.html(fragments.section("Running order"))
    if not order:
        show.html(fragments.paragraph("Nothing is ticked yet."))
    for place, code in enumerate(order):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            show.html(fragments.paragraph(f"{place + 1}. {titles[code]} ({code})"))
            # The code is in each name: a list of buttons read aloud must say which is which.
            st.button(f"Move {show.plain(code)} up", key=f"up {code}", disabled=place == 0, on_click=_move, args=(code, -1))
            is_last = place == len(order) - 1
            st.button(f"Move {show.plain(code)} down", key=f"down {code}", disabled=is_last, on_click=_move, args=(code, 1))
            st.button(f"Take {show.plain(code)} off", key=f"off {code}", on_click=_toggle, args=(code,))


def _move(code: str, by: int) -> None:
    order = st.session_state[ORDER]
    place = order.index(code)
    order.insert(place + by, order.pop(place))


def _take(order: tuple[str, ...]) -> None:
    """The address for the agenda, and the way to the first screen."""
    if not order:
        return
    moment = _moment()
    to = meeting_views.address(order, moment)
    show.html(fragments.section("Address for the agenda"))
    show.html(fragments.paragraph(f"Figures will be shown as at {moment_words(moment)}, whatever is sent later."))
    here = st.context.url or ""
    st.code(here.split("/meeting")[0].rstrip("/") + to, language=None, wrap_lines=True)
    if st.button("Open the first item", type="primary", key="open"):
        _go_to(order, moment)


def _moment() -> datetime:
    """The moment in the address, where it names one; else now, on the demonstration's day where there is one."""
    return now().as_at or store.now(now().db()).replace(microsecond=0)


def _go_to(order: tuple[str, ...], moment: datetime) -> None:
    st.query_params.from_dict({"items": ",".join(order), "as_at": moment.isoformat(timespec="seconds"), "n": "1"})
    st.rerun()


def hold(asked: Asked) -> None:
    """A screen of the meeting, and what takes you to another."""
    show.meeting()
    if asked.trouble:
        show.html(meeting_views.trouble(asked))
        return
    with st.container(key="meeting_body"):
        if asked.is_end:
            show.html(meeting_views.end(asked))
        else:
            meeting_views.screen(asked)
    _buttons(asked)
    if not asked.is_end:
        with st.container(key="meeting_as_at"):
            show.html(fragments.paragraph(meeting_views.as_at_words()))


def _buttons(asked: Asked) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting_keys"):
        at = asked.number
        st.button("Previous", shortcut="PageUp", key="previous", disabled=at == 1, on_click=_turn, args=(at - 1,))
        st.button("Next", shortcut="PageDown", key="next", disabled=asked.is_end, on_click=_turn, args=(at + 1,))
        if not asked.is_end:
            st.selectbox(
                "Go to item",
                range(1, len(asked.items) + 1),
                index=at - 1,
                format_func=lambda number: f"{number}: {asked.items[number - 1]}",
                key=f"jump {at}",
                on_change=_jump,
                args=(f"jump {at}",),
                width=220,
            )
            _figures_button(asked)
        st.button("Leave", key="leave", on_click=_leave)


def _turn(number: int) -> None:
    st.query_params["n"] = str(number)


def _jump(key: str) -> None:
    _turn(st.session_state[key])


def _figures_button(asked: Asked) -> None:
    """Chart or figures, where there are any: actions and risks have neither."""
    if meeting_views.kind_of(asked.items[asked.number - 1]) != "measure":
        return
    is_table = meeting_views.wants_figures()
    words = "Show the chart" if is_table else "Show the figures"
    st.button(words, key="figures", on_click=_show_figures, args=(not is_table,))


def _show_figures(is_wanted: bool) -> None:
    if is_wanted:
        st.query_params["figures"] = "true"
    else:
        st.query_params.pop("figures", None)


def _leave() -> None:
    for name in ("n", "as_at", "figures"):
        st.query_params.pop(name, None)
