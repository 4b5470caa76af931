import type { DeskSnapshot } from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'

type Swarm = NonNullable<DeskSnapshot['swarm']>
type Agent = Swarm['agents'][number]
type Instrument = Swarm['instruments'][number]
type Costs = NonNullable<Swarm['costs']>
type Decision = DeskSnapshot['decisions'][number]

/** How a swarm is made up. */
type Sample = {
  readonly agents: number
  /** Nothing has come out yet: nobody counts. */
  readonly isFresh: boolean
  readonly nameOf: (i: number) => string
}

const usual: Sample = { agents: 14, isFresh: false, nameOf: sampleName }
const weightMin = 0.2
const minute = 60_000
const names = [
  ...['trend', 'momentum', 'breakout', 'channel', 'adaptive', 'bounce', 'squeeze'],
  ...['divergence', 'vwap-pullback', 'volatility-breakout', 'straddle', 'analyst', 'cross', 'hold'],
]
const regimes = ['calm', 'usual', 'wild'] as const

/** The desk with a swarm on it that has decided on every instrument. The same every time. */
export function withSwarm(desk: DeskSnapshot, sample: Partial<Sample> = {}): DeskSnapshot {
  const given = { ...usual, ...sample }
  const random = Random.fromSeed(11)
  const agents = Array.from({ length: given.agents }, (_, i) => agentOf(i, given, random))
  const instruments = desk.desk.instruments.map(({ id }, i) =>
    instrumentOf(id, i, agents, { t: desk.status.marketTime, random }),
  )
  const dissent = instruments.reduce((sum, row) => sum + row.dissent, 0) / instruments.length
  const swarm: Swarm = {
    agents,
    instruments,
    streams: streamsOf(given.isFresh),
    yardsticks: yardsticksOf(given.isFresh),
    roster: [
      { kind: 'explorers', now: 9, capacity: 9 },
      { kind: 'learners', now: 45, capacity: 225 },
    ],
    research: researchOf(desk.status.marketTime, given.isFresh),
    builder: {
      ...{ asked: 214, deployed: 3, started: 2, restored: 1, released: 2, active: 3 },
      refused: [
        { why: 'active', count: 180 },
        { why: 'capacity', count: 31 },
      ],
    },
    costs: {
      ...{ machinePerHour: 0.05, seconds: 3.25 },
      agents: agents.map((row, i) => costOf(row, i, given.isFresh)),
    },
    alike: given.isFresh ? [] : alikeOf(agents),
    dissent,
  }
  const decisions = given.isFresh ? [] : instruments.flatMap((row, i) => decided(row, i, desk))
  return { ...desk, swarm, decisions, ...recorded(desk, decisions) }
}

function sampleName(i: number): string {
  const name = names[i % names.length] ?? 'agent'
  return i < names.length ? name : `${name}-${Math.floor(i / names.length) + 1}`
}

function agentOf(i: number, { isFresh, nameOf }: Sample, random: Random): Agent {
  const skill = 0.004 * random.normal() + (i < 3 ? 0.012 : 0)
  const spread = 0.004 + 0.008 * random.next()
  const evidence = isFresh ? 0 : (i < 3 ? 400 : 12) + 300 * random.next()
  const isUnproven = isFresh || skill - spread <= 0
  const weight = isUnproven ? weightMin : Math.min(1, weightMin + (40 * (skill - spread)) / 0.8)
  const made = 0.000_004 * random.normal() + (isUnproven ? 0 : 0.000_006)
  return {
    agent: nameOf(i),
    stream: i % 4 === 3 ? 'pattern' : 'technical',
    weight,
    evidence,
    brier: isFresh ? null : 0.25 - skill / 2,
    logLoss: isFresh ? null : Math.LN2 - skill,
    gain: isFresh ? null : [skill - spread, skill + spread],
    isUnproven,
    budgets: regimes.map((regime, r) => ({
      regime,
      budget: isFresh ? 1 : Math.min(1.5, Math.max(0.25, 1 + made * 100_000 - 0.2 * r)),
    })),
    brought: broughtOf(made, isFresh),
    without: broughtOf(made * 0.8, isFresh),
    curve: isFresh ? [] : curveOf(skill, evidence, random),
  }
}

function broughtOf(perBar: number, isFresh: boolean): Agent['brought'] {
  if (isFresh) return { total: 0, perBar: null, interval: null }
  const half = 0.000_005
  return { total: perBar * 20_000, perBar, interval: [perBar - half, perBar + half] }
}

function curveOf(skill: number, evidence: number, random: Random): Agent['curve'] {
  return Array.from({ length: 8 }, (_, k) => ({
    said: 0.51 + 0.05 * k,
    came: Math.min(1, Math.max(0, 0.5 + (4 * skill + 0.3) * 0.1 * k + 0.05 * random.normal())),
    weight: (evidence / 8) * (1.2 - 0.13 * k),
  }))
}

function costOf({ agent, brought }: Agent, i: number, isFresh: boolean): Costs['agents'][number] {
  const opinions = isFresh ? 0 : 20_000 - 100 * i
  const none = {
    usTypical: null,
    usPerOpinion: null,
    usInterval: null,
    share: null,
    costPerYear: null,
    costInterval: null,
    broughtPerYear: null,
  }
  if (isFresh) return { agent, opinions, ...none }
  const usPerOpinion = 0.4 + 0.15 * i
  const share = (opinions * usPerOpinion) / 3_250_000
  const bounds = (of: number): readonly [number, number] => [0.9 * of, 1.1 * of]
  const costPerYear = share / 1_000
  return {
    ...{ agent, opinions, usTypical: usPerOpinion, usPerOpinion, share, costPerYear },
    ...{ usInterval: bounds(usPerOpinion), costInterval: bounds(costPerYear) },
    broughtPerYear: 100_000 * brought.total,
  }
}

type Now = { readonly t: number; readonly random: Random }

function instrumentOf(
  instrument: string,
  i: number,
  agents: readonly Agent[],
  { t, random }: Now,
): Instrument {
  const hasTeam = i % 4 !== 3
  const voices = hasTeam ? agents.flatMap((agent) => voiceOf(agent, random)) : []
  const all = voices.reduce((sum, { pull }) => sum + pull, 0)
  const mean = voices.reduce((sum, { pull, exposure }) => sum + pull * exposure, 0) / (all || 1)
  const exposure = 0.4 * mean
  const score = (): number => 8 * random.next()
  return {
    instrument,
    regime: regimes[i % regimes.length] ?? '',
    hasTeam,
    scouted: {
      t,
      teams: [scoutOf('hft', score()), scoutOf('day-trade', score()), scoutOf('swing', score())],
      said: hasTeam ? 'it has a team' : '3 of 3 instruments are active',
    },
    exposure,
    confidence: 0.5 + Math.min(0.08, Math.abs(exposure) / 2),
    dissent: all > 0 ? 0.1 + 0.2 * random.next() : 0,
    conflict: all > 0 ? 0.3 * random.next() : 0,
    voices,
  }
}

/** Each of three is for it from a number of points on. */
function scoutOf(team: string, score: number): { team: string; score: number; votes: number } {
  return { team, score, votes: [4, 5, 6].filter((least) => score >= least).length }
}

/** Two of three speak; one that has shown nothing is read as a coin, which counts for nothing. */
function voiceOf(
  { agent, weight, isUnproven, evidence }: Agent,
  random: Random,
): Instrument['voices'] {
  if (random.next() < 0.34) return []
  const exposure = Math.max(-1, Math.min(0.45 * random.normal() + 0.12, 1))
  const believed = evidence === 0 || (isUnproven && random.next() < 0.6) ? 0.5 : 0.55
  const pull = weight * (0.4 + 0.6 * random.next()) * Math.log(believed / (1 - believed))
  return [{ agent, exposure, believed, pull }]
}

function streamsOf(isFresh: boolean): Swarm['streams'] {
  if (isFresh)
    return ['baseline', 'mycelial', 'synthesized'].map((stream) => ({
      ...{ stream, total: 0, perBar: null, interval: null },
    }))
  return [
    { stream: 'baseline', total: 0.021, perBar: 1.05e-6, interval: [-0.9e-6, 3e-6] },
    { stream: 'mycelial', total: -0.034, perBar: -1.7e-6, interval: [-3.1e-6, -0.3e-6] },
    { stream: 'synthesized', total: 0.048, perBar: 2.4e-6, interval: [0.4e-6, 4.4e-6] },
  ]
}

function yardsticksOf(isFresh: boolean): NonNullable<Swarm['yardsticks']> {
  const of = (perBar: number, half: number): Agent['brought'] =>
    isFresh
      ? { total: 0, perBar: null, interval: null }
      : { total: perBar * 20_000, perBar, interval: [perBar - half, perBar + half] }
  return {
    ...{ size: isFresh ? 0 : 0.0123, hold: of(21e-6, 9e-6), holdAsMuch: of(1.6e-6, 1.1e-6) },
    ...{ random: of(-0.8e-6, 2.2e-6), traders: 19, place: isFresh ? null : 3 },
  }
}

/** Ten things found; nothing of thousands of tests on a desk that has just begun. */
function researchOf(t: number, isFresh: boolean): NonNullable<Swarm['research']> {
  if (isFresh) return { tests: 6_347, found: 0, findings: [] }
  const findings = Array.from({ length: 10 }, (_, i) => ({
    t: t - 90 * minute * i,
    sentence: `code code.commits24h leads volatility by ${6 + i} bars: transfer-entropy 0.0123 (0.00410 to 0.0205), p 0.0000210, corrected 0.0310, n 1500`,
  }))
  return { tests: 6_347, found: 12, findings }
}

function alikeOf(agents: readonly Agent[]): Swarm['alike'] {
  return agents.slice(0, 9).map(({ agent }, i) => ({
    a: agent,
    b: agents[i + 1]?.agent ?? agent,
    correlation: 0.62 / (1 + 1.7 * i),
  }))
}

/** Two decisions on an instrument: one now, one some minutes ago that came to nothing. */
function decided(row: Instrument, i: number, { status }: DeskSnapshot): readonly Decision[] {
  if (!row.hasTeam) return []
  const { instrument, exposure, confidence, dissent } = row
  const outcomes = [
    `order 12: buy 0.0123 ${row.instrument.split('-')[0]}, cut by gross`,
    'refused by position: 26.10 %, limit 25.00 %',
    'held',
  ]
  const latest = {
    ...{ t: status.marketTime - 3 * minute, instrument, exposure, confidence, dissent },
    ...{ stop: 61_234.5, target: 66_789.1, outcome: outcomes[i % outcomes.length] ?? 'held' },
    voices: row.voices.map((voice) => ({
      agent: voice.agent,
      exposure: voice.exposure,
      confidence: voice.believed,
      pull: voice.pull,
      because: `EMA(9) ${(64_000 + 400 * voice.exposure).toFixed(1)} against EMA(21) 64000.0, RSI(14) ${(50 + 30 * voice.exposure).toFixed(1)} (needs 45 to 55)`,
    })),
  }
  const before = { ...latest, t: latest.t - 40 * minute, exposure: 0, outcome: 'held' }
  return [latest, before]
}

/** What the journal and the fills say of the first decision, which became an order. */
function recorded(
  desk: DeskSnapshot,
  decisions: readonly Decision[],
): Pick<DeskSnapshot, 'journal' | 'fills'> {
  const [first, , second] = decisions
  if (first === undefined) return { journal: desk.journal, fills: desk.fills }
  const { t, instrument } = first
  const last = desk.journal[0]?.sequence ?? 0
  const rows = [
    { t, kind: 'decision-made', text: `${instrument}: wants 9.00 % of equity` },
    { t, kind: 'intent-cut', text: `${instrument}: 9.00 % wished, 4.10 % left by gross` },
    { t, kind: 'submit', text: `order 12: entry, buy 0.01230 ${instrument}, market` },
    { t: t + 1, kind: 'order-accepted', text: 'order 12: accepted' },
    {
      ...{ t: t + minute, kind: 'order-filled' },
      text: 'order 12: filled 0.01230 at 64012.3, fee 2.05',
    },
    ...(second === undefined
      ? []
      : [
          {
            ...{ t: second.t + minute, kind: 'intent-refused' },
            text: `${second.instrument}: refused by position: 26.10 %, limit 25.00 %`,
          },
        ]),
  ].map((row, i) => ({ ...row, sequence: last + 1 + i }))
  const fill = {
    ...{ t: t + minute, instrument, side: 'buy' as const, role: 'entry' },
    ...{ price: 64_012.3, quantity: 0.0123, fee: 2.05, realised: 0 },
  }
  const earlier = desk.fills.filter((each) => each.instrument !== instrument || each.t < t)
  return { journal: [...rows.toReversed(), ...desk.journal], fills: [...earlier, fill] }
}
