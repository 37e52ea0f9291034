"""``python -m quoteattr`` is the command ``quoteattr``."""

import multiprocessing
import signal
import sys

from quoteattr.command.arguments import main

if multiprocessing.parent_process() is not None:  # a worker of --processes reads this too: Ctrl-C is for its parent
    signal.signal(signal.SIGINT, signal.SIG_IGN)

if __name__ == "__main__":
    sys.exit(main())
