import { type Agent, roster } from '../src/agents/index.ts'
import { defined } from '../src/base/index.ts'
import type { LoadedBars } from '../src/market/index.ts'
import { AskedAgent } from '../test/conformance/asked-agent.ts'
import { millionBars } from './bench-market.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { median, quantileOf } from './measure.ts'

/** Bars timed together: an opinion alone is faster than the clock. */
const batch = 64

/** What the newest pass took a bar, batch by batch, and what was said in it. */
type Pass = { readonly ns: readonly number[]; readonly work: Float64Array }

/**
 * What an opinion of each agent of the roster costs: a pass over the bars that asks, less one that
 * only moves on. Features are not counted, fits are: they show in the 99 %.
 */
export async function agentsOpinion(size: BenchSize): Promise<readonly BenchRow[]> {
  const { market, note } = await millionBars(size)
  const of = defined(market[0], 'the market')
  const rows = size === 'full' ? 300_000 : 20_000
  const short = { ...of, bars: of.bars.slice(0, rows) }
  const passes = size === 'full' ? 3 : 1
  const each = roster.flatMap((kind) => {
    const seated = kind.seat({})
    return seated.ok ? [rowOf(seated.value, short, passes, `${note}, ${rows} bars`)] : []
  })
  return [rosterRow(each), ...each]
}

/** The agent in the middle. */
function rosterRow(each: readonly BenchRow[]): BenchRow {
  const values = each.flatMap(({ value }) => value ?? [])
  return {
    ...defined(each[0], 'an agent'),
    name: 'agents.opinion',
    value: median(values),
    hash: workHash(...each.map(({ hash }) => hash)),
    note: `the agent in the middle of ${each.length}; the dearest takes ${Math.max(...values).toFixed(0)} ns`,
  }
}

function rowOf(agent: Agent, of: LoadedBars, passes: number, note: string): BenchRow {
  const idle = pass(agent, of, false).ns
  const asked = Array.from({ length: passes }, () => pass(agent, of, true))
  const last = defined(asked.at(-1), 'a pass')
  const moving = median(idle)
  const medians = asked.map(({ ns }) => Math.max(0, median(ns) - moving))
  const p99 = Math.max(0, quantileOf(last.ns, 0.99) - moving)
  return {
    name: `agents.opinion.${agent.name}`,
    value: Math.min(...medians),
    unit: 'ns',
    peer: 'none',
    ratio: null,
    hash: workHash(last.work),
    status: 'measured',
    repetitions: passes,
    goal: 'about 1000 ns',
    note: `${note}; of 64 bars in a row at most ${p99.toFixed(0)} ns each in 99 % of cases`,
  }
}

function pass(agent: Agent, of: LoadedBars, isAsked: boolean): Pass {
  const asked = new AskedAgent(agent, { markets: [of] })
  const ns: number[] = []
  const work = new Float64Array(2)
  let row = 0
  for (; row < asked.warmup; row += 1) asked.moveTo(row)
  for (; row + batch <= of.bars.length; row += batch) {
    const start = process.hrtime.bigint()
    askBatch(asked, row, isAsked, work)
    ns.push(Number(process.hrtime.bigint() - start) / batch)
  }
  return { ns, work }
}

/** @param work - How often it spoke, and the sum of what it asked for. */
function askBatch(asked: AskedAgent, from: number, isAsked: boolean, work: Float64Array): void {
  const { agent, view } = asked
  for (let row = from; row < from + batch; row += 1) {
    asked.moveTo(row)
    if (!isAsked) continue
    const said = agent.opine(view)
    if (said === undefined) continue
    work[0] = (work[0] as number) + 1
    work[1] = (work[1] as number) + said.exposure
  }
}
