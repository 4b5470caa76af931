import {
  Amihud,
  ArrivalIntensity,
  BulkVpin,
  CancelBursts,
  CancelToTrade,
  type FlowEvent,
  HawkesIntensity,
  KyleLambda,
  LayeringDetector,
  LevelFlow,
  type ManipulationDetector,
  MicropriceMomentum,
  MomentumIgnitionDetector,
  OrderFlowImbalance,
  QuoteStuffingDetector,
  RampingDetector,
  RollSpread,
  SpoofingDetector,
  TopSurvival,
  TradeSigner,
  TradeSpreads,
  TradeVpin,
  WashTradingDetector,
  bookPressure,
  depthImbalance,
  depthSlope,
  queueImbalance,
  weightedMid,
} from '../src/features/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { measurePairs, times } from './measure.ts'
import { type MicrostructureMarket, microstructureMarket } from './microstructure-market.ts'
import { bitcoinTicks, type TickMarket } from './tick-market.ts'

/** Every stream of microstructure over recorded books and trades, and every detector over flow. */
export async function featuresMicrostructure(size: BenchSize): Promise<readonly BenchRow[]> {
  const ticks = await bitcoinTicks(size)
  const market = microstructureMarket(ticks)
  const events = market.books.length + market.trades.length
  const flow = flowOf(ticks)
  return [
    row(size, 'features.microstructure', events, () => playStreams(market), {
      note:
        `${market.books.length} books of five levels and ${market.trades.length} trades ` +
        `of ${market.name}; 20 readings`,
      peer: 'the same events read and added up',
      read: () => readMarket(market),
    }),
    row(size, 'features.manipulation', flow.length, () => playDetectors(flow), {
      note: `${flow.length} orders, cancels and trades of ${market.name}; 6 detectors`,
      peer: 'the same events read and added up',
      read: () => flow.reduce((sum, event) => sum + event.price + event.size, 0),
    }),
  ]
}

type Work = { readonly note: string; readonly peer: string; readonly read: () => number }

let kept = 0

function row(
  size: BenchSize,
  name: string,
  events: number,
  ours: () => readonly (number | undefined)[],
  { note, peer, read }: Work,
): BenchRow {
  const hash = workHash(JSON.stringify(ours()))
  const measured = measurePairs(
    size,
    15,
    () => void ours(),
    () => {
      kept += read()
    },
  )
  const figures = times(measured, events, 1e9)
  const status = Number.isFinite(kept) ? figures.status : 'inconclusive'
  return { name, unit: 'ns/event', peer, hash, note, ...figures, status }
}

function playStreams(market: MicrostructureMarket): readonly (number | undefined)[] {
  const { books, bookTs, before, trades } = market
  const streams = new Streams()
  let trade = 0
  for (let i = 0; i < books.length; i += 1) {
    const upTo = before[i] as number
    for (; trade < upTo; trade += 1) streams.onTrade(trades, trade)
    streams.onBook(bookTs[i] as number, market, i)
  }
  for (; trade < trades.length; trade += 1) streams.onTrade(trades, trade)
  return streams.readings()
}

function readMarket({ books, bookTs, trades }: MicrostructureMarket): number {
  let sum = 0
  for (let i = 0; i < books.length; i += 1) {
    const book = books[i]
    sum += bookTs[i] as number
    for (let k = 0; k < 5; k += 1)
      sum += (book?.bidPrices[k] ?? 0) + (book?.bidSizes[k] ?? 0) + (book?.askPrices[k] ?? 0)
  }
  for (let i = 0; i < trades.length; i += 1)
    sum += (trades.columns.ticks[i] as number) + (trades.columns.lots[i] as number)
  return sum
}

/** All streams, each fed as a desk would: books to some, trades to others, bars of 20 trades. */
class Streams {
  readonly #flow = new OrderFlowImbalance({ window: 100 })
  readonly #momentum = new MicropriceMomentum({ fastUs: 1e6, slowUs: 10e6 })
  readonly #survival = new TopSurvival(500)
  readonly #spreads = new TradeSpreads({ horizonUs: 1e6, window: 300 })
  readonly #signer = new TradeSigner('lee-ready')
  readonly #vpin = new TradeVpin({ bucketVolume: 5_000 })
  readonly #bulk = new BulkVpin({ bucketVolume: 5_000 })
  readonly #kyle = new KyleLambda(100)
  readonly #amihud = new Amihud(60)
  readonly #roll = new RollSpread(200)
  readonly #arrivals = new ArrivalIntensity(5e6)
  readonly #bursts = new CancelBursts()
  readonly #ratio = new CancelToTrade(20e6)
  readonly #hawkes = new HawkesIntensity({ basePerSecond: 5, branching: 0.8, decayPerSecond: 10 })
  readonly #top = { bid: 0, bidSize: 0, ask: 0, askSize: 0 }
  readonly #bar = { count: 0, close: 0, signed: 0, volume: 0, turnover: 0 }
  /** What was read at every event, folded into one number. */
  #sum = 0
  #ts = 0

  onBook(ts: number, { books }: MicrostructureMarket, at: number): void {
    const book = books[at]
    if (book === undefined) return
    const top = this.#top
    top.bid = book.bidPrices[0] as number
    top.bidSize = book.bidSizes[0] as number
    top.ask = book.askPrices[0] as number
    top.askSize = book.askSizes[0] as number
    this.#flow.update(book)
    this.#momentum.update(ts, weightedMid(top) ?? 0)
    this.#survival.update(ts, top)
    this.#spreads.onMiddle(ts, (top.bid + top.ask) / 2)
    this.#signer.onQuote(top.bid, top.ask)
    // Nothing in the file says what was canceled: a book with less at its best stands for it.
    this.#bursts.onCancel(ts)
    this.#ratio.onCancel(ts)
    this.#sum += (this.#flow.scaled ?? 0) + (queueImbalance(top) ?? 0)
    this.#sum += (depthImbalance(book, 5) ?? 0) + (this.#momentum.valueBps ?? 0)
    this.#sum += bookPressure(book, pressure) ?? 0
    this.#sum += (depthSlope(book, 5, true) ?? 0) - (depthSlope(book, 5, false) ?? 0)
    this.#sum += this.#bursts.ratio(ts) ?? 0
    this.#ts = ts
  }

  onTrade({ columns }: MicrostructureMarket['trades'], at: number): void {
    const ts = Math.max(this.#ts, columns.tsInit[at] as number)
    const price = columns.ticks[at] as number
    const lots = columns.lots[at] as number
    const sign = this.#signer.onTrade(price) ?? 1
    this.#spreads.onTrade(ts, sign, price)
    this.#vpin.update(sign, lots)
    this.#roll.update(price)
    this.#arrivals.add(ts)
    this.#ratio.onTrade(ts)
    this.#hawkes.onEvent(ts)
    this.#sum += (this.#vpin.value ?? 0) + (this.#roll.value ?? 0) + (this.#spreads.impactBps ?? 0)
    this.#sum += (this.#arrivals.perSecond(ts) ?? 0) + (this.#hawkes.perSecond(ts) ?? 0)
    this.#sum += this.#ratio.value ?? 0
    this.#toBar(price, lots, sign)
    this.#ts = ts
  }

  #toBar(price: number, lots: number, sign: number): void {
    const bar = this.#bar
    if (bar.count === 0) bar.close = price
    bar.count += 1
    bar.signed += sign * lots
    bar.volume += lots
    bar.turnover += lots * price
    if (bar.count % 20 !== 0) return
    this.#kyle.update(price - bar.close, bar.signed)
    this.#amihud.update(price, bar.turnover)
    this.#bulk.update(price, bar.volume)
    this.#sum += (this.#kyle.value ?? 0) + (this.#amihud.value ?? 0) + (this.#bulk.value ?? 0)
    bar.close = price
    bar.signed = 0
    bar.volume = 0
    bar.turnover = 0
  }

  readings(): readonly (number | undefined)[] {
    return [this.#sum, this.#survival.meanUs, this.#flow.total, this.#hawkes.logLikelihood]
  }
}

const pressure = { levels: 5, reach: 10 }

function flowOf({ deltas, trades }: TickMarket): readonly FlowEvent[] {
  const events: FlowEvent[] = []
  const flow = new LevelFlow((event) => events.push({ ...event }))
  const { tsInit, isBid, ticks, lots } = deltas.columns
  let trade = 0
  for (let at = 0; at < deltas.length; at += 1) {
    const ts = tsInit[at] as number
    for (; (trades.columns.tsInit[trade] ?? Number.POSITIVE_INFINITY) <= ts; trade += 1)
      tellTrade(flow, trades, trade)
    flow.onLevel(ts, isBid[at] === 1, ticks[at] as number, lots[at] as number)
  }
  return events
}

function tellTrade(flow: LevelFlow, { columns }: TickMarket['trades'], at: number): void {
  const isBuy = columns.side[at] === 1
  const ts = columns.tsInit[at] as number
  flow.onTrade(ts, isBuy, columns.ticks[at] as number, columns.lots[at] as number)
}

function playDetectors(flow: readonly FlowEvent[]): readonly number[] {
  const detectors: readonly ManipulationDetector[] = [
    new SpoofingDetector(),
    new LayeringDetector(),
    new WashTradingDetector(),
    new RampingDetector(),
    new QuoteStuffingDetector(),
    new MomentumIgnitionDetector(),
  ]
  const alerts = detectors.map(() => 0)
  for (const event of flow)
    for (let k = 0; k < detectors.length; k += 1)
      if (detectors[k]?.onEvent(event) !== undefined) alerts[k] = (alerts[k] ?? 0) + 1
  return alerts
}
