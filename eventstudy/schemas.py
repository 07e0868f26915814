"""The JSON Schemas of configs, records and results, generated from the types."""

import json
from typing import Any

from eventstudy.article import Article
from eventstudy.study import Study


def schema_text(what: str) -> str:
    """Return a schema as text; ``what`` is config, record or results."""
    return json.dumps(_schema(what), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _schema(what: str) -> dict[str, Any]:
    if what == "results":
        from eventstudy.report.export import results_schema

        return results_schema()
    return (Study if what == "config" else Article).model_json_schema()
