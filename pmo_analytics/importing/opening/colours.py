"""Fill colours that mean a light: strong reds, ambers and greens, and Excel's own pale ones for good and bad."""

import colorsys

PALE_LIGHTS = {"C6EFCE", "FFEB9C", "FFC7CE"}
INDEXED = {
    2: "FF0000", 3: "00FF00", 5: "FFFF00", 10: "FF0000", 11: "00FF00", 13: "FFFF00", 16: "800000", 17: "008000",
    42: "CCFFCC", 43: "FFFF99", 47: "FFCC99", 50: "99CC00", 51: "FFCC00", 52: "FF9900", 53: "FF6600", 57: "339966",
    60: "993300",
}  # fmt: skip


def is_light(colour: str) -> bool:
    """Whether RRGGBB is a colour that a traffic light is painted with, and not mere decoration."""
    if colour in PALE_LIGHTS:
        return True
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, brightness = colorsys.rgb_to_hsv(red, green, blue)
    degrees = hue * 360
    return saturation >= 0.35 and brightness >= 0.5 and (degrees <= 165 or degrees >= 345)


def tinted(colour: str, tint: float) -> str:
    """A theme colour made darker (tint below 0) or lighter, as spreadsheets do it."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness)), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)
