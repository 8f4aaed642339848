"""`python -m coc_desk` is `coc-desk`."""

# ruff: noqa: E402
import gc

# Nothing that is imported becomes garbage: looking for some costs a tenth of the start. `App.open` turns it on.
gc.disable()

import sys

from coc_desk.cli import main

sys.exit(main())
