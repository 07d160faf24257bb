"""Codes on pictures: those there are read, one of a text drawn; the one door to zxing-cpp, imported at first use."""

from typing import Any

from PySide6.QtGui import QImage

SIDE_PX = 2_400
"""A picture is read at this size at most: a code on it is hardly ever smaller than a fiftieth of it."""

_MOST_CODES = 20


def texts_of(image: QImage) -> list[str]:
    """Return what the codes on a picture say, from any direction, each text once."""
    import zxingcpp

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.AllMatrix)
    plain = zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(pixels, formats=formats, text_mode=plain)
    return list(dict.fromkeys(code.text for code in found if code.text.strip()))[:_MOST_CODES]


def qr(text: str) -> QImage:
    """Return the QR code of a text, a pixel for each module, without the quiet zone around it.

    Of the lowest redundancy: a screen is not scratched, and larger modules are read sooner.
    """
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    drawn: Any = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    modules = memoryview(drawn)
    side = modules.shape[0] if modules.shape else 0
    return QImage(bytes(modules), side, side, side, QImage.Format.Format_Grayscale8).copy()
