import { expect, it } from 'vitest'
import { toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { type Agent, defineAgent, type Mind, type Opinion } from '../agents/index.ts'
import { defined, type Json } from '../base/index.ts'
import { BarColumns, minuteUs } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { Desk } from './desk.ts'
import { nobody } from './observer.ts'

class Counter implements Mind {
  asked = 0
  readonly seed: number

  constructor(seed: number) {
    this.seed = seed
  }

  save(): Json {
    return { asked: this.asked }
  }

  load(state: Json): void {
    this.asked = (state as { readonly asked: number }).asked
  }
}

/** What it was shown: how often it was asked before, its seed, and every close it could see. */
type Shown = readonly [asked: number, seed: number, ...closes: number[]]

function counting(log: Shown[]): Agent {
  const seated = defineAgent({
    name: 'counting',
    summary: '',
    parameters: {},
    features: () => ({}),
    mind: (_parameters, seed) => new Counter(seed),
    opine: (view, _parameters, mind): Opinion | undefined => {
      log.push([mind.asked, mind.seed, ...view.peers.map(({ close }) => close)])
      mind.asked += 1
      return undefined
    },
  }).seat({})
  return defined(seated.ok ? seated.value : undefined, 'counting')
}

const plain = counting([])

/** @param known - Rows that are there already. */
function deskOf(agent: Agent, known = 0): { desk: Desk; show: (row: number) => void } {
  const { instruments, intervalsUs, ...setup } = toldSetup(agent)
  const two = [...instruments, ...instruments]
  const columns = two.map(() => new BarColumns(8))
  const intervals = [...intervalsUs, ...intervalsUs]
  const push = (bars: BarColumns, i: number, row: number): void => {
    const close = 50_000 + 1_000 * i + row
    bars.push(toldStart + (row + 1) * minuteUs, close, close, close, close, 9_000)
  }
  for (const [i, bars] of columns.entries())
    for (let row = 0; row < known; row += 1) push(bars, i, row)
  const all = { ...setup, instruments: two, intervalsUs: intervals }
  const desk = new Desk(all, columns, new MemoryJournal(), nobody)
  const show = (row: number): void => {
    for (const [i, bars] of columns.entries()) {
      push(bars, i, row)
      desk.onBar(i, row, row + 1, 'live')
    }
  }
  return { desk, show }
}

it('gives every instrument a mind of its own, and shows no close before its bar', () => {
  const log: Shown[] = []
  const { show } = deskOf(counting(log))
  show(0)
  show(1)
  const tick = log[0]?.[2] ?? 0
  expect(log.map(([asked]) => asked)).toEqual([0, 0, 1, 1])
  expect(log.map(([, , first, second]) => [first, second].map((close) => close ?? 0))).toEqual([
    [tick, Number.NaN],
    [tick, (tick * 51_000) / 50_000],
    [(tick * 50_001) / 50_000, (tick * 51_000) / 50_000],
    [(tick * 50_001) / 50_000, (tick * 51_001) / 50_000],
  ])
})

it('goes on with what was remembered after a restart', () => {
  const { desk, show } = deskOf(plain)
  for (let row = 0; row < 4; row += 1) show(row)
  const saved = desk.save()
  const log: Shown[] = []
  const again = deskOf(counting(log), 4)
  again.desk.load(saved)
  again.show(4)
  expect(log.map(([asked]) => asked)).toEqual([4, 4])
  expect(JSON.stringify(saved)).toContain('"minds":[{"asked":4}]')
})
