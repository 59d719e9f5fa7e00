"""Draws the pictures of the application icon from its SVG, so that there is one drawing to keep."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[1] / "resources" / "icons"
NAME = "qa-desktop"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def main() -> None:
    """Write NAME-<size>.png for every size, and one NAME.ico with all of them."""
    application = QGuiApplication(["draw_icons", "-platform", "offscreen"])
    drawing = QSvgRenderer(str(ICONS / f"{NAME}.svg"))
    pictures = {size: png(drawing, size) for size in SIZES}
    for size, picture in pictures.items():
        (ICONS / f"{NAME}-{size}.png").write_bytes(picture)
    (ICONS / f"{NAME}.ico").write_bytes(ico(pictures))
    application.quit()


def png(drawing: QSvgRenderer, size: int) -> bytes:
    """Return the drawing as a square PNG of this many pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know bytes as format only
    return bytes(content.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return a Windows icon: a header, one 16-byte entry a picture, then the pictures; 0 stands for 256."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    position = len(header) + 16 * len(pictures)
    entries = b""
    for size, picture in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), position)
        position += len(picture)
    return header + entries + b"".join(pictures.values())


if __name__ == "__main__":
    main()
