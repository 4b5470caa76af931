import { describe, expect, it } from 'vitest'
import { toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { type Agent, defineAgent, type Opinion } from '../agents/index.ts'
import { defined, Random } from '../base/index.ts'
import { micros, minuteUs, type PlanApproved } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { DeskRun } from './desk-run.ts'
import { nobody } from './observer.ts'
import { stateHash } from './state-hash.ts'

const bars = 900
const approvedAt = 500

/** Buys when the last bar rose, as the market below does more often than not. */
const follower = defineAgent({
  name: 'follower',
  summary: '',
  parameters: {},
  features: () => ({}),
  horizonUs: () => minuteUs,
  opine: (view): Opinion => ({ exposure: view.close > view.open ? 0.4 : -0.4, confidence: 0.6 }),
}).seat({})
const agents = [defined(follower.ok ? follower.value : undefined, 'follower')]

function runOn(
  journal: MemoryJournal,
  recorded?: MemoryJournal,
  seats: readonly Agent[] = agents,
): DeskRun {
  const setup = toldSetup(defined(seats[0], 'an agent'), { votes: 'earned' })
  const observer = nobody
  return new DeskRun({ setup, recorded: recorded?.entries() ?? [], journal, observer })
}

/** Shows the bars [from, to) of a market in which a rise follows a rise three times in five. */
function show(run: DeskRun, from: number, to: number): void {
  const chance = Random.stream(1, 'market')
  let close = 50_000
  let side = 1
  for (let row = 0; row < to; row += 1) {
    const open = close
    side = chance.next() < 0.6 ? side : -side
    close += 30 * side
    const ts = micros(toldStart + (row + 1) * minuteUs)
    const [high, low] = [Math.max(open, close), Math.min(open, close)]
    if (row >= from)
      run.onBar({ instrument: 0, ts, open, high, low, close, volume: 9_000_000_000 }, 'live')
  }
}

function planOf(run: DeskRun, more: Partial<PlanApproved> = {}): PlanApproved {
  const ts = run.desk.now
  return {
    kind: 'plan-approved',
    ts,
    untilTs: micros(ts + 200 * minuteUs),
    proposal: 'plan-1',
    weights: [0.2, 1, 0],
    actor: 'cli:a',
    reason: 'the held-out part agrees',
    ...more,
  }
}

describe('weights that a person has approved', () => {
  it('stand until their time is over, in the regimes they are of', () => {
    const run = runOn(new MemoryJournal())
    show(run, 0, approvedAt)
    const book = defined(run.desk.earned, 'earned votes').book
    const earned = book.weights[0] as number
    expect(run.agree(planOf(run))).toBe(true)
    const { now } = run.desk
    const weightsAt = (ts: number): readonly number[] =>
      [0, 1, 2].map((r) => book.weightAt(0, r, ts))
    expect(weightsAt(now)).toEqual([0.2, 1, earned])
    expect(weightsAt(now + 200 * minuteUs)).toEqual([earned, earned, earned])
  })

  it('change what the desk does, and a replay comes to the same', () => {
    const [plain, planned] = [new MemoryJournal(), new MemoryJournal()]
    const [left, right] = [runOn(plain), runOn(planned)]
    for (const run of [left, right]) show(run, 0, approvedAt)
    right.agree(planOf(right, { weights: [1, 0.2, 0.2] }))
    for (const run of [left, right]) show(run, approvedAt, bars)
    expect(planned.decisionHash()).not.toBe(plain.decisionHash())
    right.checkpoint()
    const again = runOn(new MemoryJournal(), planned)
    expect(again.checkpoints).toEqual([{ sequence: expect.any(Number), isSame: true }])
    expect(stateHash(again.desk)).toBe(stateHash(right.desk))
  })

  it('are refused, and not recorded, where one is out of bounds or there are too many', () => {
    const journal = new MemoryJournal()
    const run = runOn(journal)
    show(run, 0, 10)
    const before = journal.sequence
    for (const weights of [
      [0.1, 1, 1],
      [1.1, 1, 1],
      [1, 1],
      [Number.NaN, 1, 1],
      [1, 1, 1, 1],
    ])
      expect(run.agree(planOf(run, { weights }))).toBe(false)
    expect(journal.sequence).toBe(before)
  })
})
