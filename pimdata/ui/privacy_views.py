"""What is held of people: said from the words below, which a test holds against the tables there are."""

from __future__ import annotations

from pimdata.access_review import YEARS_AFTER
from pimdata.config import settings
from pimdata.ui import fragments
from pimdata.usage import KEPT

YEARS = KEPT.days // 365

# What is held, where, why, and for how long. Tables are named so that a test can tell where one is left out.
HELD = (
    (
        "Posts that send and sign off",
        "loads, load_events",
        "So that any figure can be followed to who sent it. A post, as Housing Manager; never a person's name.",
        "As long as the figure, which nothing overwrites.",
    ),
    (
        "Returns on their way",
        "drafts, draft_versions, kept_files, handed_rows, hold_ups, taught_layouts, sendings, event_people, "
        "period_publications",
        "So that the person who signs a return off is not the one who sent it: their address, beside the file as it came.",
        "The file as long as the figure; the address until the person is forgotten.",
    ),
    (
        "Questions of members, and what they follow",
        "questions, recommendations, recommendation_events, enquiry_lines, enquiry_events, follow_events, last_looks",
        "So that a question is answered to whoever asked it, and each finds what they follow and what is new to them.",
        "The question as long as the system; whose it is, until the person is forgotten.",
    ),
    (
        "Letters that were sent",
        "notices, letter_events",
        "So that nobody is reminded twice of the same return, and a letter that could not be sent is seen.",
        "The address until the person is forgotten; that a letter was sent, as long as the system.",
    ),
    (
        "Who lets another system send",
        "api_tokens, api_token_events",
        "So that a token can be followed to whoever made it. An account of a system, and a post.",
        "As long as the system.",
    ),
    (
        "What was done, by pseudonym",
        "trail",
        "So that nobody can change a figure or its record unseen. It says P-17 did it and never who P-17 is.",
        "As long as the system: the chain would break if an event were taken out.",
    ),
    (
        "What whoever watches the machine must see",
        "",
        "So that a sign-in, a refusal or an attack is seen at once. A line of a log, with a fingerprint of the address in its "
        "place; who knows an address can find its lines.",
        "As long as the council keeps the logs of this machine: the program deletes none of them. We advise a year.",
    ),
    (
        "Whom a pseudonym stands for",
        "identities",
        "So that an auditor can ask whoever did it. An e-mail address, a post, or an account at the command line.",
        f"Until the person is forgotten: {YEARS_AFTER} years after they leave, a time of our own choosing, or sooner if they "
        "ask. The access review lists whose time is over.",
    ),
    (
        "Who may do what",
        "people",
        "Where the council keeps its own list: name, e-mail address, post, roles, and who deputises for whom.",
        "Until the person is forgotten, as above. Of who has a role by their sign-in alone nothing is kept here, so they are "
        "written no letters.",
    ),
    (
        "Officers and portfolio holders in the plan",
        "plan_items, indicators, actions, action_steps, risks, services, portfolios, posts",
        "So that members know whom to ask. A post where the plan gives one; holders are public offices.",
        "As long as the plan they stand in.",
    ),
    (
        "Pages opened, by role",
        "page_views",
        "To see whether the system is used. Counted by day, page and role, never by person; but a role that one person holds "
        "alone tells of that one.",
        f"{YEARS} years, then deleted.",
    ),
    (
        "Comments",
        "indicator_results, action_updates, risk_assessments, budget_positions",
        "They explain figures. A check refuses what looks like an e-mail address, a telephone or National Insurance number.",
        "As long as the figure.",
    ),
)


def head() -> str:
    """The answer in a paragraph."""
    return fragments.headline(
        "Almost nothing is held of people: who may do what, and who did what. The record of what was done names nobody; one "
        "small table says whom its pseudonyms stand for, and a person is forgotten by deleting their line there.",
        "Data protection",
    )


def held() -> str:
    """What, where, why, how long."""
    columns = [
        fragments.Column("what", "What is held"),
        fragments.Column("why", "Why"),
        fragments.Column("long", "For how long"),
        fragments.Column("where", "Tables"),
    ]
    rows = [
        {"what": what, "where": where or "None: the security log", "why": why, "long": long} for what, where, why, long in HELD
    ]
    return fragments.section("What is held of people") + fragments.table("What is held of people", columns, rows, quiet=True)


def forgetting() -> str:
    """How a person is forgotten, and what stays."""
    pairs = [
        ("To ask", f"Write to the data protection officer of {settings().council}, who asks those who run the system."),
        ("What is done", "The command “pimdata people forget” puts the pseudonym in the place of the address and the name."),
        ("What stays", "What was done, by a pseudonym that nobody can tell any more; and the chain, as whole as it was."),
        (
            "Files as they came",
            "Stay, or their fingerprints would not be theirs. The command looks into texts, workbooks and documents for the "
            "address and the name, and lists those that hold them; a PDF or a picture it lists for somebody to open.",
        ),
        ("Backups", "Hold what they held when they were made, and are deleted when their time is over."),
        ("Files that are taken away", "Are recorded by name and pseudonym. What becomes of them is for whoever took them."),
        ("Cookies", "None but what keeps a session; nothing is sent to anybody else."),
    ]
    return fragments.section("To be forgotten") + fragments.definition_list(pairs)
