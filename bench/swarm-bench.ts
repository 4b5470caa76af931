import type { Opinion } from '../src/agents/index.ts'
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
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
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
    const attribution = new Attribution(voices, { seed: 1, costPerSide: 0.0036, regimes, streams })
    this.#committee = new SkilledCommittee({
      ...{ book, attribution, quorum: 1, outcomeWeight: 1 },
      horizonsUs: this.#said.map((_, a) => horizons[a % horizons.length] as number),
      budgets: new Budgets(attribution, voices),
      log: new VoteLog({ agents: voices, rows: 3_000 }),
    })
  }

  play(bars: number): void {
    for (let k = 0; k < bars; k += 1) this.#bar = this.#turn(this.#bar + 1)
  }

  #turn(bar: number): number {
    const move = this.#chance.next() < 0.5 ? -0.01 : 0.01
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
