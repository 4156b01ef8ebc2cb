"""The words of the Help and Definitions pages: what stands still, kept apart from how it is shown."""

from __future__ import annotations

from collections.abc import Mapping

PAGES = (
    ("Overview", "How the council is doing: one paragraph, six counts, what needs attention, what is going well."),
    ("Services", "A health card for each service: results, customers, money, people, and plans and risks."),
    ("Measures", "Every measure, worst first. Each has its own page: chart, figures, target, comments and history."),
    ("Actions and risks", "What was promised and when it is due; what could go wrong and what is done about it."),
    ("Money", "What each service is forecast to spend beside how it performs. Funds are never added together."),
    ("Compare", "Where the council stands among others, measure by measure: quarter, rank, and everybody's figure."),
    ("Returns", "What services owe and by when; the template, the check, the receipt, and taking a return back."),
    ("Meeting", "A running order with figures frozen at a moment, shown one item a screen."),
    ("Forecasts", "How good forecasts of past years have been: by arithmetic, by owners, and of money."),
    ("Definitions", "What every word, table and column means."),
)
KEYS = (
    ("Tab and Shift+Tab", "Move forwards and back through links, buttons and boxes, in reading order."),
    ("Enter", "Follow the link or press the button that has the yellow mark."),
    ("Space", "Tick a box or turn a switch."),
    ("Page Down and Page Up", "On a meeting screen: the next item and the one before. Clickers send these keys."),
    ("Arrow keys", "In an open list: move; typing a few letters finds a name."),
    ("Ctrl and P", "Print the page; navigation and buttons are left out."),
)
GLOSSARY = (
    ("Measure", "A figure the council counts again and again to see how it is doing; also called an indicator."),
    ("Target", "What the council set out to reach in a year or a period."),
    (
        "RAG",
        "Red, amber, green: an old name for below, slightly below and on target; here words and shapes say it too.",
    ),
    ("Tolerance", "How far short of its target a figure may be and still count as slightly below."),
    ("Intervention level", "The figure past which a measure counts as below target."),
    ("Stretch level", "The figure past which a measure has beaten its target."),
    ("Provisional", "A figure that was sent before it was final and may still change."),
    ("Revised", "A figure that was sent again with another value; the first one is kept in its history."),
    ("Cumulative", "Adding up as the year goes on, so that the last figure is the year's."),
    ("Year to date", "From 1 April to the end of the period, whatever the period's length."),
    ("Rolling", "Of the last twelve months, whenever they ended."),
    ("Snapshot", "As things stood on the last day of the period."),
    ("Baseline", "The figure from which an improvement is counted."),
    (
        "Quartile",
        "A quarter of the authorities compared, ranked from best to worst; the top two are the better half.",
    ),
    ("Percentage point", "The difference between two percentages: from 40% to 42% is two points."),
    ("Outturn", "What a year really came to."),
    ("Variance", "The difference between a forecast and its budget."),
    ("Virement", "Money moved from one budget to another."),
    ("Net score", "A risk's likelihood times its impact after what is done about it, out of 25."),
    ("Exempt", "Not for the public; an exempt risk is never on a meeting screen."),
    ("Return", "The file in which a service sends its figures, actions, risks or money for a period."),
    ("Signed off", "Accepted as the figure in force."),
    ("As at", "The moment a screen shows: figures sent later are not on it."),
)
CHARTS = (
    ("The line", "The figure of each period; a gap is a period without a figure."),
    ("The shape on each point", "Its status, as in the list of statuses above; hollow means it was not judged."),
    ("The dashed line", "The target; a step is a change of target."),
    ("The grey line", "The same periods a year earlier."),
    ("The scale", "Lines may start above nought, and the caption then says where; bars always start at nought."),
    ("Numbers in black circles", "Comments, which stand under the chart with the same numbers."),
    ("The table under it", "Holds every figure the chart shows."),
)
ACCESSIBILITY = (
    "It is meant to meet WCAG 2.2 at level AA. Every page was tested with axe-core in Chromium, in light and in dark, on a "
    "wide screen and at the width of a phone, and every pair of colours is tested for contrast. Status is never said by "
    "colour alone, every chart has its figures in a table, and everything can be done with the keyboard.",
    "Known gaps. The points of a chart cannot be walked with the keyboard: use the table under it. The box that takes a "
    "file carries a role that contradicts itself, which a few screen readers may announce oddly. It has "
    " not yet been tested by people who use a screen reader every day: automatic "
    "tests cannot stand in for them.",
)
PUBLISHED = (
    "In 2007/08, the last year of the Best Value indicators, the council had 52% of its indicators in the top two quartiles "
    "of all district councils, and 65% had improved on the year before."
)
PUBLISHED_SOURCE = (
    "Source: the council's Performance Improvement Strategy, paragraph 2.2. These are published figures, quoted as the "
    "paper gives them; they are not worked out here, since the figures behind them are not held."
)
SHAPES = {
    "below": "square with a cross",
    "near": "triangle with a mark of exclamation",
    "on": "circle with a tick",
    "info": "hollow circle with a dash",
    "due": "dashed circle with the hands of a clock",
    "late": "diamond with a mark of exclamation",
}
RULES = (
    ("Order", "Lists are in the order of the statuses above: what needs attention comes first."),
    (
        "What is judged",
        "The figure as it is shown: 39.6 shown as 40 is judged as 40. A figure exactly on a boundary takes the better status.",
    ),
    (
        "Tolerance",
        "Set for each measure, in its own unit or as a percentage of the target. Short of the target by no more is"
        " slightly below; by more is below.",
    ),
    (
        "No target, no colour",
        "A measure without a target for the period is shown for information and is never judged.",
    ),
    (
        "A year's target",
        "Judges the year. It judges a part of the year only where the figure does not add up as the year goes on.",
    ),
    (
        "No figure",
        "With an accepted reason it is shown for information. Without one, past its due day, the return is "
        "overdue; the last known status stands beside it, never as the present one.",
    ),
    (
        "Better and worse",
        "Say which way the measure is meant to go, against the period before and against a year earlier; a rise is"
        " not always better.",
    ),
    (
        "Year end",
        "What the owner expects, or where the owner has not said, arithmetic on past years; the page says which.",
    ),
    (
        "When a figure is due",
        "20 working days after the period's end unless the measure says otherwise; lateness is counted in working days too.",
    ),
    (
        "Nothing is overwritten",
        "A figure sent again stands beside the first one in the history, with who sent it, when and why.",
    ),
)
LAYERS: Mapping[str, tuple[str, str]] = {
    "marts": ("What pages show", "Made for a page or a paper: statuses, lists and counts, ready to read."),
    "rules": ("The rules", "Where figures are judged: status, change, lateness, forecasts. One rule a view."),
    "current": ("In force now", "Of everything sent, the row that counts; as it stood, where a moment is asked for."),
    "stored": ("Kept ready", "Worked out once at each load, so that pages are quick; always equal to the rules."),
    "tables": ("What was sent", "Every row of every file, with its load and its line; added to, never changed."),
}
