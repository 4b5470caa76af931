import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eighteenInstruments } from '../../bench/bench-market.ts'
import {
  loadConfiguration,
  runSwarm,
  setupOf,
  swarmAgents,
  type SwarmRun,
  type SwarmView,
  TrialFile,
} from '../../src/app/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'
import { table } from '../markdown-table.ts'
import { recordedCoins } from './recorded-coins.ts'

/** Everything that `docs/swarm.md` says in numbers. */
export async function swarmTables(): Promise<string> {
  const real = swarmOver(await recordedCoins())
  const generated = swarmOver(eighteenInstruments(1, 8_760))
  return [
    '### Fifteen coins, October 2020 to October 2022, by the hour\n',
    story(real),
    agentTable(real.swarm),
    streamTable(real.swarm),
    instrumentTable(real.swarm),
    '### Eighteen instruments of a generated market, a year of hours\n',
    story(generated),
    agentTable(generated.swarm),
    streamTable(generated.swarm),
  ].join('\n')
}

function swarmOver(market: readonly LoadedBars[]): SwarmRun {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-swarm-'))
  try {
    const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
    const setup = setupOf(values, swarmAgents(false))
    return runSwarm({ setup, market, trials: new TrialFile(folder) })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function story({ judged, swarm }: SwarmRun): string {
  const { run, verdict } = judged
  const { builder } = swarm
  const refused = builder?.refused.map(({ why, count }) => `${why} ${count}`).join(', ') ?? ''
  return (
    `${run.bars.toLocaleString('en-US')} bars, ${swarm.agents.length} agents, run hash ` +
    `\`${run.hash.slice(0, 16)}\`. Teams: ${builder?.started} from the start, ` +
    `${builder?.deployed} on consensus, ${builder?.restored} of which came back, ` +
    `${builder?.released} released, ${builder?.active} at the end; refused: ${refused}. ` +
    `The verdict: ${verdict.join(' ')}\n`
  )
}

function agentTable({ agents }: SwarmView): string {
  const head = ['agent', 'weight', 'outcomes', 'Brier', 'gain, nats, 90 %']
  const rows = agents
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
