"""Rows put right, explained and filled in on the Returns page, with what was done there kept for the next file."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

from tests.conftest import words_of
from tests.test_pages_returns import CS03, as_manager, button, filled, upload  # noqa: F401 - a fixture

WHY = "The new system counted every second complaint twice."


def box(at, words):
    # A label is Markdown, in which what has a meaning of its own stands behind a backslash.
    return next(each for each in (*at.text_area, *at.text_input) if words in each.label.replace("\\", ""))


def test_a_fraction_is_put_right_at_one_press_undone_and_put_right_by_hand(as_manager, demo_store):
    at = upload(as_manager(r=CS03), filled(demo_store, value="0.85"))
    assert "Use 85 if you mean 85%" in words_of(at)
    at = button(at, "Use 85").click().run()
    assert "1 of 1 row is ready" in words_of(at)
    assert "85.0%" in words_of(at)
    at = button(at, "Undo row 2").click().run()
    assert "1 needs putting right" in words_of(at)
    box(at, "Row 2, Figure").input("86")
    at = button(at, "Keep row 2").click().run()
    assert "86.0%" in words_of(at)
    at = upload(at, filled(demo_store, value="0.85", owner_role="Complaints Officer"), "again-indicator_results.csv")
    assert "86.0%" in words_of(at), "the cell is as it was, so what was put right stands"
    at = upload(at, filled(demo_store, value="84"), "mended-indicator_results.csv")
    assert "84.0%" in words_of(at), "the file is the later word"


def test_an_outlier_is_explained_and_its_comments_are_asked_for_where_the_status_needs_them(as_manager, demo_store):
    at = upload(as_manager(r=CS03), filled(demo_store, value="71.0", why="", what_next=""))
    at = box(at, "the reason").input(WHY).run()
    assert "17.0 percentage points short of target" in words_of(at)
    assert "Facts the figure does not show" in box(at, "What happened").label
    box(at, "Why").input("as expected")
    box(at, "What we will do").input("Two more officers until March")
    at = button(at, "Keep row 2").click().run()
    assert "does not tell a councillor what caused it" in words_of(at)
    box(at, "Why").input("40 complaints came in one week")
    at = button(at, "Keep row 2").click().run()
    assert not at.exception
    at = button(at, "Send 1 ready row").click().run()
    assert "Return received" in words_of(at)
    with demo_store.reading() as db:
        # It waits for its sign-off, so it is stored and not yet in force.
        row = db.sql(
            "select value, why from main.indicator_results where indicator_code = 'CS03' order by load_id desc limit 1"
        )
        assert [(float(value), why) for value, why in row.fetchall()] == [(71.0, "40 complaints came in one week")]


def test_what_a_row_answers_itself_is_shown_before_it_is_sent(as_manager, demo_store):
    said = {"what_happened": WHY, "why": "40 complaints came in one week", "what_next": "Two more officers until March"}
    at = upload(as_manager(r=CS03), filled(demo_store, value="71.0", **said))
    words = words_of(at)
    assert "1 of 1 row is ready" in words
    assert "1 row was asked about and answered by its own words" in words
    assert "71 is outside the usual" in words


def test_a_return_is_filled_in_without_a_file(as_manager):
    at = as_manager(r=CS03, fill="yes")
    said = words_of(at)
    assert "Last figure 88.3" in " ".join(said.split())
    box(at, "Figure, CS03").input("88.5")
    at = button(at, "Check what I filled in").click().run()
    assert "1 of 1 row is ready" in words_of(at)
    assert "filled-in-indicator_results.csv is kept as a draft" in words_of(at)
    at = button(at, "Send 1 ready row").click().run()
    assert "Return received" in words_of(at)


def test_many_actions_are_on_track_at_one_press(as_manager):
    at = as_manager("Manager, Housing", r="action_updates,HO,2010/11 Q2", fill="yes")
    for tick in [each for each in at.checkbox if "HO-A" in each.label][:3]:
        tick.check()
    at = button(at, "Still on track").click().run()
    assert "3 of 3 rows are ready" in words_of(at)
    assert not at.exception


def test_many_dates_of_one_doubt_are_put_right_at_one_press(as_manager):
    rows = [f"CS0{number},2010/11 Q2,90.5,03/04/2011" for number in (1, 2, 3, 4)]
    at = upload(as_manager(r=CS03), "\n".join(["indicator_code,period,value,by_when", *rows]).encode())
    said = words_of(at)
    assert "4 rows need the same put right, by_when: 2, 3, 4, 5." in said
    labels = [each.label for each in at.button if "likewise" in each.label]
    assert labels == [f"{day} (row 2), and likewise in all 4 rows" for day in ("3 April 2011", "4 March 2011")]
    at = button(at, labels[0]).click().run()
    assert not at.exception
    assert "could be 3 April or 4 March" not in words_of(at)
    assert "by_when: 2011-04-03" in words_of(at)


def test_a_row_past_the_first_twenty_is_told_of_where_its_link_leads_and_put_right_when_asked_for(as_manager):
    rows = [f"CS03,2010/11 Q2,{'abc' if number % 2 else 'n' * number}" for number in range(2, 32)]
    content = "\n".join(["indicator_code,period,value", *rows]).encode()
    at = upload(as_manager(r=CS03), content)
    drawn = [each.label for each in at.button if each.label.startswith("Keep row")]
    assert len(drawn) == 20
    told = " ".join(each.proto.body for each in at.get("html"))
    assert all(f'id="row-{number}"' in told for number in range(2, 32))
    later = next(each for each in at.selectbox if each.label == "Row to put right now")
    at = later.select("Row 31").run()
    assert not at.exception
    box(at, "Row 31, Figure").input("88.5")
    at = button(at, "Keep row 31").click().run()
    assert not at.exception
    assert "Keep row 31" not in [each.label for each in at.button]
