"""The declared sources of prices and factors, and how the network is reached."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from eventstudy.fields import Day, Text
from eventstudy.wording import Declared


class FileSource(Declared):
    """Price files: a folder of ``SYMBOL.csv``, one wide or one long file."""

    files: Text
    """A folder with one SYMBOL.csv each, one wide CSV or one long CSV; relative to the config."""
    layout: Literal["folder", "wide", "long"] | None = None
    """Default: seen from the file."""
    values: Literal["prices", "returns"] = "prices"
    """returns: the columns hold returns, not prices."""
    columns: dict[str, str] = {}
    """Other names of columns: our name to the file's."""
    splits: dict[str, dict[Day, Annotated[float, Field(gt=0)]]] = {}
    """Splits that the figures carry: a symbol's first days at the new price, and new shares for one old."""


class Network(Declared):
    """How the network is reached; what is left out follows the usual environment variables."""

    proxy: Text | None = None
    """Such as http://proxy.example:8080; without it HTTPS_PROXY."""
    ca_bundle: Text | None = None
    """File of trusted certificates; without it CURL_CA_BUNDLE."""
    timeout: Annotated[float, Field(gt=0, le=600)] = 30.0
    """Seconds to wait for an answer."""


Source = Annotated[
    Annotated[FileSource, Tag("FileSource")] | Annotated[Literal["yahoo"], Tag("name")],
    Discriminator(lambda value: "name" if isinstance(value, str) else "FileSource"),
]


class FactorSource(Declared):
    """Where factors come from: a file, or Kenneth French's data library."""

    path: Text | None = None
    """A CSV with date, Mkt-RF, SMB, HML, RMW, CMA, Mom, RF; relative to the config."""
    provider: Literal["french"] | None = None
    """french: downloaded from the data library."""
    units: Literal["percent", "fraction"] | None = None
    """Default: seen from the file."""

    @model_validator(mode="after")
    def _one_of_both(self) -> "FactorSource":
        if (self.path is None) == (self.provider is None):
            raise ValueError("give path or provider: french, one of the two")
        return self


class Prices(Declared):
    """Where prices come from, in order, and which days are asked for."""

    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """In order: each symbol comes from the first that has every session needed."""
    start: Day | None = None
    """First day used; default: seven years before the first estimation window."""
    end: Day | None = None
    """Last day used; default: the end of the last event window."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "provider" not in value:
            return value
        rest = dict(value)
        provider = rest.pop("provider")
        if provider == "yahoo":
            return {**rest, "sources": ["yahoo"]}
        if provider != "files":
            raise ValueError(f"provider: {provider!r}; allowed: files, yahoo")
        source = {"files": rest.pop("path", None)}
        source |= {k: rest.pop(k) for k in ("layout", "values", "columns", "splits") if k in rest}
        return {**rest, "sources": [source]}
