"""What is left of a case when the interpreter dies of it."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

from so_carriers.testing.fuzzing.cases import Case
from so_carriers.testing.fuzzing.failure_files import FORMAT, case_document


class BlackBox:
    """A file that holds the case at hand, as files of failures do, for the length of a campaign.

    The system keeps what was written when the process dies, of C code that crashes or
    that never comes back. Raises OSError where there is no place for it.
    """

    def __init__(self) -> None:
        number, name = tempfile.mkstemp(prefix="so-carriers-fuzz-", suffix=".json")
        self.path = Path(name)
        self._file = os.fdopen(number, "wb", buffering=0)

    def keep(self, case: Case) -> None:
        """Puts this case in the place of the last one."""
        self._file.seek(0)
        self._file.write(json.dumps({"so-carriers fuzz": FORMAT, **case_document(case)}).encode())
        self._file.truncate()

    def remove(self) -> None:
        """Takes the file away."""
        self._file.close()
        with contextlib.suppress(OSError):
            self.path.unlink()
