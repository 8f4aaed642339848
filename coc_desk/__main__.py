"""`python -m coc_desk` is `coc-desk`."""

import sys

from coc_desk.cli import main

sys.exit(main())
