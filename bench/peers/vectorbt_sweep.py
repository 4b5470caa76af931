"""vectorbt: many crossings at once, columns of one portfolio from signals. Averages are given.

Arguments: a folder with open, close and size by row and column as doubles, averages as rows of
doubles, and a JSON of the pairs of averages and the terms. Says its version, then answers `answer`
with final equity and fills of every pair, and any other line with the seconds of a run.
"""

import json
import sys
import time

import numpy as np
import vectorbt as vbt

folder, plan = sys.argv[1], json.loads(sys.argv[2])
opened, close = (np.fromfile(f'{folder}/{name}.f64') for name in ('open', 'close'))
averages = np.fromfile(f'{folder}/averages.f64').reshape(-1, close.size)
above, below = np.array(plan['pairs']).T
first = np.array(plan['first']) + 1
size = np.fromfile(f'{folder}/size.f64').reshape(-1, close.size).T


def run():
    is_above = (averages[above] > averages[below]).T
    decided = np.zeros_like(is_above)
    decided[1:] = is_above[:-1]
    is_live = np.arange(close.size)[:, None] >= first
    portfolio = vbt.Portfolio.from_signals(
        close[:, None], decided & is_live, ~decided & is_live, price=opened[:, None], size=size,
        fees=plan['fee'], init_cash=plan['cash'], freq='1min',
    )
    return portfolio, portfolio.final_value(), portfolio.max_drawdown()


def told(portfolio, equity):
    return {'equity': equity.tolist(), 'fills': portfolio.orders.count().tolist()}


print(json.dumps({'version': vbt.__version__}), flush=True)
for line in sys.stdin:
    begun = time.perf_counter()
    found, equity, _ = run()
    seconds = time.perf_counter() - begun
    answer = told(found, equity) if line.strip() == 'answer' else {'seconds': seconds}
    print(json.dumps(answer), flush=True)
