"""The words of every message about a file, by code, and what may be put right at one press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["stop", "fix", "explain", "note"]  # whole file; this row; a good reason lets it through; nothing to do

# `{place}` is "Row 7, value (HO03 Days to re-let)" and `{line}` is "Row 7 (HO03 Days to re-let)".
WORDS: tuple[tuple[str, Kind, str], ...] = (
    ("A01", "stop", "Select your return."),
    (
        "A02",
        "stop",
        "The selected file must be a CSV or an Excel workbook (.xlsx). Yours is {ext}. "
        "In Excel choose Save As, then CSV UTF-8.",
    ),
    ("A03", "stop", "The selected file is empty. Check you saved it after filling it in."),
    (
        "A04",
        "stop",
        "The selected file must be smaller than {limit}. Yours is {size}. "
        "Returns are usually under 100 KB, so check it is the right file.",
    ),
    ("A05", "stop", "The selected file is password protected. Remove the password and upload it again."),
    ("A06", "stop", "We could not read some letters in this file. Save it as CSV UTF-8 and upload it again."),
    (
        "A07",
        "note",
        "We read this as {kind} file, and are {sure}. Check that pounds signs and apostrophes look right in the preview.",
    ),
    ("A08", "stop", "This workbook has {found} and we could not tell which holds the return: {why}. {put}"),
    (
        "A09",
        "stop",
        "Row {row} {what}. A comment may contain an unmatched quotation mark. Open row {row}, retype the comment and save.",
    ),
    ("A10", "stop", "The file did not arrive in full. Try again. Nothing has been saved from this attempt."),
    (
        "A11",
        "stop",
        "This workbook {found}, so we did not open it. Save your figures as a plain workbook (.xlsx) or CSV UTF-8, "
        "and check it is the right file.",
    ),
    ("A12", "note", "We read the sheet {found} of this workbook: {why}."),
    ("A13", "note", "These rows are hidden in the workbook, and we read them like any other: {found}."),
    (
        "A14",
        "note",
        'Some letters look as if they were saved twice, as "{found}". Save the file as CSV UTF-8 again, and check them in the '
        "preview.",
    ),
    ("A15", "stop", "We could not read this workbook; it may be damaged. Open it in Excel, save it again and try once more."),
    (
        "B01",
        "stop",
        "The first row must be the headings. It looks as if row 1 holds figures or a title. "
        "Start again from the template, or move the headings to row 1.",
    ),
    ("B02", "stop", 'The heading "{column}" is missing. Add it, or copy your figures into a new template.'),
    ("B03", "stop", 'The heading "{found}" appears in columns {first} and {second}. Delete or rename one.'),
    ("B04", "explain", 'We think "{found}" means "{suggestion}". Say whether we should use it so, or leave it out.'),
    ("B05", "note", "We did not use these columns: {found}."),
    ("B06", "note", "We left out {found}."),
    ("B07", "fix", "{place}: the cell shows {found}. Replace the formula with the figure."),
    ("B08", "note", "These rows end early, and we took their last cells as blank: {found}."),
    ("B10", "note", "We took row {row} for the headings, and left out what stands above: {what}."),
    ("B11", "note", "We left out {what}."),
    ("B12", "stop", 'The heading "{found}" {why}. Write it as {suggestion}.'),
    ("B13", "note", "{what}."),
    ("B14", "note", 'We read {found} written as ="…" without the mark of a formula.'),
    (
        "B09",
        "stop",
        "We could not tell what this file holds: {why}. Check that it is the right file. "
        "Name it after what it holds, as indicator_results.csv, or start again from the template.",
    ),
    (
        "C01",
        "stop",
        "This file is for {found}. The open return is {open}. Upload the {open} file, or correct the periods in this one.",
    ),
    (
        "C02",
        "stop",
        "This file holds {found}. You are sending {wanted}. Choose the return it belongs to, or select another file.",
    ),
    ("C03", "fix", '{place}: we have no {noun} "{found}".{near}'),
    (
        "C04",
        "fix",
        "Row {row}: {item} belongs to {service}. Remove the row, or ask the Policy and Performance team to change the owner.",
    ),
    ("C05", "note", "Row {row}: {item} stopped being collected in {date}. We left it out."),
    (
        "C06",
        "stop",
        "{period} was published on {date}. {how}",
    ),
    ("C07", "fix", "Rows {row} and {other} are both for {item} and differ ({first} and {second}). Keep one."),
    ("C08", "note", "Rows {other} and {row} are the same. We used one."),
    ("C09", "note", "This is the same file {role} sent on {date}. Nothing would change."),
    ("C10", "fix", "{place}: {found} ends on {date}. Send its figure after that day, or correct the period."),
    ("C11", "fix", '{place}: this {noun} is returned {frequency}, so "{found}" must be {wanted}.'),
    ("C12", "note", "{place}: this {noun} is returned {frequency}. We keep the figure for {found} beside its series."),
    ("C13", "note", "Row {row}: {item} is collected from {date}. We left out {found}."),
    (
        "C15",
        "stop",
        "This file holds {found}, which is part of the plan. Only the Policy and Performance team changes the plan: "
        "send it to them.",
    ),
    (
        "C16",
        "note",
        "{place}: {found} is not one of the days of {period} ({days}). The row is kept, and what is owed stays owed.",
    ),
    ("C14", "stop", "No {noun} is held yet, so these rows match nothing. Load {file} first."),
    ("D01", "fix", "{place}: enter {wanted}."),
    ("D02", "fix", '{place}: "{found}" must be a number.{hint}'),
    (
        "D03",
        "fix",
        "{place}: you entered {found}. This is a percentage. Use {suggestion} if you mean {suggestion}%, "
        "or say why {found} is right.",
    ),
    ("D04", "fix", "{place}: {found} must be {range}."),
    ("D05", "fix", "{place}: {found} must be a whole number."),
    ("D06", "fix", '{place}: "{found}" could be {first} or {second}. Write it as {suggestion}.'),
    ("D07", "fix", "{place}: {found} must be after {date}."),
    ("D08", "fix", '{place}: "{found}" must be one of {list}.'),
    ("D09", "fix", "{place}: must be {max} characters or fewer. It is {length}."),
    (
        "D10",
        "fix",
        "{place}: this looks like {what}. Members and the public may read it. Remove it.",
    ),
    ("D11", "fix", '{place}: "{found}" must be {wanted}.'),
    ("D12", "fix", "{place}: enter {wanted}."),
    ("D13", "fix", "{place}: {found} must not be after today, {date}."),
    ("D14", "note", "We tidied {found}. See what changed."),
    ("D15", "note", '{found} "{cell}", which we took for {meaning}. Put a figure in its place if there is one.'),
    ("D16", "fix", '{place}: "{found}" may mean {suggestion}, and we do not guess. Write it as {suggestion} if it does.'),
    ("D17", "fix", '{place}: this names a person ("{name}"). Use the job title.'),
    ("E01", "fix", "{line}: {first} out of {second} is {suggestion}, not {found}. Correct one of the three."),
    ("E02", "fix", "{line}: {found} must not be more than {second}."),
    ("E03", "fix", "{line}: it is {gap}. {wanted}"),
    (
        "E04",
        "fix",
        '{place}: "{found}" does not tell a councillor what caused it. Give the main cause and a number or date.{good}',
    ),
    (
        "E05",
        "explain",
        "{line}: your comment reads as good news, and the figure is below target. Check the figure, or add the cause.",
    ),
    ("E06", "fix", '{line}: "Complete" needs 100%, and "as_of" is then the day it was completed.'),
    (
        "E08",
        "fix",
        '{line}: with {period} you wrote "{promised}". Say whether that is done, not done or late.',
    ),
    ("E07", "note", "We worked out {found} from numerator and denominator."),
    (
        "F01",
        "explain",
        "{line}: {found} is outside the usual {low} to {high}. Correct it, or say what caused the change.",
    ),
    (
        "F09",
        "explain",
        "{line}: {found} is about a hundred times {usual}. Use {suggestion} if its decimal point is missing, "
        "or say what caused the change.",
    ),
    (
        "F02",
        "explain",
        "{line}: this adds up through the year, so it should not fall from {first} to {found}. Correct it, or say why.",
    ),
    ("F03", "explain", "{line}: {found} is exactly last {span}'s figure. Confirm it is new."),
    (
        "F04",
        "explain",
        '{line}: you changed {period} from {first} to {found}. Give the reason. It will show as "Revised".',
    ),
    ("F05", "explain", "{line}: it is {found} here and {second} in {service}. Agree which is right."),
    (
        "F06",
        "explain",
        "{line}: you forecast {found} but need {needed} a {span} from here; the best so far is {best}. Say what will change.",
    ),
    ("F07", "explain", "{line}: the forecast is {share}% {side} budget. Give the reason."),
    ("F08", "explain", "{line}: the score went from {first} to {found}. Say what changed."),
    (
        "G01",
        "note",
        "{found} you owe {are} not in this file: {list}. You can send the rest now. {they} due on {date}.",
    ),
    ("G02", "note", "All {found} rows are ready. Look through them, then send."),
    ("G03", "stop", "{role} sent a newer version at {time}. Open it, or replace it with yours."),
    ("G04", "stop", "You sent this return, so someone else must sign it off. {roles} can."),
    (
        "G05",
        "note",
        "This return was due on {date}. You can still send it. Reports made since then will say it arrived late.",
    ),
)

# What a row of each dataset is about, so that a message never says "measure" of an action.
NOUNS: dict[str, str] = {
    **dict.fromkeys(("indicators", "indicator_results", "targets", "spc_marks", "comparators", "quartiles"), "measure"),
    **dict.fromkeys(("reliability_grades", "measure_audits"), "measure"),
    **dict.fromkeys(("services", "standard_confirmations"), "service"),
    **dict.fromkeys(("actions", "action_steps", "action_updates"), "action"),
    **dict.fromkeys(("risks", "risk_assessments"), "risk"),
    **dict.fromkeys(("budgets", "budget_positions"), "cost centre"),
}

# What a button says that puts the suggestion in place of what was found; a word that may be one of several has one each.
USE: Mapping[str, str] = {
    "C03": "Use {suggestion}",
    "D03": "Use {suggestion}",
    "D04": "Use {suggestion}",
    "D08": "Use {suggestion}",
    "D16": "Use {suggestion}",
    "E01": "Use {suggestion}",
    "E06": "Use 100%",
    "F05": "Use {suggestion}",
    "F09": "Use {suggestion}",
}
# What a button says that confirms what was found, and what is then kept as its reason.
CONFIRM: Mapping[str, tuple[str, str]] = {
    "D03": ("Keep {found}", "The sender confirms that {found} is right as it stands."),
    "F03": ("It is new", "The sender confirms that it is a new figure and happens to be the same."),
}
# Rows that may be left out at one press.
LEAVE_OUT = frozenset(("C04", "C07"))
