"""The one small style sheet over Fusion, made from the tokens of a theme and the text size.

Qt looks at each rule for every widget of the class that the rule names, as often as it dresses the widget. So no rule
is for all widgets, and what is asked of a property is asked of our own classes (`Pane`, `Frame`) alone.
"""

from __future__ import annotations

from string import Template

from qa_desktop.ui.tokens import Tokens

BASE_POINTS = 11.0

_SHEET = Template("""
QPushButton, QAbstractItemView { outline: 0; }
QMainWindow, QDialog, Pane[pane="canvas"] { background: $canvas; }
Pane[pane="surface"] { background: $surface; }
Pane[pane="side"] { background: $side; }
Pane[pane="cover"] { background: $cover; }
Pane[edge="right"] { border-right: 1px solid $line; }
Pane[edge="left"] { border-left: 1px solid $line; }
Pane[edge="top"] { border-top: 1px solid $line; }
Pane[edge="bottom"] { border-bottom: 1px solid $line; }
QScrollArea, Pane[pane="clear"] { background: transparent; border: 0; }
Frame[frame="card"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
Frame[frame="chosen"] { background: $surface; border: 2px solid $accent; border-radius: 12px; }
Frame[frame="row"] { border: 0; border-top: 1px solid $line; }
Frame[frame="dashed"] { background: $surface; border: 1px dashed $edge; border-radius: 10px; }
Frame[frame="problem"] { background: $bad_tint; border: 0; border-left: 5px solid $bad; }
Frame[frame="caution"] { background: $warn_tint; border: 0; border-left: 5px solid $warn; }
Frame[frame="note"] { background: $tint; border: 0; border-left: 5px solid $accent; }
Frame[frame="good"] { background: $good_tint; border: 0; border-left: 5px solid $good; }
QLabel { color: $text; background: transparent; border: 0; }
QLabel[text_role="title"] { font-size: ${title}pt; font-weight: 700; }
QLabel[text_role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[text_role="subheading"] { font-size: ${small}pt; font-weight: 600; color: $muted; }
QLabel[text_role="strong"] { font-weight: 600; }
QLabel[text_role="muted"] { color: $muted; }
QLabel[text_role="small"] { color: $muted; font-size: ${small}pt; }
QLabel[text_role="brand"] { color: $link; font-weight: 700; }
QLabel[text_role="problem"] { color: $bad; font-weight: 600; }
QLabel[text_role="caution"] { color: $warn; font-weight: 600; }
QLabel[text_role="good"] { color: $good; font-weight: 600; font-size: ${small}pt; }
QLabel[text_role="code"] { font-size: ${heading}pt; font-weight: 600; }
QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: 8px; font-weight: 600;
  padding: ${pad_v}px 14px; min-height: ${button}px; }
QPushButton:hover { background: $tint; }
QPushButton:pressed { background: $tint; border-color: $accent; }
QPushButton:disabled { color: $muted; background: $canvas; border-style: dashed; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[look="primary"]:hover { background: $accent_hover; }
QPushButton[look="primary"]:disabled { background: $neutral_tint; color: $muted; border: 1px dashed $edge; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: $link; }
QPushButton[look="quiet"]:hover { background: $tint; }
QPushButton[look="danger"] { color: $bad; border-color: $bad; }
QPushButton[look="small"] { font-size: ${small}pt; padding: 4px 10px; min-height: ${small_button}px; }
QPushButton[look="menu"] { font-size: ${small}pt; padding: 4px 12px; min-height: ${small_button}px; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[look="link"] { background: transparent; border: 0; color: $link; padding: 2px 2px; text-align: left;
  min-height: 24px; text-decoration: underline; }
QPushButton[look="chip"] { background: $surface; color: $muted; border: 1px solid $edge;
  border-radius: ${chip_radius}px; font-size: ${small}pt; font-weight: 400; padding: 1px 8px; min-height: ${chip}px; }
QPushButton[look="chip"]:hover { background: $tint; }
QPushButton[look="chip"]:checked { background: $tint; color: $link; border: 2px solid $accent; font-weight: 600; }
QPushButton[look="nav"] { background: transparent; border: 1px solid transparent; border-radius: 8px; text-align: left;
  font-weight: 400; padding: 2px 11px; min-height: ${nav}px; color: $text; }
QPushButton[look="nav"]:hover { background: $tint; }
QPushButton[look="nav"]:checked { background: $tint; color: $link; font-weight: 600; border: $current_edge; }
QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox { background: $surface; color: $text; border: 1px solid $edge;
  border-radius: 8px; padding: 6px 10px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit, QSpinBox { min-height: ${field}px; }
QLineEdit:read-only, QTextEdit:read-only { background: $canvas; }
QLineEdit:disabled, QTextEdit:disabled { background: $canvas; color: $muted; }
QLineEdit[wrong="true"], QTextEdit[wrong="true"] { border: 2px solid $bad; }
QListView, QTableView { background: $surface; color: $text; border: 1px solid $line; border-radius: 10px;
  alternate-background-color: $surface; selection-background-color: $tint; selection-color: $text;
  gridline-color: $line; }
QListView[look="rail"] { background: transparent; border: 0; }
QTableView::item { padding: 4px 10px; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $tint; color: $text; }
QTableView QTableCornerButton::section { background: $surface; border: 0; border-bottom: 1px solid $line; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $muted; border: 0; border-bottom: 1px solid $line;
  padding: 8px 10px; font-size: ${small}pt; font-weight: 600; text-align: left; }
YearGrid QHeaderView::section:horizontal { padding: 8px 0; }
YearGrid::item { padding: 2px; }
QProgressBar { background: $neutral_tint; border: $bar_edge; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: 4px; }
QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $line; }
QMenuBar::item { background: transparent; padding: 5px 10px; }
QMenuBar::item:selected { background: $tint; color: $link; }
QMenu { background: $surface; color: $text; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 7px 28px 7px 24px; border-radius: 5px; }
QMenu::item:selected { background: $tint; color: $link; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
""")


def style_sheet(tokens: Tokens, points: float) -> str:
    """Return the style sheet of a theme for body text of `points`."""
    scale = points / BASE_POINTS
    strict = tokens.name == "high contrast"
    return _SHEET.substitute(
        canvas=tokens.canvas,
        surface=tokens.surface,
        side=tokens.side,
        line=tokens.line,
        edge=tokens.edge,
        text=tokens.text,
        muted=tokens.muted,
        accent=tokens.accent,
        accent_hover=tokens.text if strict else tokens.accent,
        on_accent=tokens.on_accent,
        link=tokens.link,
        tint=tokens.tint,
        cover=tokens.cover,
        good=tokens.good.ink,
        good_tint=tokens.good.tint,
        warn=tokens.requires_improvement.ink,
        warn_tint=tokens.requires_improvement.tint,
        bad=tokens.inadequate.ink,
        bad_tint=tokens.inadequate.tint,
        neutral_tint=tokens.neutral.tint,
        current_edge=f"2px solid {tokens.accent}" if strict else "1px solid transparent",
        bar_edge=f"1px solid {tokens.edge}" if strict else "0",
        title=round(points * 1.7, 1),
        heading=round(points * 1.15, 1),
        small=round(points * 0.88, 1),
        pad_v=5,
        button=max(32, round(22 * scale)),
        small_button=max(24, round(20 * scale)),
        nav=max(30, round(22 * scale)),
        field=max(26, round(22 * scale)),
        chip=max(24, round(22 * scale)),
        chip_radius=max(13, round(12 * scale)),
    )
