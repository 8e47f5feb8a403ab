"""Where things live: the ledger, the original files, the snapshots and the workspace's own settings."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pmo_analytics.errors import WorkspaceBroken, WorkspaceBusy

PROJECT_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Workspace:
    """One PMO's data on disk; nothing outside `home` is ever written."""

    home: Path

    @classmethod
    def current(cls) -> "Workspace":
        """The workspace that PMO_HOME names, else data/workspace beside the program."""
        home = os.environ.get("PMO_HOME")
        return cls(Path(home).expanduser().resolve() if home else PROJECT_ROOT / "data" / "workspace")

    @property
    def ledger(self) -> Path:
        return self.home / "ledger.duckdb"

    @property
    def typed(self) -> Path:
        return self.home / "typed.duckdb"

    @property
    def files(self) -> Path:
        return self.home / "files"

    @property
    def snapshots(self) -> Path:
        return self.home / "snapshots"

    @property
    def pointer(self) -> Path:
        return self.snapshots / "current.txt"

    @property
    def settings_file(self) -> Path:
        return self.home / "settings.toml"

    @property
    def lock(self) -> Path:
        return self.home / "writing.lock"

    @property
    def writer(self) -> Path:
        return self.home / "writing.txt"

    @contextmanager
    def writing(self, who: str, patience_seconds: float = 30.0) -> Iterator[None]:
        """Hold the one writer's lock; the lock of a process that died is free at once.

        Raises WorkspaceBusy, naming the holder, when another writer is still at work after `patience_seconds`,
        and WorkspaceBroken when the folder cannot be written to.
        """
        try:
            for folder in (self.home, self.files, self.snapshots):
                folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.lock, timeout=patience_seconds)
            lock.acquire()
        except Timeout as timeout:
            holder = self.writer.read_text(encoding="utf-8") if self.writer.exists() else "?"
            raise WorkspaceBusy("workspace_busy", holder=holder) from timeout
        except OSError as denied:
            raise WorkspaceBroken("workspace_not_writable", path=str(self.home)) from denied
        try:
            self.writer.write_text(f"{who} ({os.getpid()})", encoding="utf-8")
            yield
        finally:
            lock.release()


def person() -> str:
    """Who acts: PMO_USER, else the login name."""
    try:
        return os.environ.get("PMO_USER") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
