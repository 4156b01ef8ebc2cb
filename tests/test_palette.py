"""Every pair of colours used is readable, and the three statuses differ for every eye."""

import itertools
import math
import re
from pathlib import Path

import pytest

from pimdata import palette
from pimdata.palette import CHART_TONES, MARK_PAIRS, TEXT_PAIRS, TONES, colour

THEMES = ("light", "dark", "meeting")
# Machado, Oliveira and Fernandes 2009, severity 1.0, applied to linear RGB.
EYES = {
    "ordinary": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(hex_colour):
    channels = [int(hex_colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(hex_colour):
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear(hex_colour), strict=True))


def contrast(one, other, flare=0.0):
    high, low = sorted((luminance(one) + flare, luminance(other) + flare), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    xyz = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in to_xyz]
    f = [
        v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116
        for v in (n / w for n, w in zip(xyz, (0.95047, 1.0, 1.08883), strict=True))
    ]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def ciede2000(one, other):
    (l1, a1, b1), (l2, a2, b2) = one, other
    c_bar7 = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - math.sqrt(c_bar7 / (c_bar7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    dh = 0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh / 2))
    l_bar, c_bar, h_bar = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + dh / 2) % 360
    t = 1 - 0.17 * math.cos(math.radians(h_bar - 30)) + 0.24 * math.cos(math.radians(2 * h_bar))
    t += 0.32 * math.cos(math.radians(3 * h_bar + 6)) - 0.20 * math.cos(math.radians(4 * h_bar - 63))
    s_l = 1 + 0.015 * (l_bar - 50) ** 2 / math.sqrt(20 + (l_bar - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c_bar, 1 + 0.015 * c_bar * t
    turn = math.sin(math.radians(60 * math.exp(-(((h_bar - 275) / 25) ** 2))))
    r_t = -2 * math.sqrt(c_bar**7 / (c_bar**7 + 25**7)) * turn
    d_l, d_c, d_h = (l2 - l1) / s_l, (c2 - c1) / s_c, d_h / s_h
    return math.sqrt(d_l**2 + d_c**2 + d_h**2 + r_t * d_c * d_h)


def seen(hex_colour, eye):
    rgb = linear(hex_colour)
    return lab([min(1.0, max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in EYES[eye]])


def test_the_colour_difference_agrees_with_its_published_example():
    # Sharma, Wu and Dalal 2005, table 1, pairs 1 and 25.
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme):
    poor = {pair: contrast(*(colour(token, theme) for token in pair)) for pair in TEXT_PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_marks_can_be_seen(theme):
    poor = {pair: contrast(*(colour(token, theme) for token in pair)) for pair in MARK_PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 3} == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize(("theme", "least"), [("light", 20), ("dark", 15), ("meeting", 15)])
def test_on_near_and_below_differ_for_every_eye(theme, least, eye):
    pairs = itertools.combinations(("on", "near", "below"), 2)
    distances = {pair: ciede2000(*(seen(colour(token, theme), eye) for token in pair)) for pair in pairs}
    assert min(distances.values()) >= least, distances


def test_a_washed_out_projector_still_shows_the_marks_and_the_words():
    page = colour("page", "meeting")
    for status in ("on", "near", "below", "late", "due", "info"):
        assert contrast(colour(status, "meeting"), page, flare=0.1) >= 3
    assert contrast(colour("muted", "meeting"), page, flare=0.1) >= 4.5


def test_every_tone_is_a_full_hex_colour():
    values = [value for tone in TONES.values() for value in tone if value]
    assert [value for value in values if not re.fullmatch(r"#[0-9A-F]{6}", value)] == []


def test_the_stylesheet_uses_only_tokens_of_the_palette():
    sheet = (Path(palette.__file__).parent / "ui" / "style.css").read_text("utf-8")
    assert set(re.findall(r"var\(--pim-([\w-]+)\)", sheet)) <= set(TONES)
    assert re.findall(r"#[0-9A-Fa-f]{6}\b", sheet) == []


def test_a_chart_colour_has_one_dark_value():
    lights = {(colour(token), colour(token, "dark")) for token in CHART_TONES}
    assert len({light for light, _ in lights}) == len(lights)
