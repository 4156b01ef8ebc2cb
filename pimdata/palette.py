"""Every colour, once: light, dark and meeting values, and the pairs that must stay readable.

Pages, charts, sparklines and papers all draw from here. It is outside `pimdata/ui` so that charts for a paper
need no Streamlit.
"""

from typing import Literal, NamedTuple

Theme = Literal["light", "dark", "meeting"]
STATUSES = ("below", "near", "on", "info", "due", "late")


class Tone(NamedTuple):
    """One colour in each theme; a meeting is drawn in the light one where nothing else is said."""

    light: str
    dark: str
    meeting: str = ""


TONES: dict[str, Tone] = {
    # Surfaces and text
    "page": Tone("#FFFFFF", "#10171F"),
    "panel": Tone("#F3F2F1", "#1B2530"),
    "ink": Tone("#0B0C0C", "#F3F5F7"),
    "secondary": Tone("#484949", "#D5DADD"),
    "muted": Tone("#505A5F", "#B8C1C7"),
    "link": Tone("#1A5A96", "#9CC9F5"),
    "primary": Tone("#12436D", "#9CC9F5"),
    "on-primary": Tone("#FFFFFF", "#10171F"),
    "focus": Tone("#FFDD00", "#FFDD00"),
    "on-focus": Tone("#0B0C0C", "#0B0C0C"),
    "rule": Tone("#8C8C8C", "#7A868E"),
    "hairline": Tone("#D9D9D9", "#2E3A46"),
    # Status: mark (points, bars, icons, chip border), the glyph inside it, chip text, chip ground
    "below": Tone("#8A0A1F", "#E5747F"),
    "below-glyph": Tone("#FFFFFF", "#10171F"),
    "below-text": Tone("#6E0019", "#F7B4BB"),
    "below-tint": Tone("#FBE3E6", "#4A1119"),
    "near": Tone("#C27A00", "#FAD047", "#A86400"),
    "near-glyph": Tone("#0B0C0C", "#10171F", "#FFFFFF"),
    "near-text": Tone("#5C3A00", "#FBE08A"),
    "near-tint": Tone("#FFF0D1", "#463600"),
    "on": Tone("#117A70", "#33C3C1"),
    "on-glyph": Tone("#FFFFFF", "#10171F"),
    "on-text": Tone("#0B4A40", "#8FE3E1"),
    "on-tint": Tone("#DDF1EC", "#0E3A3A"),
    "info": Tone("#2B5C94", "#7FB2E5"),
    "info-text": Tone("#1D3557", "#B5D4F3"),
    "info-tint": Tone("#E3ECF7", "#15324F"),
    "due": Tone("#626A6E", "#A7B0B5"),
    "due-text": Tone("#383F43", "#D3D8DA"),
    "due-tint": Tone("#EEEFEF", "#2C3338"),
    "late": Tone("#54319F", "#B49AF0"),
    "late-glyph": Tone("#FFFFFF", "#10171F"),
    "late-text": Tone("#3C2370", "#D6C8F8"),
    "late-tint": Tone("#ECE6F8", "#33235C"),
    # Charts
    "axis": Tone("#595959", "#A7B0B5"),
    "target": Tone("#0B0C0C", "#F3F5F7"),
    "comparator": Tone("#6F777B", "#94A0A8"),
    "series-1": Tone("#12436D", "#9CC9F5"),
    "series-2": Tone("#28A197", "#33C3C1"),
    "series-3": Tone("#801650", "#E58FC0"),
    "series-4": Tone("#F46A25", "#F4945F"),
    # Statistical signals
    "better": Tone("#1F6FB2", "#6DB3F2"),
    "worse": Tone("#B85A00", "#F0A356"),
    "usual": Tone("#6F777B", "#94A0A8"),
    "neither": Tone("#490092", "#C3A1F2"),
    # Risk matrix: the same in both themes, because the bands are learnt by sight
    "risk-low": Tone("#F1F5F7", "#F1F5F7"),
    "risk-moderate": Tone("#FFD766", "#FFD766"),
    "risk-high": Tone("#DE8324", "#DE8324"),
    "risk-very-high": Tone("#7A0A1C", "#7A0A1C"),
    "on-risk": Tone("#0B0C0C", "#0B0C0C"),
    "on-risk-very-high": Tone("#FFFFFF", "#FFFFFF"),
}

_ON_SURFACES = ("page", "panel")
TEXT_PAIRS: list[tuple[str, str]] = [
    *((text, ground) for text in ("ink", "secondary", "muted", "link", "primary") for ground in _ON_SURFACES),
    *((f"{status}-text", f"{status}-tint") for status in STATUSES),
    *((f"{status}-text", ground) for status in STATUSES for ground in _ON_SURFACES),
    *(("on-risk", f"risk-{band}") for band in ("low", "moderate", "high")),
    ("on-primary", "primary"),
    ("on-focus", "focus"),
    ("on-risk-very-high", "risk-very-high"),
]
MARK_PAIRS: list[tuple[str, str]] = [
    *((status, ground) for status in STATUSES for ground in (*_ON_SURFACES, f"{status}-tint")),
    *((f"{status}-glyph", status) for status in ("below", "near", "on", "late")),
    *((line, ground) for line in ("axis", "target", "comparator") for ground in _ON_SURFACES),
    *((signal, ground) for signal in ("better", "worse", "usual", "neither") for ground in _ON_SURFACES),
    *((f"series-{number}", "page") for number in (1, 2, 3, 4)),
    *(("rule", ground) for ground in _ON_SURFACES),
]

# Colours a chart is drawn in. The stylesheet turns each into its dark value, so no two may share a light value
# and differ in the dark.
CHART_TONES = (
    "page", "ink", "secondary", "muted", "hairline", "axis", "comparator", *STATUSES, "better", "worse", "neither",
    "series-1", "series-2", "series-3", "series-4",
)  # fmt: skip


def colour(token: str, theme: Theme = "light") -> str:
    """The colour of a token in a theme, as #RRGGBB."""
    tone = TONES[token]
    return tone.dark if theme == "dark" else (tone.meeting if theme == "meeting" else "") or tone.light


def css() -> str:
    """The tokens as custom properties that follow `color-scheme`, and the rules that turn charts dark."""
    tokens = "".join(f"--pim-{name}:light-dark({tone.light},{tone.dark});" for name, tone in TONES.items())
    meeting = "".join(f"--pim-{name}:{tone.meeting};" for name, tone in TONES.items() if tone.meeting)
    return f":root{{{tokens}}}\n:root:has(.pim-meeting-on){{{meeting}}}\n{_chart_css()}"


def _chart_css() -> str:
    """A chart carries light colours in its attributes; a rule on each swaps it, with no run of the page."""
    rules = []
    for light, dark in sorted({(TONES[name].light, TONES[name].dark) for name in CHART_TONES}):
        for part in ("fill", "stroke"):
            rules.append(f'.stVegaLiteChart svg [{part}="{light}" i]{{{part}:light-dark({light},{dark})}}')
    return "\n".join(rules)
