import { eighteenInstruments } from '../../bench/bench-market.ts'
import {
  ablateSwarm,
  type Ablation,
  generatedOutside,
  swarmColumns,
  type SwarmRun,
  type SwarmView,
  TrialFile,
} from '../../src/app/index.ts'
import { ablationLines, windowLines } from '../../src/doors/index.ts'
import { hourUs } from '../../src/domain/index.ts'
import { generateMarket } from '../../src/market/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'
import { table } from '../markdown-table.ts'
import { recordedCoins } from './recorded-coins.ts'
import { inFolder, setupIn, swarmOver } from './swarm-over.ts'

type AgentRow = SwarmView['agents'][number]

/** Parts of the recorded time that are told each by itself. */
const windowCount = 8
/** How far made-up sources know what comes. */
const planted = 0.8

/** Everything that `docs/swarm.md` says in numbers. */
export async function swarmTables(): Promise<string> {
  const coins = await recordedCoins()
  const real = swarmOver(coins, { windows: windowCount })
  const generated = swarmOver(eighteenInstruments(1, 8_760))
  const known = generateMarket({ seed: 1, rows: 4_000, intervalUs: hourUs })
  const names = swarmColumns.map(({ column }) => column)
  const { outside } = generatedOutside(known, names, { seed: 1, planted })
  const knowing = swarmOver(known, { outside })
  return [
    '### Fifteen coins, October 2020 to October 2022, by the hour\n',
    story(real),
    agentTable(real.swarm),
    streamTable(real.swarm),
    instrumentTable(real.swarm),
    '#### In windows\n',
    ...fenced(windowLines(real.windows, real.swarm.agents.length)),
    '#### Without each part\n',
    ...fenced(ablationLines(await ablated(coins, real))),
    `### Four instruments of a generated market whose sources know what comes, ${planted}\n`,
    story(knowing),
    agentTable(knowing.swarm, ({ isUnproven }) => !isUnproven),
    streamTable(knowing.swarm),
    '### Eighteen instruments of a generated market, a year of hours\n',
    story(generated),
    agentTable(generated.swarm),
    streamTable(generated.swarm),
  ].join('\n')
}

function ablated(market: readonly LoadedBars[], { judged }: SwarmRun): Promise<Ablation> {
  return inFolder((folder) =>
    ablateSwarm({
      ...{ setup: setupIn(folder), market, trials: new TrialFile(folder) },
      returnPct: judged.metrics.curve.returnPct,
      onRun: (runs) => process.stderr.write(`without a part: run ${runs}\n`),
      mayGoOn: async () => true,
    }),
  )
}

/** Lines as a terminal has them. */
export function fenced(lines: readonly string[]): readonly string[] {
  return ['```', lines.join('\n').trimEnd(), '```\n']
}

/** What a run came to, in words. */
export function story({ judged, swarm }: SwarmRun): string {
  const { run, verdict } = judged
  const { builder } = swarm
  const whys = builder?.refused.map(({ why, count }) => `${why} ${count}`) ?? []
  const refused = whys.length === 0 ? 'nothing' : whys.join(', ')
  return (
    `${run.bars.toLocaleString('en-US')} bars, ${swarm.agents.length} agents, run hash ` +
    `\`${run.hash.slice(0, 16)}\`. Teams: ${builder?.started} from the start, ` +
    `${builder?.deployed} on consensus, ${builder?.restored} of which came back, ` +
    `${builder?.released} released, ${builder?.active} at the end; refused: ${refused}. ` +
    `The verdict: ${verdict.join(' ')}\n`
  )
}

export function agentTable(
  { agents }: SwarmView,
  isTold: (of: AgentRow) => boolean = () => true,
): string {
  const head = ['agent', 'weight', 'outcomes', 'Brier', 'gain, nats, 90 %']
  const rows = agents
    .filter(isTold)
    .toSorted((a, b) => b.weight - a.weight || b.evidence - a.evidence)
    .map(({ agent, weight, evidence, brier, gain, brought, without, isUnproven }) => [
      `\`${agent}\``,
      weight.toFixed(2),
      evidence.toFixed(0),
      brier === null ? '' : brier.toFixed(4),
      gain === null ? 'too few' : `${gain[0].toFixed(4)} to ${gain[1].toFixed(4)}`,
      bp(brought.interval),
      bp(without.interval),
      isUnproven ? 'no help shown' : 'has foretold',
    ])
  return table([...head, 'brought, bp a bar, 95 %', 'missing without it', ''], rows)
}

function streamTable({ streams }: SwarmView): string {
  const rows = streams.map(({ stream, total, interval }) => [
    stream,
    `${(100 * total).toFixed(2)} %`,
    bp(interval),
  ])
  return table(['stream', 'brought in all', 'bp a bar, 95 %'], rows)
}

function instrumentTable({ instruments }: SwarmView): string {
  const rows = instruments.map(({ instrument, hasTeam, regime, scouted }) => [
    instrument,
    hasTeam ? 'yes' : 'no',
    regime,
    scouted?.teams
      .map(({ team, score, votes }) => `${team} ${score.toFixed(1)} (${votes})`)
      .join(', ') ?? '',
    scouted?.said ?? '',
  ])
  return table(['instrument', 'team', 'regime', 'points, votes of three, at the end', ''], rows)
}

function bp(interval: readonly [number, number] | null): string {
  if (interval === null) return ''
  const [low, high] = interval.map((share) => (10_000 * share).toFixed(4))
  return `${low} to ${high}`
}
