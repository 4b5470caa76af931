"""What the peers in Python share: the scene of bench/peer-scene.ts, and how they are asked.

A folder holds columns of doubles: ts in microseconds, open, high, low and close in quote units, and
lots to buy by the row at which that is decided. A JSON has the terms.
"""

import json
import sys
import time

import numpy as np

NAMES = ('ts', 'open', 'high', 'low', 'close', 'lots')


class Scene:
    def __init__(self):
        self.terms = json.loads(sys.argv[2])
        for name in NAMES:
            setattr(self, name, np.fromfile(f'{sys.argv[1]}/{name}.f64'))

    def frame(self, names=('Open', 'High', 'Low', 'Close'), scale=1.0):
        """Bars as a pandas frame, stamped at their close."""
        import pandas as pd

        columns = {name: getattr(self, name.lower()) * scale for name in names}
        return pd.DataFrame({**columns, 'Volume': 1e9}, index=self.index())

    def index(self):
        import pandas as pd

        return pd.DatetimeIndex((self.ts * 1000).astype('int64').view('datetime64[ns]'))


def serve(version, run, told, before=lambda: None):
    """Answers `answer` with the trades and the equity of a run, and any other with its seconds.

    `told` makes them of what `run` gave: entry row, price, exit row, price and lots of each closed
    trade, one after another, and final equity. `before` is done outside the time.
    """
    print(json.dumps({'version': version}), flush=True)
    for line in sys.stdin:
        before()
        begun = time.perf_counter()
        found = run()
        seconds = time.perf_counter() - begun
        if line.strip() != 'answer':
            print(json.dumps({'seconds': seconds}), flush=True)
            continue
        trades, equity = told(found)
        print(json.dumps({'trades': np.ravel(trades).tolist(), 'equity': float(equity)}), flush=True)


def paired(fills):
    """Closed trades of fills (row, price, units), an entry and its exit by turns."""
    return [
        (entry[0], entry[1], exit[0], exit[1], entry[2])
        for entry, exit in zip(fills[::2], fills[1::2], strict=False)
    ]
