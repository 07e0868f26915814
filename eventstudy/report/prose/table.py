"""The languages of the page; a test holds that all modules export the same names."""

from types import ModuleType

from eventstudy.report.prose import en, ko

PROSE: dict[str, ModuleType] = {"en": en, "ko": ko}
