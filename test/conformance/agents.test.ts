// @module-tag long
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Agent,
  type AgentKind,
  defineAgent,
  isSound,
  type Mind,
  opinionFault,
  type ParameterValue,
  roster,
} from '../../src/agents/index.ts'
import { defined, type Json, Random } from '../../src/base/index.ts'
import { BarColumns } from '../../src/domain/index.ts'
import { type LoadedBars, scenarioMarket, scenarioNames, takeRows } from '../../src/market/index.ts'
import { marketOf, noisyMarket, seatOf, trendingMarket } from '../simulation/null-scene.ts'
import { AskedAgent, textOf } from './asked-agent.ts'
import { withCompanion, withTied, withVenues } from './asked-markets.ts'
import { inventedNumbers } from './told-numbers.ts'

const minuteRows = 12_000
const hourRows = 2_000

/** By name; the last of each is asked about, the others are there to look at. */
const markets: ReadonlyMap<string, readonly LoadedBars[]> = new Map([
  ...scenarioNames.map((name) => [`scenario:${name}`, scenario(name)] as const),
  ['trends of days', withCompanion(trendingMarket(5, hourRows))],
  ['noise', withCompanion(noisyMarket(6, hourRows))],
  ['shocks that calm down', withCompanion(shockedMarket(7, hourRows))],
  ['venues that part and meet', withVenues(noisyMarket(8, hourRows))],
  ['three that are tied', withTied(noisyMarket(10, hourRows))],
])

const kinds = roster.map((kind) => [kind.name, kind] as const)

function scenario(name: (typeof scenarioNames)[number]): readonly LoadedBars[] {
  return withCompanion(defined(takeRows(scenarioMarket(name, 3), minuteRows, name)[0], name))
}

/** Days of large moves, weeks of small ones. */
function shockedMarket(seed: number, rows: number): LoadedBars {
  const random = Random.stream(seed, 'shocks')
  let size = 0.003
  return marketOf('BTC-USD.SIM', rows, () => {
    if (random.next() < 1 / 300) size = 0.03
    size = 0.003 + 0.94 * (size - 0.003)
    return size * random.normal()
  })
}

/** The same bars up to `row`, and others behind it. */
function withOtherFuture(of: readonly LoadedBars[], row: number): readonly LoadedBars[] {
  return of.map((market) => {
    const other = new BarColumns(market.bars.length)
    other.append(market.bars.slice(0, row))
    const random = Random.stream(row, market.instrument.id)
    let close = market.bars.close[row - 1] as number
    for (let later = row; later < market.bars.length; later += 1) {
      const open = close
      close = Math.max(2, Math.round(open * (1 + 0.02 * random.normal())))
      const ts = market.bars.ts[later] as number
      other.push(ts, open, Math.max(open, close) + 3, Math.min(open, close) - 1, close, 1 + later)
    }
    return { ...market, bars: other }
  })
}

/** As it is asked: by its defaults, but where these have nothing to say of made-up markets. */
function seated(kind: AgentKind): Agent {
  return seatOf(kind, kind.name === 'moat-learner' ? { cost: 0, prior: 1 } : {})
}

/** What was said on each market, row by row, asked once. */
const logs = new Map<string, readonly string[]>()

function logOf(kind: AgentKind, name: string): readonly string[] {
  const key = `${kind.name} ${name}`
  const known = logs.get(key)
  if (known !== undefined) return known
  const of = defined(markets.get(name), name)
  const log = new AskedAgent(seated(kind), { markets: of }).log(0, rowsOf(of))
  logs.set(key, log)
  return log
}

function rowsOf(of: readonly LoadedBars[]): number {
  return defined(of.at(-1), 'a market').bars.length
}

const isQuiet = (said: string): boolean => said === 'abstains' || said === 'warming up'

describe.each(kinds)('%s', (_name, kind) => {
  it('speaks somewhere', () => {
    const spoken = [...markets.keys()].filter((name) => !logOf(kind, name).every(isQuiet))
    expect(spoken).not.toEqual([])
  })

  it.each([...markets])('says nothing unsound, and nothing without its numbers, on %s', (_, of) => {
    const asked = new AskedAgent(seated(kind), { markets: of })
    const faults: string[] = []
    for (let row = 0; row < rowsOf(of); row += 1) {
      if (!asked.moveTo(row)) continue
      const said = asked.opine()
      const fault = opinionFault(said, asked.view.close)
      if (fault !== undefined || (said !== undefined && !isSound(said))) faults.push(`${fault}`)
      if (row % 7 > 0) continue
      const sentence = asked.agent.explain(asked.view)
      if (sentence.length < 10) faults.push(`says why in '${sentence}'`)
      faults.push(...inventedNumbers(asked, sentence).map((told) => `${told} in: ${sentence}`))
    }
    expect(faults.slice(0, 3)).toEqual([])
  })

  it.each([...markets])('says the same whatever comes after, on %s', (name, of) => {
    const rows = rowsOf(of)
    for (const row of [Math.floor(rows * 0.6), Math.floor(rows * 0.9)]) {
      const other = new AskedAgent(seated(kind), { markets: withOtherFuture(of, row) })
      expect(firstDifference(other.log(0, row), logOf(kind, name))).toBeUndefined()
    }
  })

  it.each([...markets])('says the same twice, and bar by bar, on %s', (name, of) => {
    const asked = new AskedAgent(seated(kind), { markets: of, isBarByBar: true })
    const log = logOf(kind, name)
    let differs: string | undefined
    for (let row = 0; row < rowsOf(of); row += 1) {
      if (!asked.moveTo(row)) continue
      const twice = [textOf(asked.opine()), textOf(asked.opine())]
      if (twice.some((said) => said !== log[row]))
        differs ??= `${row}: ${twice.join(' / ')} and ${log[row]}`
    }
    expect(differs).toBeUndefined()
  })

  it.each([...markets])('goes on as if it had not been stopped, on %s', (name, of) => {
    const middle = Math.floor(rowsOf(of) * 0.83) + 1
    const log = logOf(kind, name).slice(middle)
    expect(firstDifference(logAfterRestart(seated(kind), of, middle), log)).toBeUndefined()
  })

  it('is sound with any parameters', () => {
    const of = withCompanion(trendingMarket(8, 400))
    fc.assert(
      fc.property(parametersOf(kind), (given) => {
        const asked = new AskedAgent(seatOf(kind, given), { markets: of })
        for (let row = 0; row < rowsOf(of); row += 1) {
          if (!asked.moveTo(row)) continue
          expect(opinionFault(asked.opine(), asked.view.close)).toBeUndefined()
        }
        expect(asked.agent.horizonUs).toBeGreaterThan(0)
      }),
      { numRuns: 40 },
    )
  })
})

/** What is said from row `middle` on by one that was saved there and brought back as a text. */
function logAfterRestart(
  agent: Agent,
  of: readonly LoadedBars[],
  middle: number,
): readonly string[] {
  const before = new AskedAgent(agent, { markets: of, isBarByBar: true })
  before.log(0, middle)
  const state = JSON.parse(JSON.stringify(before.save())) as Json
  const after = new AskedAgent(agent, { markets: of, isBarByBar: true })
  after.load(state, middle)
  return after.log(middle, rowsOf(of))
}

/** Row and text of the first thing in `said` that is not in `known`. */
function firstDifference(said: readonly string[], known: readonly string[]): string | undefined {
  const at = said.findIndex((text, i) => text !== known[i])
  return at < 0 ? undefined : `${at}: ${said[at]}, and before ${known[at]}`
}

/** Values from one end to the other, windows short enough for a small market. */
function parametersOf(kind: AgentKind): fc.Arbitrary<Record<string, ParameterValue>> {
  return fc.record(
    Object.fromEntries(
      Object.entries(kind.parameters).map(([name, parameter]) => {
        if (parameter.kind === 'flag') return [name, fc.boolean()]
        if (parameter.kind === 'choice') return [name, fc.constantFrom(...parameter.options)]
        const { min, max } = parameter
        return parameter.kind === 'whole'
          ? [name, fc.integer({ min, max: Math.min(max, min + 60) })]
          : [name, fc.double({ min, max, noNaN: true })]
      }),
    ),
  )
}

describe('the suite itself', () => {
  const liar = (opine: Parameters<typeof defineAgent>[0]['opine'], words = 'a whim'): Agent =>
    seatOf(
      defineAgent({
        name: 'liar',
        summary: '',
        parameters: { own: { kind: 'whole', min: 1, max: 9, default: 3, help: '' } },
        features: () => ({}),
        opine,
        explain: () => words,
      }),
    )
  let of: readonly LoadedBars[] = []
  beforeAll(() => {
    of = defined(markets.get('noise'), 'noise')
  })

  it("sees a number that is nobody's", () => {
    const asked = new AskedAgent(
      liar(() => undefined),
      { markets: of },
    )
    asked.moveTo(0)
    const close = asked.view.close.toFixed(1)
    expect(inventedNumbers(asked, `close ${close}, of 3 bars, that is 77.25 %`)).toEqual(['77.25'])
  })

  it('sees one that looks ahead', () => {
    const { bars } = defined(of.at(-1), 'noise')
    const cheat = (closes: Float64Array): Agent =>
      liar((view) => {
        const row = bars.rowAt(view.asOf)
        return { exposure: (closes[row + 1] ?? 0) > (closes[row] ?? 0) ? 1 : 0, confidence: 0.6 }
      })
    const other = withOtherFuture(of, 1_000)
    const log = new AskedAgent(cheat(bars.close), { markets: of }).log(0, 1_000)
    const ahead = defined(other.at(-1), 'other').bars.close
    const again = new AskedAgent(cheat(ahead), { markets: other }).log(0, 1_000)
    expect(firstDifference(again, log)).toMatch(/^999: /)
  })

  it('sees a mind that forgets when it is saved', () => {
    const counted = (isKept: boolean): Agent => {
      const mind = (): Mind & { count: number } => ({
        count: 0,
        save() {
          return isKept ? this.count : null
        },
        load(state) {
          this.count = Number(state)
        },
      })
      return seatOf(
        defineAgent({
          name: 'counter',
          summary: '',
          parameters: {},
          features: () => ({}),
          mind,
          opine: (_view, _p, own) => {
            own.count += 1
            return { exposure: (own.count % 10) / 10, confidence: 0.6 }
          },
        }),
      )
    }
    const log = new AskedAgent(counted(true), { markets: of }).log(0, rowsOf(of)).slice(501)
    expect(firstDifference(logAfterRestart(counted(true), of, 501), log)).toBeUndefined()
    expect(firstDifference(logAfterRestart(counted(false), of, 501), log)).toMatch(/^0: /)
  })
})
