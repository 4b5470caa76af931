import { describe, expect, it } from 'vitest'
import { toldInstrument, toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { type Agent, agentByName, defineAgent } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { BarColumns, hourUs } from '../domain/index.ts'
import { Desk, nobody, stateHash } from '../engine/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { AgentMeter, timedEvery } from './agent-meter.ts'

/** A clock that stands still but for what agents take. */
class Watch {
  us = 0
  readonly read = (): number => this.us
}

/** Takes so long for an opinion, and throws from where it is told to until it has thrown enough. */
function slow(watch: Watch, us: number | ((asked: number) => number), throwsUntil = 0): Agent {
  let asked = 0
  const kind = defineAgent({
    name: 'slow',
    summary: 'Takes its time.',
    parameters: {},
    features: () => ({}),
    opine: (view) => {
      asked += 1
      watch.us += typeof us === 'number' ? us : us(asked)
      if (asked <= throwsUntil) throw new Error('out of order')
      return view.say({ exposure: 0.1, confidence: 0.6 })
    },
  }).seat({})
  return defined(kind.ok ? kind.value : undefined, 'slow')
}

const shipped = defined(agentByName('random'), 'random').seat({})
const random = defined(shipped.ok ? shipped.value : undefined, 'random')

/** Knows that prices go up six times and then down. */
function seer(): Agent {
  const kind = defineAgent({
    name: 'seer',
    summary: 'Knows.',
    parameters: {},
    features: () => ({}),
    opine: (view) => {
      const isUp = Math.round((view.asOf - toldStart) / hourUs) % 7 !== 0
      return view.say({ exposure: isUp ? 1 : -1, confidence: 0.9 })
    },
  }).seat({})
  return { ...defined(kind.ok ? kind.value : undefined, 'seer'), horizonUs: hourUs }
}

/** @param before - A desk that it goes on from, as from a snapshot. */
function run(agents: readonly Agent[], hours: number, meter?: AgentMeter, before?: Desk): Desk {
  const bars = new BarColumns(64)
  const costs = { ...defaultCosts, feeTakerPpm: 0, slippage: 0 }
  const setup = toldSetup(random, { agents, votes: 'earned', intervalsUs: [hourUs], costs })
  const desk = new Desk(setup, [bars], new MemoryJournal(), nobody)
  const from = before?.bars ?? 0
  for (let row = 0; row < from + hours; row += 1) {
    if (before !== undefined && row === from) desk.load(before.save())
    const at = 50_000 + (row % 7) * 100
    bars.push(toldStart + (row + 1) * hourUs, at, at, at, at, 9_000_000)
    if (row < from) continue
    const show = (): void => desk.onBar(0, row, row + 1, 'live')
    if (meter === undefined) show()
    else meter.work(show)
  }
  expect(desk.setup.instruments).toEqual([toldInstrument])
  return desk
}

describe('AgentMeter', () => {
  it('tells the time of an opinion, of all work, and of a year in money', () => {
    const watch = new Watch()
    const meter = new AgentMeter(watch.read, 3.6)
    const hours = 20 * timedEvery
    const desk = run(meter.watch([slow(watch, 3), slow(watch, 1)]), hours, meter)
    const { seconds, agents } = meter.view(desk)
    expect(seconds).toBeCloseTo((4 * hours) / 1e6, 12)
    const [first, second] = agents
    expect(first).toMatchObject({ opinions: hours, usPerOpinion: 3, share: 0.75 })
    expect(second).toMatchObject({ opinions: hours, usPerOpinion: 1, share: 0.25 })
    expect(first?.usTypical).toBe(3)
    expect(first?.usInterval).toBeNull()
    expect(first?.costInterval).toBeNull()
    // 3.6 an hour is a thousandth a second; a year of it has 8,760 hours of 3 us, less the first
    // hours, in which nothing was timed.
    const year = 8_760 * 3e-6 * 0.001
    expect(first?.costPerYear).toBeGreaterThan(year)
    expect(first?.costPerYear).toBeLessThan(1.06 * year)
  })

  it('says nothing before an opinion was timed, and of no year before a day', () => {
    const watch = new Watch()
    const meter = new AgentMeter(watch.read, 1)
    const none = run(meter.watch([slow(watch, 1)]), 0, meter)
    expect(meter.view(none).agents[0]).toMatchObject({
      usTypical: null,
      usPerOpinion: null,
      usInterval: null,
      share: null,
    })
    const [row] = meter.view(run(meter.watch([slow(watch, 1)]), timedEvery + 5, meter)).agents
    expect(row).toMatchObject({ usPerOpinion: 1, costPerYear: null, broughtPerYear: null })
  })

  it('counts the time of one that throws, which stays a fault', () => {
    const watch = new Watch()
    const meter = new AgentMeter(watch.read, 1)
    const [agent] = meter.watch([slow(watch, 5, timedEvery)])
    const thrown = Array.from({ length: timedEvery }, () => 'out of order')
    const faults: string[] = []
    const bars = new BarColumns(64)
    const setup = toldSetup(random, { agents: [defined(agent, 'slow')], votes: 'earned' })
    const desk = new Desk(setup, [bars], new MemoryJournal(), {
      ...nobody,
      onFault: (fault) => void faults.push(fault.reason),
    })
    for (let row = 0; row < 2 * timedEvery; row += 1) {
      bars.push(toldStart + (row + 1) * hourUs, 50_000, 50_000, 50_000, 50_000, 9_000)
      desk.onBar(0, row, row + 1, 'live')
    }
    expect(faults).toEqual(thrown)
    expect(meter.view(desk).agents[0]?.usPerOpinion).toBe(5)
  })

  it('meets what an agent does every seventh time as often as it is done', () => {
    const watch = new Watch()
    const meter = new AgentMeter(watch.read, 3.6)
    const us = (phase: number) => (asked: number) => (asked % timedEvery === phase ? 70 : 1)
    const heavy = Array.from({ length: 4 * timedEvery }, (_, n) => slow(watch, us(n % timedEvery)))
    const { agents } = meter.view(run(meter.watch(heavy), 300 * timedEvery, meter))
    const mean = (70 + (timedEvery - 1)) / timedEvery
    const all = agents.map(({ usPerOpinion }) => defined(usPerOpinion ?? undefined, 'a mean'))
    // Always the same of seven would come to 70 for some of them, and to 1 for the others.
    expect(all.reduce((sum, each) => sum + each, 0) / all.length).toBeGreaterThan(0.95 * mean)
    expect(all.reduce((sum, each) => sum + each, 0) / all.length).toBeLessThan(1.05 * mean)
    const bounds = agents.map(({ usInterval }) => defined(usInterval ?? undefined, 'an interval'))
    const hits = bounds.filter(([low, high]) => low <= mean && mean <= high).length
    expect(hits / bounds.length).toBeGreaterThan(0.85)
    for (const [n, { usPerOpinion, usInterval, costPerYear, costInterval }] of agents.entries()) {
      const [low, high] = usInterval ?? [0, 0]
      expect(high - low, `agent ${n}`).toBeLessThan(mean)
      const money = [...(costInterval ?? []), costPerYear].map((each) => (each ?? 0) / low)
      const times = [low, high, usPerOpinion].map((each) => (each ?? 0) / low)
      const unit = defined(money[0], 'money') / defined(times[0], 'a time')
      for (const [i, each] of money.entries())
        expect(each / unit).toBeCloseTo(defined(times[i], 'a time'), 9)
    }
  })

  it('tells what a year brings by the time that it has measured, after a restart too', () => {
    const whole = run([seer()], 1_000)
    const meter = new AgentMeter(() => 0, 1)
    const gone = run(meter.watch([seer()]), 100, meter, run([seer()], 900))
    expect(stateHash(gone)).toBe(stateHash(whole))
    const total = (of: Desk): number => of.earned?.attribution.shapley.of(0).total ?? 0
    const brought = 100_000 * (total(gone) - total(run([seer()], 900)))
    expect(brought).toBeGreaterThan(0)
    const perYear = meter.view(gone).agents[0]?.broughtPerYear ?? 0
    // The first opinion that is timed may be the seventh.
    expect(perYear / (brought * (8_760 / 99))).toBeGreaterThan(0.99)
    expect(perYear / (brought * (8_760 / 99))).toBeLessThan(1.08)
  })

  it('changes nothing that a desk does', () => {
    const watch = new Watch()
    const meter = new AgentMeter(watch.read, 1)
    const plain = run([random, slow(watch, 1)], 300)
    const measured = run(meter.watch([random, slow(watch, 1)]), 300, meter)
    expect(stateHash(measured)).toBe(stateHash(plain))
  })
})
