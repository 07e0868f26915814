"""The languages of a panel's page; a test holds that both modules export the same names."""

from types import ModuleType

from eventstudy.report.prose import en_panel, ko_panel

PANEL_PROSE: dict[str, ModuleType] = {"en": en_panel, "ko": ko_panel}
