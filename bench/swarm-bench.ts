import type { Agent, Opinion, View } from '../src/agents/index.ts'
import { swarmAgents } from '../src/app/index.ts'
import { Random } from '../src/base/index.ts'
import {
  Attribution,
  Budgets,
  regimeNames,
  SkillBook,
  SkilledCommittee,
  VoteLog,
} from '../src/committee/index.ts'
import { dayUs, hourUs } from '../src/domain/index.ts'
import { Desk, type DeskSetup, nobody, runMarket, swarmDefaults } from '../src/engine/index.ts'
import { MemoryJournal } from '../src/journal/index.ts'
import type { LoadedBars } from '../src/market/index.ts'
import { eighteenInstruments } from './bench-market.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { deskSetup } from './engine-bench.ts'
import { quantileOf } from './measure.ts'

/** Voices of a full team. */
const voices = 19
/** Decisions timed together. */
const batch = 2_000
const regimes = regimeNames.length
const horizons = [hourUs, dayUs, 3 * dayUs]

/** A full team decides bar after bar, and learns from what came of it. */
export function swarmDecisions(size: BenchSize): BenchRow {
  const rounds = size === 'full' ? 60 : 2
  const scene = new Scene()
  scene.play(size === 'full' ? 10 * batch : batch)
  const rates: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    scene.play(batch)
    rates.push((1_000 * batch) / (performance.now() - start))
  }
  return {
    name: 'swarm.decisions',
    value: quantileOf(rates, 0.5),
    unit: 'decisions/s',
    peer: 'nothing: the goal is a rate',
    ratio: null,
    hash: workHash(`${scene.sum}`),
    status: 'measured',
    spread: [quantileOf(rates, 0.1), quantileOf(rates, 0.9)],
    best: quantileOf(rates, 1),
    repetitions: rounds,
    goal: '>= 20000 decisions/s',
    note:
      `${voices} voices of three horizons, nine in ten of which speak; settled, calibrated by ` +
      'regime, correlated, attributed, given budgets and kept in a log as they go',
  }
}

/** What the price moves by in an hour, and what trading costs, as shares. */
const moveABar = 0.01
const costPerSide = 0.0036

/** A committee, and voices of which the first knows something. */
class Scene {
  sum = 0
  readonly #committee: SkilledCommittee
  readonly #chance = Random.stream(1, 'swarm-bench')
  readonly #said = Array.from({ length: voices }, () => ({ exposure: 0, confidence: 0.5 }))
  #bar = 0
  #close = 100

  constructor() {
    const book = new SkillBook(voices, regimes)
    const streams = [
      { name: 'technical', has: this.#said.map((_, a) => a < 4) },
      { name: 'pattern', has: this.#said.map((_, a) => a >= 4) },
      { name: 'both', has: this.#said.map(() => true) },
    ]
    const attribution = new Attribution(voices, {
      seed: 1,
      instruments: 1,
      costPerSide,
      regimes,
      streams,
    })
    this.#committee = new SkilledCommittee({
      ...{ book, attribution, quorum: 1, outcomeWeight: 1, costPerSide },
      horizonsUs: this.#said.map((_, a) => horizons[a % horizons.length] as number),
      budgets: new Budgets(attribution, voices),
      log: new VoteLog({ agents: voices, rows: 3_000 }),
    })
    this.#committee.pace = moveABar / Math.sqrt(hourUs)
  }

  play(bars: number): void {
    for (let k = 0; k < bars; k += 1) this.#bar = this.#turn(this.#bar + 1)
  }

  #turn(bar: number): number {
    const move = this.#chance.next() < 0.5 ? -moveABar : moveABar
    this.#committee.onBar(bar * hourUs, this.#close, bar % regimes)
    for (let a = 0; a < voices; a += 1) this.#committee.hear(a, this.#opinion(a, move))
    if (this.#committee.decide()) this.sum += this.#committee.exposure
    this.#close *= 1 + move
    return bar
  }

  #opinion(agent: number, move: number): Opinion | undefined {
    const draw = this.#chance.next()
    if (draw < 0.1) return undefined
    const said = this.#said[agent] as { exposure: number; confidence: number }
    const knows = agent === 0 && draw < 0.3
    said.exposure = (knows ? move > 0 : draw < 0.55) ? 0.3 : -0.3
    said.confidence = 0.5 + 0.2 * this.#chance.next()
    return said
  }
}

/** A whole desk with the full roster, on eighteen instruments: what an opinion costs in all. */
export function swarmRound(size: BenchSize): readonly BenchRow[] {
  return [roundRow('swarm.round', 15, size), roundRow('swarm.round.start', 2, size)]
}

function roundRow(name: string, capacity: number, size: BenchSize): BenchRow {
  const market = eighteenInstruments(1, size === 'full' ? 4_000 : 300)
  const columns = market.map(({ bars }) => bars)
  let asked = 0
  const counting = swarmAgents(false).map((agent): Agent => {
    const opine = (view: View): Opinion | undefined => {
      asked += 1
      return agent.opine(view)
    }
    return { ...agent, opine }
  })
  const first = ran(market, capacity, counting)
  // Nine explorers look at every instrument at every time.
  asked += 9 * columns.reduce((sum, each) => sum + each.length, 0)
  const rates: number[] = []
  for (let round = 0; round < (size === 'full' ? 7 : 1); round += 1) {
    const start = performance.now()
    ran(market, capacity, swarmAgents(false))
    rates.push((1_000 * asked) / (performance.now() - start))
  }
  const bars = columns.reduce((sum, each) => sum + each.length, 0)
  return {
    name,
    value: quantileOf(rates, 0.5),
    unit: 'opinions/s',
    peer: 'nothing: the goal is a rate',
    ratio: null,
    hash: first.hash.slice(0, 16),
    status: 'measured',
    spread: [quantileOf(rates, 0.1), quantileOf(rates, 0.9)],
    best: quantileOf(rates, 1),
    repetitions: rates.length,
    goal: '>= 1000000 opinions/s',
    note:
      `${asked} opinions on ${bars} bars, those of explorers among them, at most ${capacity} ` +
      'teams; features, committee, learning, risk, matching, ledger and journal in memory included',
  }
}

function ran(
  market: readonly LoadedBars[],
  capacity: number,
  agents: readonly Agent[],
): { readonly hash: string } {
  const journal = new MemoryJournal()
  const columns = market.map(({ bars }) => bars)
  const setup: DeskSetup = {
    ...deskSetup(market),
    agents,
    votes: 'earned',
    swarm: { ...swarmDefaults, capacity },
  }
  runMarket(new Desk(setup, columns, journal, nobody), columns, 0)
  return { hash: journal.decisionHash() }
}
