"""backtesting.py. Its sizes are whole units, so a unit is a lot and prices are those of a lot."""

import warnings

import backtesting
import pandas as pd
from backtesting import Backtest, Strategy
from peer_scene import Scene, serve

warnings.filterwarnings('ignore')
# Nor a bar of progress.
backtesting.backtesting._tqdm = lambda rows, **_: rows

scene = Scene()
terms = scene.terms
lot = terms['lot']
lots = scene.lots.astype(int).tolist()


def average(values, period):
    return pd.Series(values).ewm(span=period, adjust=False).mean()


class Cross(Strategy):
    def init(self):
        self.fast = self.I(average, self.data.Close, terms['fast'])
        self.slow = self.I(average, self.data.Close, terms['slow'])

    def next(self):
        row = len(self.data) - 1
        if row < terms['warm']:
            return
        if self.fast[-1] > self.slow[-1]:
            if not self.position:
                self.buy(size=lots[row])
        elif self.position:
            self.position.close()


frame = scene.frame(scale=lot)


def run():
    return Backtest(frame, Cross, cash=terms['cash'], commission=terms['fee']).run()


def told(stats):
    trades = stats._trades
    rows = trades[['EntryBar', 'EntryPrice', 'ExitBar', 'ExitPrice', 'Size']].to_numpy(dtype=float)
    rows[:, [1, 3]] /= lot
    return rows, stats._equity_curve['Equity'].iloc[-1]


serve(backtesting.__version__, run, told)
