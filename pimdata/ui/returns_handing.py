"""Rows of a return handed to a colleague: who has which, the template with just those rows, and the form that hands them on."""

from __future__ import annotations

import streamlit as st

from pimdata import filling, handing, store, templates
from pimdata.errors import PimError
from pimdata.figures import plural
from pimdata.ui import downloads, fragments, show, sign_in
from pimdata.ui.asking import ask, now
from pimdata.ui.returns_draft import Chosen


def hand_on(chosen: Chosen) -> None:
    """What is handed on already, and a way to hand on more."""
    held = handing.handed(now().db(), *chosen)
    if held:
        words = {post: [code for code, to in held.items() if to == post] for post in sorted(set(held.values()))}
        show.html(fragments.definition_list([(f"Handed to {post}", ", ".join(codes)) for post, codes in words.items()]))
    with st.expander("Hand rows to a colleague", key=chosen.key("handing")):
        try:
            rows = ask(filling.asked, *chosen)
        except PimError as error:
            show.html(fragments.banner(str(error), "note"))
            return
        _form(chosen, {row.key[0]: row.name for row in rows})
        for post in sorted(set(held.values())):
            _template(chosen, post, [code for code, to in held.items() if to == post])


def _form(chosen: Chosen, names: dict[str, str]) -> None:
    with st.form(chosen.key("hand"), border=False):
        codes, post = chosen.key("hand codes"), chosen.key("hand post")
        st.multiselect(
            "Rows to hand on", list(names), format_func=lambda code: names[code], key=codes, placeholder="Choose rows"
        )
        st.selectbox(
            "Post that fills them in; leave it blank to take them back",
            handing.posts(now().db(), chosen.service),
            index=None,
            accept_new_options=True,
            placeholder="Choose a post, or type one",
            key=post,
        )
        st.form_submit_button("Hand them on", on_click=_hand, args=(chosen, codes, post))
    if said := st.session_state.pop(chosen.key("handed"), ""):
        show.html(fragments.banner(said, "note"))


def _hand(chosen: Chosen, codes: str, post: str) -> None:
    try:
        changed = handing.hand(
            store.default(), sign_in.viewer_now(), chosen.whose, st.session_state[codes], st.session_state[post] or ""
        )
    except PimError as error:
        st.session_state[chosen.key("handed")] = str(error)
        return
    to = f"handed to {st.session_state[post]}" if st.session_state[post] else "taken back"
    st.session_state[chosen.key("handed")] = f"{plural(changed, 'row')} {to}."


def _template(chosen: Chosen, post: str, codes: list[str]) -> None:
    text = ask(templates.filled, *chosen, only=tuple(codes))
    downloads.button(
        show.plain(f"Get the template for {post}"),
        lambda: templates.for_excel(text),
        templates.file_name(chosen.dataset, f"{chosen.service}-{post}", chosen.period),
        key=chosen.key(f"handed {post}"),
    )
