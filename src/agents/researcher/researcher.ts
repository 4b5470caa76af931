import type { Json } from '../../base/index.ts'
import type { InstrumentId, Micros } from '../../domain/index.ts'
import type { MoatColumn } from '../moat.ts'
import {
  type Finding,
  type ResearchNews,
  type ResearchTarget,
  type ResearchTest,
  researchTargets,
  researchTests,
} from './finding.ts'
import { MarketHistory } from './market-history.ts'
import { TestLedger } from './test-ledger.ts'
import { testGranger, testTransfer } from './test-lead.ts'

/** What a researcher goes by. */
export type ResearchTerms = {
  /** Bars from the beginning of one round of tests to that of the next. */
  readonly everyBars: number
  /** Bars that a test looks back, and the least that it needs. */
  readonly window: number
  readonly rowsMin: number
  /** Bars by which a column may lead. */
  readonly lags: readonly number[]
  /** Corrected probability up to which something is found. */
  readonly level: number
  /** Researchers of the run: each is corrected for the tests of all of them. Whole, 1 or more. */
  readonly researchers: number
}

const usualTerms: ResearchTerms = {
  everyBars: 500,
  window: 1_500,
  rowsMin: 300,
  lags: [1, 6, 24],
  level: 0.05,
  researchers: 1,
}

/** What it is to look at. */
export type ResearchGround = {
  readonly instrumentId: InstrumentId
  readonly columns: readonly MoatColumn[]
}

/** What is known at the close of a bar. */
export type ResearchedBar = {
  readonly ts: Micros
  readonly close: number
  /** Of the columns, in their order; NaN where nobody knows. */
  readonly values: ArrayLike<number>
}

type Hypothesis = {
  readonly column: number
  readonly target: ResearchTarget
  readonly test: ResearchTest
  readonly lag: number
}

const nothing: readonly ResearchNews[] = []

/**
 * Tests whether columns of the moats lead an instrument's returns or its volatility: Granger's test
 * and transfer entropy, at several lags, over a rolling window, each corrected for all tests of the
 * run. It trades nothing; what it publishes is for memory, the planner and people.
 *
 * Work is spread: after a round has begun, one hypothesis is tested at each bar.
 *
 * Windows of one round overlap those of the next, so that tests depend on each other; the
 * correction holds for any dependence.
 *
 * @see SPEC P9, P14.
 */
export class Researcher {
  readonly #terms: ResearchTerms
  readonly #ground: ResearchGround
  readonly #hypotheses: readonly Hypothesis[]
  readonly #history: MarketHistory
  readonly #ledger: TestLedger
  /** The next to be tested; their number when the round is done. */
  #next: number
  #tested = 0
  #untested = 0
  #found = 0

  constructor(ground: ResearchGround, terms: Partial<ResearchTerms> = {}) {
    this.#terms = { ...usualTerms, ...terms }
    this.#ground = ground
    const { columns } = ground
    this.#hypotheses = hypothesesOf(columns.length, this.#terms.lags)
    this.#next = this.#hypotheses.length
    const round = Math.max(1, this.#hypotheses.length)
    this.#ledger = new TestLedger({ round, ledgers: this.#terms.researchers })
    this.#history = new MarketHistory(columns.length, this.#terms.window)
  }

  /** Takes in a bar, and does a little of what there is to do. @returns What was found out. */
  onBar({ ts, close, values }: ResearchedBar): readonly ResearchNews[] {
    this.#history.take(close, values)
    const count = this.#hypotheses.length
    if (count === 0) return nothing
    if (this.#next >= count && this.#history.bars % this.#terms.everyBars === 0) this.#begin()
    const hypothesis = this.#hypotheses[this.#next]
    if (hypothesis === undefined) return nothing
    this.#next += 1
    const news = this.#look(hypothesis, ts)
    return this.#next < count ? [news] : [news, this.#done(ts)]
  }

  #begin(): void {
    this.#next = 0
    this.#tested = 0
    this.#untested = 0
    this.#found = 0
  }

  #look({ column, target, test, lag }: Hypothesis, ts: Micros): ResearchNews {
    const { instrumentId, columns } = this.#ground
    const of = columns[column] as MoatColumn
    const about = { ts, instrumentId, moat: of.moat, column: of.column }
    const { cause, effect } = this.#history.series(researchTargets.indexOf(target), column)
    const n = effect.length
    if (n < this.#terms.rowsMin + lag) return this.#pass({ ...about, why: 'silent', n })
    const ask = test === 'granger' ? testGranger : testTransfer
    const lead = ask(cause, effect, lag)
    if (lead === undefined) return this.#pass({ ...about, why: 'constant', n })
    const pCorrected = this.#ledger.take(lead.p)
    const isFound = pCorrected <= this.#terms.level
    this.#tested += 1
    if (isFound) this.#found += 1
    return { kind: 'finding', ...about, target, test, lag, ...lead, pCorrected, isFound }
  }

  #pass(untested: Omit<Extract<ResearchNews, { kind: 'untested' }>, 'kind'>): ResearchNews {
    this.#untested += 1
    return { kind: 'untested', ...untested }
  }

  #done(ts: Micros): ResearchNews {
    const { instrumentId } = this.#ground
    const [tests, untested, found] = [this.#tested, this.#untested, this.#found]
    const testsEver = this.#ledger.count
    return { kind: 'round-done', ts, instrumentId, tests, untested, found, testsEver }
  }

  save(): Json {
    return {
      history: this.#history.save(),
      ledger: this.#ledger.save(),
      round: [this.#next, this.#tested, this.#untested, this.#found],
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#history.load(saved['history'] as Json)
    this.#ledger.load(saved['ledger'] as Json)
    const round = saved['round'] as readonly [number, number, number, number]
    ;[this.#next, this.#tested, this.#untested, this.#found] = round
  }
}

/** Only what was found, the strongest first. */
export function foundOf(news: readonly ResearchNews[]): readonly Finding[] {
  return news
    .filter((each) => each.kind === 'finding')
    .filter(({ isFound }) => isFound)
    .toSorted((a, b) => a.pCorrected - b.pCorrected || Math.abs(b.effect) - Math.abs(a.effect))
}

function hypothesesOf(columns: number, lags: readonly number[]): readonly Hypothesis[] {
  return Array.from({ length: columns }, (_, column) => column).flatMap((column) =>
    researchTargets.flatMap((target) =>
      researchTests.flatMap((test) => lags.map((lag) => ({ column, target, test, lag }))),
    ),
  )
}
