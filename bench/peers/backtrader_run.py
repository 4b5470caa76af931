"""backtrader, with its observers off and its data preloaded and run at once, as it is fastest."""

import backtrader as bt
from peer_scene import Scene, paired, serve

scene = Scene()
terms = scene.terms
lot = terms['lot']
units = (scene.lots * lot).tolist()


class Cross(bt.Strategy):
    def __init__(self):
        self.fast = bt.ind.EMA(self.data.close, period=terms['fast'])
        self.slow = bt.ind.EMA(self.data.close, period=terms['slow'])
        self.fills = []

    def notify_order(self, order):
        if order.status == order.Completed:
            self.fills.append((len(self.data) - 1, order.executed.price, order.executed.size))

    def next(self):
        row = len(self.data) - 1
        if row < terms['warm']:
            return
        if self.fast[0] > self.slow[0]:
            if not self.position:
                self.buy(size=units[row])
        elif self.position:
            self.close()


frame = scene.frame()


def run():
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.adddata(bt.feeds.PandasData(dataname=frame))
    cerebro.addstrategy(Cross)
    cerebro.broker.setcash(terms['cash'])
    cerebro.broker.setcommission(commission=terms['fee'])
    return cerebro.run()[0], cerebro.broker.getvalue()


def told(found):
    strategy, equity = found
    rows = [(a, b, c, d, size / lot) for a, b, c, d, size in paired(strategy.fills)]
    return rows, equity


serve(bt.__version__, run, told)
