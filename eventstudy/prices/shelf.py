"""Folders of files that are whole or not there, safe from crashes and other processes.

Nothing waits for the disk: what a power cut loses, sizes and hashes reveal, and
it is fetched again.
"""

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import from_json

KEPT = 2
STALE_SECONDS = 3600.0
MANIFEST = "manifest.json"


class Damaged(Exception):  # noqa: N818  # a state of a file, told as a warning
    """A fetch in the cache is not what its manifest says."""


def put(target: Path, at: str, files: Mapping[str, bytes]) -> Path:
    """Add a fetch: written aside, moved in with one rename; older ones beyond ``KEPT`` go.

    Parameters
    ----------
    target : Path
        Folder of all fetches of one thing.
    at : str
        UTC instant, by which fetches are ordered.
    files : mapping of str to bytes

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; nothing is left behind.
    """
    target.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=target))
    try:
        for name, data in files.items():
            (made / name).write_bytes(data)
        stamp = at.replace("-", "").replace(":", "").removesuffix("Z")
        final = target / f"{stamp}-{_next(target):06}-{made.name.removeprefix('.new-')}"
        made.rename(final)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    for old in fetches(target)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return final


def fetches(target: Path) -> list[Path]:
    """List the finished fetches, oldest first."""
    try:
        return sorted(f for f in target.iterdir() if f.name[:1].isdigit() and f.is_dir())
    except OSError:
        return []


def described(files: Mapping[str, bytes]) -> dict[str, list[Any]]:
    """Return size and sha256 by name, for a manifest."""
    return {name: [len(data), hashlib.sha256(data).hexdigest()] for name, data in files.items()}


def encoded(said: Mapping[str, Any]) -> bytes:
    """Write a manifest, keys in order."""
    return (json.dumps(said, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def manifest(folder: Path, schema: str) -> dict[str, Any]:
    """Read the manifest of a fetch.

    Raises
    ------
    Damaged
        If it is no JSON object of this schema with a list of files.
    """
    try:
        said = from_json((folder / MANIFEST).read_bytes())
    except ValueError:
        raise Damaged(f"{MANIFEST} is cut short or not JSON") from None
    if not isinstance(said, dict) or said.get("schema") != schema:
        raise Damaged(f"{MANIFEST} is not of this version")
    if not isinstance(said.get("files"), dict):
        raise Damaged(f"{MANIFEST} names no files")
    return said


def checked(folder: Path, files: Mapping[str, Any], wanted: str) -> bytes:
    """Read one file of a fetch after comparing its hash, and every file's size.

    Raises
    ------
    Damaged
        If something differs from the manifest.
    """
    data = (folder / wanted).read_bytes()
    for name, entry in files.items():
        size, digest = entry if isinstance(entry, list) and len(entry) == 2 else (None, None)
        if (folder / name).stat().st_size != size:
            raise Damaged(f"{name} is not as long as it was written")
        if name == wanted and hashlib.sha256(data).hexdigest() != digest:
            raise Damaged(f"{name} differs from its hash")
    return data


def set_aside(folder: Path, what: str, reason: str) -> str:
    """Move a damaged fetch out of the way; return what to tell."""
    aside = folder.with_name(f"damaged-{folder.name}")
    try:
        folder.rename(aside)
    except OSError:
        return f"{what}: what the cache holds in {folder} is damaged ({reason}) and is not used"
    return f"{what}: the cached prices were damaged ({reason}); set aside as {aside}"


def _next(target: Path) -> int:
    """Return a number above every fetch's, for those of one second."""
    numbers = [int(f.name.split("-")[1]) for f in fetches(target) if f.name.count("-") > 1]
    return max(numbers, default=0) + 1


def _sweep(folder: Path) -> None:
    """Remove what a killed process left behind an hour ago or longer, and old damage."""
    for left in (*folder.glob(".new-*"), *sorted(folder.glob("damaged-*"))[:-KEPT]):
        try:
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue
