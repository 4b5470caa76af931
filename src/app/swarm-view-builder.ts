import { explainNews } from '../agents/index.ts'
import { type BuilderFigures, regimeNames } from '../committee/index.ts'
import type { Instrument } from '../domain/index.ts'
import type { Desk, Earned } from '../engine/index.ts'
import { finite, finiteBounds, toMs } from './desk-rows.ts'
import { swarmRoster } from './swarm-roster.ts'
import type {
  AgentRow,
  AlikeRow,
  BuilderRow,
  ResearchView,
  StreamRow,
  SwarmInstrument,
  SwarmView,
} from './swarm-view.ts'
import { broughtRow, yardsticksView } from './yardsticks-view.ts'

const alikeMax = 20

/** What a page shows of the agents of a desk; nothing where votes are claimed. */
export function swarmView(desk: Desk, instruments: readonly Instrument[]): SwarmView | undefined {
  const { earned } = desk
  if (earned === undefined) return undefined
  const rows = instrumentRows(desk, instruments)
  const dissents = rows.map(({ dissent }) => dissent)
  return {
    agents: desk.setup.agents.map((agent, a) => agentRow(earned, agent, a)),
    instruments: rows,
    streams: streamRows(earned),
    ...yardsticksOf(earned),
    roster: swarmRoster(desk),
    ...(desk.swarm === undefined ? {} : { builder: builderRow(desk.swarm.figures) }),
    ...researchOf(desk),
    alike: alikeRows(desk, earned),
    dissent: dissents.reduce((sum, each) => sum + each, 0) / Math.max(1, dissents.length),
  }
}

function agentRow(
  { book, attribution, budgets }: Earned,
  { id, stream }: Desk['setup']['agents'][number],
  a: number,
): AgentRow {
  const { weight, evidence, brier, logLoss, interval, isUnproven } = book.standing(a)
  return {
    agent: id,
    stream,
    weight,
    evidence,
    brier: finite(brier),
    logLoss: finite(logLoss),
    gain: finiteBounds(interval),
    isUnproven,
    budgets: regimeNames.map((regime, r) => ({ regime, budget: budgets.of(a, r) })),
    brought: broughtRow(attribution.shapley.of(a)),
    without: broughtRow(attribution.without.of(a)),
    curve: book.curve(a),
  }
}

function streamRows({ attribution }: Earned): readonly StreamRow[] {
  return attribution.terms.streams.map(({ name }, s) => ({
    stream: name,
    ...broughtRow(attribution.streams.of(s)),
  }))
}

function yardsticksOf({ yardsticks, attribution }: Earned): Pick<SwarmView, 'yardsticks'> {
  if (yardsticks === undefined) return {}
  const whole = attribution.terms.streams.length - 1
  return { yardsticks: yardsticksView(yardsticks.figures, attribution.streams.of(whole)) }
}

/** Of hundreds of agents there are a hundred thousand pairs: only those among the most are made. */
function alikeRows({ setup: { agents } }: Desk, { book }: Earned): readonly AlikeRow[] {
  const most: AlikeRow[] = []
  let least = 0
  for (const [i, { id: a }] of agents.entries())
    for (let k = i + 1; k < agents.length; k += 1) {
      const correlation = book.correlation.of(i, k)
      if (!(correlation > least)) continue
      const at = most.findIndex((row) => row.correlation < correlation)
      most.splice(at < 0 ? most.length : at, 0, { a, b: agents[k]?.id ?? `#${k}`, correlation })
      if (most.length > alikeMax) most.pop()
      if (most.length === alikeMax) least = most.at(-1)?.correlation ?? 0
    }
  return most
}

function instrumentRows(
  { seats, swarm, setup: { agents } }: Desk,
  instruments: readonly Instrument[],
): readonly SwarmInstrument[] {
  return seats.flatMap(({ skilled, regime }, i): SwarmInstrument[] => {
    if (skilled === undefined) return []
    const { exposure, confidence, dissent, conflict } = skilled
    return [
      {
        instrument: instruments[i]?.id ?? `#${i}`,
        regime: regimeNames[regime] ?? '',
        ...teamOf(swarm, i),
        ...{ exposure, confidence, dissent, conflict },
        voices: skilled.pulls().map(({ agent, ...voice }) => ({
          agent: agents[agent]?.id ?? `#${agent}`,
          ...voice,
        })),
      },
    ]
  })
}

function builderRow({ refused, ...figures }: BuilderFigures): BuilderRow {
  const counts = Object.entries(refused).filter(([, count]) => count > 0)
  return { ...figures, refused: counts.map(([why, count]) => ({ why, count })) }
}

function researchOf({ swarm, setup }: Desk): { readonly research?: ResearchView } {
  if (swarm === undefined || setup.swarm?.columns.length === 0) return {}
  const { tests, found, news } = swarm.lookouts
  const findings = news.map((each) => ({ t: toMs(each.ts), sentence: explainNews(each) }))
  return { research: { tests, found, findings } }
}

function teamOf(swarm: Desk['swarm'], i: number): Pick<SwarmInstrument, 'hasTeam' | 'scouted'> {
  const scouted = swarm?.scouted(i)
  const hasTeam = swarm?.isActive(i) ?? true
  if (scouted === undefined) return { hasTeam }
  const { ts, teams, said } = scouted
  return { hasTeam, scouted: { t: toMs(ts), teams, said } }
}
