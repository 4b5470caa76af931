import type { Agent, Opinion, View } from '../src/agents/index.ts'
import { swarmAgents } from '../src/app/index.ts'
import { Random } from '../src/base/index.ts'
import { BarColumns, type DeskEvent, minuteUs } from '../src/domain/index.ts'
import { Desk, type DeskSetup, nobody, swarmDefaults } from '../src/engine/index.ts'
import { MemoryJournal } from '../src/journal/index.ts'
import { generateMarket, type LoadedBars } from '../src/market/index.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { deskSetup } from './engine-bench.ts'
import { collector, slope } from './heap-slope.ts'

/** Steps between two looks at the heap. */
const stretch = 3_600
/** Bars that never come, and opinions that throw. */
const missing = 0.01
const broken = 0.001

/** As many steps as a day has seconds: no crash, no leak, every fill told once. @see SPEC P15. */
export function swarmEndurance(size: BenchSize): BenchRow {
  const steps = size === 'full' ? 24 * stretch : stretch
  const market = withGaps(generateMarket({ seed: 2, rows: steps, intervalUs: minuteUs }))
  const day = new Day(market)
  const collect = collector()
  const megabytes: number[] = []
  const start = performance.now()
  day.run(steps, () => {
    collect()
    megabytes.push(process.memoryUsage().heapUsed / 1e6)
  })
  const seconds = (performance.now() - start) / 1_000
  if (day.told !== day.filled)
    return failedRow('swarm.endurance', 'steps/s', `${day.filled} fills, ${day.told} told`)
  const [first = 0, last = first] = [megabytes[0], megabytes.at(-1)]
  return {
    name: 'swarm.endurance',
    value: steps / seconds,
    unit: 'steps/s',
    peer: 'the heap after 3,600 steps, MB',
    peerValue: first,
    ratio: first / last,
    hash: workHash(day.hash),
    status: 'measured',
    repetitions: 1,
    goal: 'no slope',
    note:
      `${steps} steps of a minute, ${market.length} instruments, ${day.faults} opinions that threw, ` +
      `one bar in ${1 / missing} missing; ${day.filled} fills, each told once; the heap in MB every ` +
      `3,600 steps: ${megabytes.map((of) => of.toFixed(1)).join(' ')}; slope ` +
      `${slope(megabytes).toFixed(1)} KB in as many`,
  }
}

class Day {
  faults = 0
  told = 0
  filled = 0
  readonly #desk: Desk
  readonly #journal: CountingJournal
  readonly #columns: readonly BarColumns[]
  readonly #rows: number[]

  constructor(market: readonly LoadedBars[]) {
    this.#columns = market.map(({ bars }) => bars)
    this.#rows = market.map(() => 0)
    this.#journal = new CountingJournal(() => {
      this.filled += 1
    })
    const setup: DeskSetup = {
      ...deskSetup(market),
      agents: swarmAgents(false).map(failing),
      votes: 'earned',
      swarm: swarmDefaults,
    }
    const observer = {
      ...nobody,
      onFault: () => void (this.faults += 1),
      onFill: () => void (this.told += 1),
    }
    this.#desk = new Desk(setup, this.#columns, this.#journal, observer)
  }

  get hash(): string {
    return this.#journal.decisionHash()
  }

  /** By time, so many steps. @param onStretch - Called after each. */
  run(steps: number, onStretch: () => void): void {
    const from = Math.min(...this.#columns.map(({ ts }) => ts[0] as number))
    for (let step = 0; step < steps; step += 1) {
      for (const i of this.#columns.keys()) this.#show(i, from + step * minuteUs)
      if ((step + 1) % stretch === 0) onStretch()
    }
  }

  #show(i: number, ts: number): void {
    const bars = this.#columns[i] as BarColumns
    const row = this.#rows[i] as number
    if (row >= bars.length || bars.ts[row] !== ts) return
    this.#desk.onBar(i, row, bars.length, 'live')
    this.#rows[i] = row + 1
  }
}

class CountingJournal extends MemoryJournal {
  readonly #onFill: () => void

  constructor(onFill: () => void) {
    super()
    this.#onFill = onFill
  }

  override append(event: DeskEvent): number {
    if (event.kind === 'order-filled') this.#onFill()
    return super.append(event)
  }
}

/** The same agent, which throws now and then, by the chance of the bar. */
function failing(agent: Agent): Agent {
  const opine = (view: View): Opinion | undefined => {
    if (view.chance < broken) throw new Error('out of order')
    return agent.opine(view)
  }
  return { ...agent, opine }
}

function withGaps(market: readonly LoadedBars[]): readonly LoadedBars[] {
  const chance = Random.stream(2, 'gaps')
  return market.map((of) => {
    const { ts, open, high, low, close, volume } = of.bars
    const kept = new BarColumns(of.bars.length)
    for (let row = 0; row < of.bars.length; row += 1) {
      if (chance.next() < missing) continue
      const at = (column: Float64Array): number => column[row] as number
      kept.push(at(ts), at(open), at(high), at(low), at(close), at(volume))
    }
    return { ...of, bars: kept }
  })
}
