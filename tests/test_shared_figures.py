"""A partner sends a figure of a shared measure: one that is waited for, through the checks of any return, to be signed."""

from __future__ import annotations

import pytest

from pimdata import queries_signing, returns, shared_figures, sight, signing
from pimdata.errors import NotAllowed, PimError
from pimdata.people import ROLES, Viewer
from tests.conftest import ACCOUNT, words_of

PARTNER = Viewer("partner", words=ROLES["partner"], email="partner@lsp.example")
SHARED = ("IND-46", "2010-10")
SAID = {"what_happened": "Fewer vehicles were broken into than in any October since 2004."}

REFUSED = {
    # why this case is here:                (who, code, period, value, what is said)
    "what is not shared":                   (PARTNER, "HO02", "2010/11 Q2", "71", NotAllowed, "Partner may not send"),
    "what does not exist":                  (PARTNER, "XX99", "2010-10", "71", NotAllowed, "Partner may not send"),
    "a councillor sends nothing":           (Viewer(), *SHARED, "71", NotAllowed, "Any councillor may not send"),
    "what has come":                        (PARTNER, "IND-46", "2010-09", "71", PimError, "not waited for"),
    "what has not ended":                   (PARTNER, "IND-46", "2010-11", "71", PimError, "not waited for"),
    "no number":                            (PARTNER, *SHARED, "many", PimError, "must be a number"),
    "a figure that is asked about":         (PARTNER, *SHARED, "1", PimError, "outside the usual"),
    "nothing at all":                       (PARTNER, *SHARED, "", PimError, "Nothing was sent."),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told_in_words_and_nothing_is_stored(demo_store, case):
    who, code, period, value, error, words = case
    before = loads(demo_store)
    with pytest.raises(error, match=words):
        shared_figures.send(demo_store, who, code, period, value, {})
    assert loads(demo_store) == before


def loads(held) -> int:
    with held.reading() as db:
        return db.execute("select count(*) from main.loads").fetchall()[0][0]


def figure(held):
    with held.reading() as db:
        return db.execute(
            "select value from indicator_status where indicator_code = ? and period = ?", list(SHARED)
        ).fetchall()[0][0]


def test_a_figure_waits_until_the_council_signs_it(demo_store):
    load_id = shared_figures.send(demo_store, PARTNER, *SHARED, "71", SAID)
    with demo_store.reading() as db:
        sent = queries_signing.get(db, load_id)
        assert (sent.state, sent.services, sent.identity) == ("waiting for sign-off", ("PA",), PARTNER.email)
    assert figure(demo_store) is None
    with pytest.raises(NotAllowed):
        signing.sign_off(demo_store, load_id, PARTNER)
    signing.sign_off(demo_store, load_id, Viewer("head", "PA", words="Head of service"))
    assert figure(demo_store) == 71


def test_an_unusual_figure_goes_with_its_reason(demo_store):
    load_id = shared_figures.send(demo_store, PARTNER, *SHARED, "1", {}, "The police changed how vehicles are counted.")
    with demo_store.reading() as db:
        assert "changed how vehicles are counted" in str(queries_signing.get(db, load_id).explanations)


def test_a_figure_short_of_its_target_can_say_all_that_is_asked_of_it(demo_store):
    file = "HO-2010-11-Q2-indicator_results.csv"
    with demo_store.reading() as db:
        load_id = db.execute("select load_id from loads where file_name = $file", {"file": file}).fetchall()[0][0]
    returns.take_back(demo_store, load_id, "Policy Officer", "sent for the wrong quarter")
    short = ("NI 156", "2010/11 Q2", "62")
    with pytest.raises(PimError, match=r"what you expect next.*not done or late"):
        shared_figures.send(demo_store, PARTNER, *short, {"why": "More families came in August.", "what_next": "Lease more."})
    told = ACCOUNT | {"why": "More families came in August."}
    assert set(told) <= set(shared_figures.SAID)
    sent = shared_figures.send(demo_store, PARTNER, *short, told, "Twelve families came at once when a hostel closed.")
    with demo_store.reading() as db:
        assert queries_signing.get(db, sent).state == "waiting for sign-off"


def test_what_is_wanted_of_a_partner_is_shared_and_has_not_come(demo_store):
    with demo_store.reading() as db:
        sight.of(PARTNER).tell(db)
        wanted = shared_figures.wanted(db)
        shared = {code for (code,) in db.execute("from shared_measures").fetchall()}
    assert {each.code for each in wanted} == {"IND-46", "IND-47"}
    assert {each.code for each in wanted} <= shared


def test_it_is_sent_from_a_partners_own_page(open_page, demo_store):
    at = open_page("overview", demo_store)
    assert "Figures still to come" not in words_of(at)
    at = at.selectbox(key="view_as").select(ROLES["partner"]).run()
    assert "Figures still to come" in words_of(at)
    box = next(each for each in at.selectbox if each.label == "Figure of")
    box.select(next(option for option in box.options if "IND-46" in option))

    def press():
        return next(each for each in at.button if each.label == "Send the figure").click().run()

    at.text_input(key="shared_value").input("many")
    assert "must be a number" in words_of(press())
    at.text_input(key="shared_value").input("71")
    at.text_input(key="shared_what_happened").input(SAID["what_happened"])
    said = words_of(press())
    assert "Figure received. Reference R-" in said
    assert figure(demo_store) is None
