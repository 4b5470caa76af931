import type { RosterRow, SwarmRun, SwarmView } from '../../app/index.ts'
import { formatTime } from '../../domain/index.ts'
import {
  formatPercent,
  formatPlain,
  formatSigned,
  formatSignedPercent,
} from '../../research/index.ts'
import { columnLines } from './column-lines.ts'
import { windowLines } from './swarm-window-text.ts'

/** The map, the agents and the streams of a swarm as lines for a terminal. */
export function swarmLines(of: SwarmRun): readonly string[] {
  const { judged, swarm, findings, plan, windows } = of
  const { run, trials, verdict } = judged
  return [
    `${swarm.agents.length} agents on ${run.instruments.length} instruments: ${run.bars} bars, ` +
      `${formatTime(run.from)} to ${formatTime(run.to)} UTC`,
    '',
    ...rosterLines(swarm),
    ...builderLines(swarm),
    ...columnLines([
      ['instrument', 'team', 'regime', 'wish', 'dissent', 'scouted: points and votes of three', ''],
      ...swarm.instruments.map(instrumentCells),
    ]),
    '',
    ...columnLines([
      ['agent', 'weight', 'outcomes', 'Brier', 'gain, nats, 90 %', 'brought, 95 % a bar', ''],
      ...byWeight(swarm).map(agentCells),
    ]),
    '',
    ...costLines(swarm),
    ...columnLines([['stream', 'brought', '95 % a bar'], ...swarm.streams.map(streamCells)]),
    '',
    ...yardstickLines(swarm),
    ...alikeLines(swarm),
    ...researchLines(swarm),
    ...findingLines(findings),
    `Planner: ${plan}`,
    '',
    ...windowLines(windows, swarm.agents.length),
    ...verdict,
    '',
    `seed ${run.seed}  hash ${run.hash.slice(0, 16)}  trials on these data: ${trials}`,
  ]
}

function rosterLines({ roster }: SwarmView): readonly string[] {
  const sum = (of: (row: RosterRow) => number): number =>
    roster.reduce((all, row) => all + of(row), 0)
  const all = {
    ...{ kind: 'all', now: sum(({ now }) => now), capacity: sum(({ capacity }) => capacity) },
  }
  return [
    ...columnLines([
      ['kind', 'now', 'at capacity'],
      ...[...roster, all].map(({ kind, now, capacity }) => [kind, `${now}`, `${capacity}`]),
    ]),
    '',
  ]
}

/** What those who know nothing came to, in the units of the streams. */
function yardstickLines({ yardsticks }: SwarmView): readonly string[] {
  if (yardsticks === undefined) return []
  const { size, hold, holdAsMuch, random, traders, place } = yardsticks
  const much = formatPercent(100 * size)
  const rows = [
    { stream: 'hold: each instrument, an equal share', ...hold },
    { stream: `hold: each with ${much}, as the swarm wished`, ...holdAsMuch },
    { stream: `random: mean of ${traders}, worst to best`, ...random },
  ]
  const said =
    place === null
      ? 'The swarm wished for nothing, so it has no place among random traders.'
      : `The swarm came in place ${place} of ${traders + 1} among random traders of its size.`
  return [...columnLines([['beside it', 'brought', 'a bar'], ...rows.map(streamCells)]), said, '']
}

function builderLines({ builder }: SwarmView): readonly string[] {
  if (builder === undefined) return []
  const { started, deployed, restored, released, active, refused } = builder
  const why = refused.map(({ why: of, count }) => `${of} ${count}`).join(', ')
  return [
    `teams: ${active} now; ${started} from the start, ${deployed} deployed on consensus ` +
      `(${restored} came back), ${released} released`,
    ...(why === '' ? [] : [`refused: ${why}`]),
    '',
  ]
}

function instrumentCells(of: SwarmView['instruments'][number]): readonly string[] {
  const { instrument, hasTeam, regime, exposure, dissent, scouted } = of
  const teams = scouted?.teams.map(
    ({ team, score, votes }) => `${team} ${formatPlain(score, 1)} (${votes})`,
  )
  return [
    instrument,
    hasTeam ? 'yes' : 'no',
    regime,
    hasTeam ? formatSignedPercent(100 * exposure) : '',
    hasTeam ? formatPlain(dissent, 2) : '',
    teams?.join(', ') ?? '',
    scouted?.said ?? '',
  ]
}

function byWeight({ agents }: SwarmView): SwarmView['agents'] {
  return agents.toSorted((a, b) => b.weight - a.weight || b.brought.total - a.brought.total)
}

function agentCells(of: SwarmView['agents'][number]): readonly string[] {
  const { agent, weight, evidence, brier, gain, brought, isUnproven } = of
  return [
    agent,
    formatPlain(weight, 2),
    formatPlain(evidence, 0),
    formatPlain(brier ?? undefined, 3),
    boundsText(gain, (value) => formatSigned(value, 4)),
    `${formatSignedPercent(100 * brought.total)} ${perBar(brought.interval)}`,
    isUnproven ? 'no help shown: least weight' : '',
  ]
}

/** `0.0000291`: what is small in money is not nothing. */
function threeDigits(value: number | null): string {
  if (value === null || value <= 0) return value === null ? 'n/a' : '0'
  return formatPlain(value, Math.max(2, Math.min(12, 2 - Math.floor(Math.log10(value)))))
}

/** What agents cost to run, the dearest first. */
function costLines({ costs }: SwarmView): readonly string[] {
  if (costs === undefined) return []
  const dearest = costs.agents.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))
  const known = (of: number | null): number | undefined => of ?? undefined
  const share = costs.agents.reduce((sum, of) => sum + (of.share ?? 0), 0)
  return [
    ...columnLines([
      [
        ...['agent', 'us, typical', 'mean, 95 %', 'opinions', 'of all time', 'costs a year, 95 %'],
        'brought a year',
      ],
      ...dearest.map((of) => [
        of.agent,
        formatPlain(known(of.usTypical), 2),
        withBounds(of.usPerOpinion, of.usInterval, (us) => formatPlain(us ?? undefined, 2)),
        formatPlain(of.opinions, 0),
        formatPercent(100 * (of.share ?? Number.NaN)),
        withBounds(of.costPerYear, of.costInterval, threeDigits),
        of.broughtPerYear === null ? 'n/a' : formatSigned(of.broughtPerYear, 2),
      ]),
    ]),
    `Opinions took ${formatPercent(100 * share)} of the ${formatPlain(costs.seconds, 1)} s that the ` +
      'desk worked, measured on one in seven of them, drawn; features, which agents share, are not ' +
      'counted. Intervals are by batch means: they know of slow spells, and not of another machine.',
    `An hour of a machine is taken to be worth ${formatPlain(costs.machinePerHour, 3)} ` +
      '(operating.machinePerHour). These figures are never the same twice.',
    '',
  ]
}

function withBounds(
  value: number | null,
  bounds: readonly [number, number] | null,
  text: (value: number | null) => string,
): string {
  return bounds === null ? text(value) : `${text(value)} ${boundsText(bounds, text)}`
}

function streamCells(of: SwarmView['streams'][number]): readonly string[] {
  return [of.stream, formatSignedPercent(100 * of.total), perBar(of.interval)]
}

function perBar(interval: readonly [number, number] | null): string {
  return boundsText(interval, (value) => `${formatSigned(10_000 * value, 4)} bp`)
}

function boundsText(
  bounds: readonly [number, number] | null,
  text: (value: number) => string,
): string {
  return bounds === null ? 'n/a' : `(${text(bounds[0])} to ${text(bounds[1])})`
}

/** Findings that are printed: the newest. */
const findingsMax = 8

function researchLines({ research }: SwarmView): readonly string[] {
  if (research === undefined) return []
  const { tests, found, findings } = research
  const said = `Researchers did ${tests} tests, each corrected for all: ${found} found something.`
  return [said, ...findings.slice(0, findingsMax).map(({ sentence }) => `  ${sentence}`), '']
}

function findingLines(findings: SwarmRun['findings']): readonly string[] {
  if (findings.length === 0) return ['Looking back, nothing is the matter with any agent.', '']
  return [
    'Looking back:',
    ...columnLines(findings.map(({ kind, sentence }) => [`  ${kind}`, sentence])),
    '',
  ]
}

function alikeLines({ alike }: SwarmView): readonly string[] {
  const above = alike.filter(({ correlation }) => correlation > 0.05)
  const [first] = above
  if (first === undefined) return ['No two agents vote alike by more than 5 %.', '']
  const { a, b, correlation } = first
  return [
    `${above.length} pairs of agents vote alike by more than 5 %, most of all ${a} and ${b} ` +
      `(${formatPercent(100 * correlation)}): they count as fewer voices.`,
    '',
  ]
}
