"""Several services each send their part of one measure; its owner begins with what the parts come to."""

from pimdata import looking, queries, queries_owed, queries_returns, returns, templates
from pimdata.ui import parts_views

HEAD = "indicator_code,period,dimension,category,value,numerator,denominator,why,what_next\n"
SAID = "The new form confused 40 people,Put the old form back by May"


def part(service, *cases):
    return f"{HEAD}NI 14,2010/11 Q2,service,{service},{cases[0] / cases[1]:g},{cases[0]},{cases[1]},{SAID}\n"


def send(store, text, service):
    return returns.send(store, text.encode(), "NI-14-indicator_results.csv", f"Manager, {service}", service=service)


def test_each_service_sends_its_own_part_and_nobody_elses(demo_store):
    sent = send(demo_store, part("HO", 80, 80), "HO")
    found = looking.look(demo_store, part("CS", 40, 20).encode(), "NI-14-indicator_results.csv", service="HO")
    assert [each.code for each in found.checked.to_do] == ["C04"]
    with demo_store.reading() as db:
        assert queries_returns.services_of_load(db, sent.load_id) == ["HO"]
    returns.take_back(demo_store, sent.load_id, "Manager, HO", "Sent to show it", service="HO")


def test_parts_are_put_together_shown_and_held_against_the_whole(demo_store):
    send(demo_store, part("HO", 80, 80), "HO")
    send(demo_store, part("CS", 40, 20), "CS")
    with demo_store.reading() as db:
        (shared,) = queries_owed.shared_parts(db, "PP", "2010/11 Q2")
        assert queries_owed.shared_parts(db, "CS", "2010/11 Q2") == [shared]
        assert queries_owed.shared_parts(db, "PL", "2010/11 Q2") == []
    assert (shared["services_in"], shared["services_awaited"], float(shared["combined"])) == (["CS", "HO"], [], 1.2)
    assert "CS, HO" in parts_views.shared([shared], "PP")
    whole = f"indicator_code,period,value,why,what_next\nNI 14,2010/11 Q2,1.9,{SAID}\n"
    found = looking.look(demo_store, whole.encode(), "indicator_results.csv", service="PP")
    said = (*found.checked.to_do, *found.checked.explained)
    assert "1.9 here and 1.2 in the parts that CS and HO sent" in " ".join(each.words for each in said)


def test_a_part_leads_what_its_service_owes_and_stands_in_its_template(demo_store):
    for service, cases in (("HO", (80, 80)), ("CS", (40, 20))):
        send(demo_store, part(service, *cases).replace("2010/11 Q2", "2010/11 Q1"), service)
    with demo_store.reading() as db:
        wanted = queries.returns_wanted(db, "HO").to_dicts()
        assert {"dataset": "indicator_results", "period": "2010/11 Q2"}.items() <= wanted[0].items()
        row = next(row for row in templates.owed(db, "indicator_results", "HO", "2010/11 Q2").rows if row["dimension"])
    assert (row["indicator_code"], row["category"], row["last_value"]) == ("NI 14", "HO", 1)
    sent = send(demo_store, part("HO", 80, 80), "HO")
    send(demo_store, part("CS", 40, 20), "CS")
    with demo_store.reading() as db:
        assert not [each for each in queries.returns_wanted(db, "HO").to_dicts() if each["period"] == "2010/11 Q2"]
    returns.take_back(demo_store, sent.load_id, "Manager, HO", "Sent to show it", service="HO")
    with demo_store.reading() as db:
        assert queries.returns_wanted(db, "HO")["period"].to_list().count("2010/11 Q2") == 1, "taken back, it is owed again"
