import type { Agent } from '../../agents/index.ts'
import { formatTime, type Micros } from '../../domain/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { type CheckRow, figuresOf, notRun } from '../check-row.ts'
import { type Probed, probeAgent, type ProbeOptions } from './agent-probe.ts'
import { type BiasStage, biasBarsMin } from './bias-stage.ts'

const again = 'asked again'
const barByBar = 'bar by bar'

type Found = { readonly asked: number; readonly why: string | undefined }

/**
 * Whether an opinion of a bar is for ever: two rows. Asked again, twice and after all other bars
 * have been seen, an agent must say the same to the bit. And what it says, and its features read,
 * must be the same when bars become known one by one, as on paper, and when all are there, as in a
 * backtest.
 */
export function repainting({ setup, market, outside, seed }: BiasStage): readonly CheckRow[] {
  const found = market.flatMap((of, i) => {
    if (of.bars.length < biasBarsMin) return []
    const how = { seed, outside: outside?.[i], asks: 2 }
    return setup.agents.map((agent) => examine(agent, of, how))
  })
  return [
    rowOf(
      again,
      found.map((of) => of.again),
      'Asked again, all agents said the same.',
    ),
    rowOf(
      barByBar,
      found.map((of) => of.barByBar),
      'Bar by bar and in blocks all is the same.',
    ),
  ]
}

function rowOf(name: string, found: readonly Found[], fine: string): CheckRow {
  const asked = found.reduce((sum, of) => sum + of.asked, 0)
  if (asked === 0) return notRun(name, 'No bar is left after the warm-up.')
  const reasons = found.flatMap(({ why }) => why ?? [])
  return {
    name,
    status: reasons.length === 0 ? 'pass' : 'fail',
    figures: figuresOf({ asked, changed: reasons.length }),
    why: reasons[0] ?? fine,
  }
}

function examine(
  agent: Agent,
  of: LoadedBars,
  how: ProbeOptions,
): { readonly again: Found; readonly barByBar: Found } {
  const who = `${agent.id} on ${of.instrument.id}`
  const first = probeAgent(agent, of, how)
  const second = probeAgent(agent, of, how)
  const single = probeAgent(agent, of, { ...how, isBarByBar: true })
  const asked = first.log.length / 2
  const repainted = whenTwice(first) ?? differs(first, second)
  const other = differs(first, single)
  return {
    again: {
      asked,
      why: said(who, repainted, 'asked again'),
    },
    barByBar: {
      asked,
      why: featureThatDiffers(first, single, who) ?? said(who, other, 'bars come one by one'),
    },
  }
}

function said(who: string, ts: number | undefined, when: string): string | undefined {
  return ts === undefined ? undefined : `${who} says something else of ${at(ts)} when ${when}.`
}

function at(ts: number): string {
  return `${formatTime(ts as Micros)} UTC`
}

function differs(a: Probed, b: Probed): number | undefined {
  return a.log.firstDifference(b.log, Number.MAX_SAFE_INTEGER)
}

/** The first bar of which two answers in a row differ. */
function whenTwice({ log }: Probed): number | undefined {
  for (let n = 0; n + 1 < log.length; n += 2) if (!log.isSame(n, log, n + 1)) return log.ts(n)
  return undefined
}

function featureThatDiffers(blocks: Probed, single: Probed, who: string): string | undefined {
  for (const [name, values] of Object.entries(blocks.readings)) {
    const row = values.findIndex((value, i) => !Object.is(value, single.readings[name]?.[i]))
    if (row < 0) continue
    const when = at(blocks.log.ts(2 * row))
    return `Feature '${name}' of ${who} reads otherwise at ${when} when bars come one by one.`
  }
  return undefined
}
