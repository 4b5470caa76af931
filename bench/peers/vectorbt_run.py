"""vectorbt: a portfolio from signals, its fastest documented form, in numba. Equity at every bar."""

import numpy as np
import vectorbt as vbt
from peer_scene import Scene, serve

scene = Scene()
terms = scene.terms
lot = terms['lot']
units = np.roll(scene.lots, 1) * lot


def run():
    fast = vbt.MA.run(scene.close, terms['fast'], ewm=True).ma.to_numpy()
    slow = vbt.MA.run(scene.close, terms['slow'], ewm=True).ma.to_numpy()
    above = fast > slow
    entries = np.zeros(above.size, dtype=np.bool_)
    exits = np.zeros(above.size, dtype=np.bool_)
    first = terms['warm'] + 1
    entries[first:] = above[first - 1 : -1]
    exits[first:] = ~above[first - 1 : -1]
    portfolio = vbt.Portfolio.from_signals(
        scene.close, entries, exits, price=scene.open, size=units, fees=terms['fee'],
        init_cash=terms['cash'], freq='1min',
    )
    return portfolio, portfolio.value().to_numpy()


def told(found):
    portfolio, equity = found
    trades = portfolio.trades.records
    trades = trades[trades['status'] == 1]
    columns = ('entry_idx', 'entry_price', 'exit_idx', 'exit_price', 'size')
    rows = np.column_stack([trades[name].to_numpy(dtype=float) for name in columns])
    rows[:, 4] /= lot
    return rows, equity[-1]


serve(vbt.__version__, run, told)
