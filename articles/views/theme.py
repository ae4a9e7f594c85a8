"""A newspaper's accent colour as a style sheet: our policy allows no inline style."""

import colorsys

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# The grounds of tokens.css that text in the accent colour stands on.
LIGHT_GROUND, DARK_GROUND = "#f4f1ea", "#211e1a"
# WCAG 2.2 AA for text of reading size.
CONTRAST = 4.5

SHEET = """\
:root {{ --accent: {light}; --accent-deep: {deep}; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --accent: {dark}; --accent-deep: {dark}; }}
}}
"""


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme(request, accent):
    """The address holds the colour, so the answer never changes and no query is needed."""
    sheet = SHEET.format(
        light=readable(f"#{accent}", LIGHT_GROUND, -0.02),
        deep=readable(f"#{accent}", LIGHT_GROUND, -0.02, contrast=7),
        dark=readable(f"#{accent}", DARK_GROUND, 0.02),
    )
    return HttpResponse(sheet, content_type="text/css")


def readable(colour, ground, step, contrast=CONTRAST):
    """`colour`, made lighter or darker by `step` until it can be read on `ground`."""
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(colour))
    end = 0 if step < 0 else 1
    while contrast_between(colour, ground) < contrast and light != end:
        light = min(max(light + step, 0), 1)
        colour = _hex(colorsys.hls_to_rgb(hue, light, saturation))
    return colour


def contrast_between(one, other):
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour):
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _hex(channels):
    return "#" + "".join(f"{round(value * 255):02x}" for value in channels)
