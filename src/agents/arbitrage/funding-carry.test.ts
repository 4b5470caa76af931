import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { BarColumns, hourUs } from '../../domain/index.ts'
import { madeInstrument, seatOf } from '../../../test/simulation/null-scene.ts'
import { WalkedMarket } from '../../../test/simulation/walked-market.ts'
import type { Opinion } from '../opinion.ts'
import { fundingCarry } from './index.ts'

type Asked = { readonly said: Opinion | undefined; readonly why: string }

const hours = 8
const yearly = (rate: number): number => (rate * 365 * 24) / hours

/** What is said at the last of the instruments, at every funding; positions follow what is said. */
function asked(
  ids: readonly string[],
  rates: readonly number[],
  {
    parameters = {},
    at = ids.length - 1,
  }: { parameters?: Record<string, unknown>; at?: number } = {},
): readonly Asked[] {
  const rows = rates.length * hours
  const walked = ids.map((id) => {
    const bars = new BarColumns(rows)
    for (let row = 0; row < rows; row += 1)
      bars.push((row + hours) * hourUs, 1_000, 1_000, 1_000, 1_000, 1)
    const rate = Float64Array.from(
      { length: rows },
      (_, row) => rates[Math.floor(row / hours)] ?? 0,
    )
    const outside = { 'funding.rate': rate }
    return { instrument: madeInstrument(id), bars, intervalUs: hourUs, outside }
  })
  const market = new WalkedMarket(walked)
  const agent = seatOf(fundingCarry, parameters)
  const view = market.view(at, agent.features, agent.makeMind?.(1))
  const said: Asked[] = []
  for (let row = 0; row < rows; row += 1) {
    market.moveTo(row)
    view.row = row
    const opinion = agent.opine(view)
    if (opinion !== undefined) view.position = opinion.exposure
    if (row % hours === 0) said.push({ said: opinion && { ...opinion }, why: agent.explain(view) })
  }
  return said
}

const both = ['BTC-USD.SIM', 'BTC-USD-PERP.SIM']

describe('funding-carry', () => {
  it('buys the spot and sells the perpetual while longs pay enough, and closes both', () => {
    const said = asked(both, [0, 0.0001, 0.0002, 0.0001, 0.00004, 0.0001])
    const legs = said.map(({ said: opinion }) =>
      opinion?.legs?.legs.map(({ exposure }) => exposure),
    )
    expect(yearly(0.0002)).toBeCloseTo(0.219)
    expect(legs).toEqual([undefined, undefined, [0.05, -0.05], [0.05, -0.05], [0, 0], undefined])
    expect(said[2]?.said?.legs?.legs.map(({ instrumentId }) => instrumentId)).toEqual(both)
    expect(said[2]?.why).toMatch(/^collects: longs pay 0\.219 of/)
    expect(said[5]?.why).toMatch(/^waits: longs pay 0\.110 of/)
  })

  it('closes what it collected when nobody knows the rate any more', () => {
    const said = asked(both, [0.001, Number.NaN, Number.NaN])
    expect(said[1]?.said?.legs?.legs.map(({ exposure }) => exposure)).toEqual([0, 0])
    expect(said[2]?.said).toBeUndefined()
    expect(said[2]?.why).toMatch(/nobody knows the rate/)
  })

  it('is silent at the earlier of the two, however extreme a rate is', () => {
    const random = Random.stream(1, 'funding')
    const rates = [...Array.from({ length: 60 }, () => 0.0001 * random.normal()), 0.01]
    for (const { said } of asked(both, rates, { at: 0 })) expect(said).toBeUndefined()
  })

  it('leans against an extreme rate where there is no perpetual, until it is usual again', () => {
    const random = Random.stream(2, 'funding')
    const usual = Array.from({ length: 60 }, () => 0.0001 + 0.00001 * random.normal())
    const of = (last: readonly number[]): readonly Asked[] =>
      asked(['BTC-USD.SIM', 'ETH-USD-PERP.SIM', 'BTC-USD.ALT'], [...usual, ...last]).slice(
        -last.length,
      )
    const [high, low] = [of([0.001, 0.0001]), of([-0.001])]
    expect(high[0]?.said?.exposure).toBe(-0.1)
    expect(high[1]?.said?.exposure).toBe(0)
    expect(low[0]?.said?.exposure).toBe(0.1)
    expect(high[0]?.why).toMatch(/^no perpetual on the desk: longs pay 1\.09 of/)
  })

  it('abstains before it knows what is usual, and says how many rates it knows', () => {
    const [last] = asked(['BTC-USD.SIM'], [0.0001, 0.0001, Number.NaN, 0.9]).slice(-1)
    expect(last?.said).toBeUndefined()
    expect(last?.why).toMatch(/3 rates are too few/)
  })
})
