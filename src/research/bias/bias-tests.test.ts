// @module-tag long
import { describe, expect, it } from 'vitest'
import {
  follower,
  guesser,
  noisyMarket,
  sceneSetup,
  seatOf,
  silent,
  trendingMarket,
} from '../../../test/simulation/null-scene.ts'
import { uncounted } from '../../../test/simulation/uncounted.ts'
import {
  type Agent,
  agentByName,
  defineAgent,
  type Opinion,
  type View,
} from '../../agents/index.ts'
import { defined, type Json } from '../../base/index.ts'
import type { BarColumns } from '../../domain/index.ts'
import { backtest, backtestNull } from '../../engine/index.ts'
import {
  atr,
  blockRows,
  ema,
  every,
  type FeatureSpec,
  type Indicator,
} from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { BiasStage } from './bias-stage.ts'
import { biasTests } from './bias-tests.ts'
import { survivorship } from './survivorship.ts'

const rows = 5_000
const market = [noisyMarket(1, rows), noisyMarket(2, rows, 'ETH-USD.SIM')]

function stageOf(agent: Agent, of: readonly LoadedBars[] = market): BiasStage {
  const setup = sceneSetup([agent])
  const { recorded } = backtest({ setup, market: of }, uncounted)
  return { setup, market: of, seed: 3, runNull: (change) => backtestNull(recorded, change) }
}

function found(agent: Agent, of?: readonly LoadedBars[]): Record<string, string> {
  return Object.fromEntries(biasTests(stageOf(agent, of)).map((row) => [row.name, row.status]))
}

const clean = {
  'look-ahead': 'pass',
  recursion: 'pass',
  'asked again': 'pass',
  'bar by bar': 'pass',
  survivorship: 'warn',
}

/** An agent of a test that says what `opine` says. */
function made(
  opine: (view: View<{ own: FeatureSpec }>) => Opinion | undefined,
  own: FeatureSpec = ema(10),
): Agent {
  const kind = defineAgent({
    name: 'made',
    summary: '',
    parameters: {},
    features: () => ({ own }),
    opine,
  })
  return seatOf(kind)
}

/** A feature of one line; `read` gives the reading of a row, and may write where it likes. */
function feature(
  key: string,
  read: (bars: BarColumns, row: number, line: Float64Array, at: number) => number,
): FeatureSpec {
  const create = (): Indicator => {
    const line = new Float64Array(blockRows)
    return {
      lines: [line],
      fold: (bars, from, to) => {
        for (let row = from; row < to; row += 1)
          line[row - from] = read(bars, row, line, row - from)
      },
      save: (): Json => null,
      load: () => {},
    }
  }
  return { key, warmup: 1, create }
}

const long = (isLong: boolean): Opinion => ({ exposure: isLong ? 0.5 : -0.5, confidence: 0.6 })
const bySign = (view: View<{ own: FeatureSpec }>): Opinion => long(view.features.own.value > 0)

describe('agents without a flaw pass every detector', () => {
  const shipped = (name: string, parameters: Record<string, number> = {}): Agent =>
    seatOf(defined(agentByName(name), name), parameters)
  it.each([
    ['one that follows what it has seen', seatOf(follower)],
    ['one that guesses', seatOf(guesser)],
    ['one with a recursive average', made((view) => long(view.close > view.features.own.value))],
    [
      'one with levels by a recursive range',
      made(
        (view) => {
          const range = view.features.own.value
          return { exposure: 0.3, confidence: 0.6, stop: view.close - 2 * range }
        },
        every(14_400_000_000, atr(14)),
      ),
    ],
    ['trend', shipped('trend', { minutes: 60, hurdle: 0 })],
    ['random', shipped('random', { short: 0.5 })],
  ])('%s', (_what, agent) => {
    expect(found(agent)).toEqual(clean)
  })
})

describe('look-ahead', () => {
  it('finds an agent that was given all bars beforehand', () => {
    const { bars } = defined(market[0], 'market')
    const cheat = made((view) => {
      const row = bars.rowAt(view.asOf)
      return long((bars.close[row + 1] ?? 0) > (bars.close[row] as number))
    })
    expect(found(cheat)).toMatchObject({ 'look-ahead': 'fail', 'asked again': 'pass' })
  })

  it('finds one that seldom speaks, and looks at how far the price will go alone', () => {
    const { bars } = defined(market[0], 'market')
    const cheat = made((view) => {
      const row = bars.rowAt(view.asOf)
      const far = Math.abs((bars.close[row + 1] ?? 0) / (bars.close[row] as number) - 1)
      return far > 0.008 ? long(true) : undefined
    })
    expect(found(cheat)).toMatchObject({ 'look-ahead': 'fail' })
  })

  it('finds a feature that reads the row behind the newest', () => {
    const ahead = feature('ahead', ({ close }, row) => (close[row + 1] ?? 0) - (close[row] ?? 0))
    expect(found(made(bySign, ahead))).toMatchObject({
      'look-ahead': 'fail',
      'bar by bar': 'fail',
    })
  })

  it('leaves the bars as they were, also when an agent throws', () => {
    const before = market.map(({ bars }) => bars.close.slice())
    let asked = 0
    const stage = stageOf(made(() => long(true)))
    const broken: BiasStage = {
      ...stage,
      runNull: (change) => {
        asked += 1
        if (asked > 3) throw new Error('broken')
        return stage.runNull(change)
      },
    }
    expect(() => biasTests(broken)).toThrow('broken')
    biasTests(stage)
    market.forEach(({ bars }, i) => expect(bars.close).toEqual(before[i]))
  })
})

describe('recursion', () => {
  it('finds an indicator that depends on the first bar for ever', () => {
    const first = feature('first', ({ close }, row) => (close[row] ?? 0) - (close[0] ?? 0))
    expect(found(made(bySign, first))).toMatchObject({
      'look-ahead': 'pass',
      recursion: 'fail',
      'bar by bar': 'pass',
    })
  })

  it('finds one that claims to be ready long before it is', () => {
    const hasty = { ...ema(400), key: 'hasty', warmup: 400 }
    const share = (view: View<{ own: FeatureSpec }>): Opinion => ({
      exposure: Math.max(-1, Math.min(1, 40 * (view.close / view.features.own.value - 1))),
      confidence: 0.6,
    })
    expect(found(made(share, { ...hasty, warmup: 1 }))).toMatchObject({ recursion: 'fail' })
  })
})

describe('repainting', () => {
  it('finds an agent that keeps state between bars', () => {
    let asked = 0
    const cheat = made(() => {
      asked += 1
      return long(asked % 7 < 3)
    })
    expect(found(cheat)).toMatchObject({ 'asked again': 'fail' })
  })

  it('finds a feature that writes a past reading over', () => {
    const rewriting = feature('rewriting', ({ close, open }, row, line, at) => {
      const move = (close[row] ?? 0) - (open[row] ?? 0)
      if (at > 0) line[at - 1] = move
      return move
    })
    const rows = biasTests(stageOf(made(bySign, rewriting)))
    const row = rows.find(({ name }) => name === 'bar by bar')
    expect(row?.status).toBe('fail')
    expect(row?.why).toMatch(/^Feature 'own' of made on BTC-USD.SIM reads otherwise/)
  })
})

describe('survivorship', () => {
  it('lists what ends before the data do', () => {
    const dead = noisyMarket(3, rows - 100, 'LUNA-USD.SIM')
    const row = survivorship([...market, dead])
    expect(row).toMatchObject({ status: 'pass', figures: { instruments: 3, ended: 1 } })
    expect(row.why).toMatch(/LUNA-USD.SIM/)
  })

  it('warns where none does', () => {
    expect(survivorship(market)).toMatchObject({ status: 'warn', figures: { ended: 0 } })
  })
})

describe('what cannot be asked is not run', () => {
  it.each([
    ['no bars', 0, 'NOT RUN'],
    ['few bars', 99, 'NOT RUN'],
  ])('%s', (_what, length, status) => {
    const table = found(seatOf(follower), [trendingMarket(1, length)])
    for (const name of ['look-ahead', 'recursion', 'asked again', 'bar by bar'])
      expect(table[name]).toBe(status)
  })

  it('an agent that always abstains', () => {
    expect(found(seatOf(silent))).toMatchObject({ 'look-ahead': 'NOT RUN', recursion: 'NOT RUN' })
  })

  it('keeps every figure finite', () => {
    for (const agent of [seatOf(silent), seatOf(guesser)])
      for (const { figures } of biasTests(stageOf(agent)))
        for (const figure of Object.values(figures)) expect(Number.isFinite(figure)).toBe(true)
  })
})
