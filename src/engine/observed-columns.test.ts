import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noisyMarket, sceneSetup, seatOf } from '../../test/simulation/null-scene.ts'
import { uncounted } from '../../test/simulation/uncounted.ts'
import { defineAgent } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { type DeskEvent, micros } from '../domain/index.ts'
import { outside } from '../features/index.ts'
import { type JournalEntry, MemoryJournal } from '../journal/index.ts'
import { feedBarAt } from '../market/index.ts'
import { backtest, runHash } from './backtest.ts'
import { DeskRun } from './desk-run.ts'
import type { DeskRunOptions } from './desk-run-options.ts'
import type { DeskSetup } from './desk-setup.ts'
import { nobody } from './observer.ts'
import { stateHash } from './state-hash.ts'

/** Holds while the column is above 0, is out while it is not, and abstains while it is absent. */
const listener = defineAgent({
  name: 'listener',
  summary: '',
  parameters: {},
  features: () => ({ word: outside('word') }),
  opine: (view) => {
    const word = view.features.word.value
    if (Number.isNaN(word)) return undefined
    return view.say({ exposure: word > 0 ? 0.5 : 0, confidence: 0.6 })
  },
})

const rows = 240
const of = noisyMarket(1, rows)
const backtestSetup = sceneSetup([seatOf(listener)])
const setup: DeskSetup = {
  ...backtestSetup,
  instruments: [of.instrument],
  intervalsUs: [of.intervalUs],
  outsideColumns: ['word'],
}

/** A desk that is told `word` row by row; without one it knows nothing. */
function runOn(word: Float64Array | undefined, more: Partial<DeskRunOptions> = {}): DeskRun {
  const rowOf = (ts: number): number => of.bars.rowAt(ts)
  const valueAt = (_: number, __: string, ts: number): number => word?.[rowOf(ts)] ?? Number.NaN
  const beside = word === undefined ? undefined : { valueAt }
  const journal = new MemoryJournal()
  return new DeskRun({ setup, recorded: [], journal, observer: nobody, beside, ...more })
}

function show(run: DeskRun, from: number, to: number): void {
  for (let row = from; row < to; row += 1) run.onBar(feedBarAt(of.bars, row, 0), 'live')
}

const words = fc
  .array(fc.constantFrom(Number.NaN, 0, 1, 2), { minLength: rows / 8, maxLength: rows / 8 })
  .map((steps) => Float64Array.from({ length: rows }, (_, row) => steps[row >> 3] ?? 0))

const onJournal = (word: Float64Array): { run: DeskRun; journal: MemoryJournal } => {
  const journal = new MemoryJournal()
  const run = runOn(word, { journal })
  show(run, 0, rows)
  return { run, journal }
}

describe('a desk that is told columns from outside', () => {
  it('does what a backtest over the same bars and columns does, to the byte', () => {
    let fills = 0
    fc.assert(
      fc.property(words, (word) => {
        const { run, journal } = onJournal(word)
        const tried = backtest(
          { setup: backtestSetup, market: [of], outside: [{ word }] },
          uncounted,
        )
        fills += tried.run.fills.length
        expect(runHash(journal.decisionHash(), run.desk)).toBe(tried.run.hash)
      }),
      { numRuns: 20 },
    )
    expect(fills).toBeGreaterThan(50)
  })

  it('comes to the same from its journal alone, and from a snapshot in the middle', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: rows - 1 }), (word, at) => {
        const whole = onJournal(word)
        const journal = new MemoryJournal()
        const first = runOn(word, { journal })
        show(first, 0, at)
        const hash = first.checkpoint()
        const state = first.desk.save()
        const snapshot = { sequence: journal.sequence, stateHash: hash, state }
        const recorded = [...journal.entries()]
        const silent = runOn(undefined, { recorded })
        expect(stateHash(silent.desk)).toBe(hash)
        const gone = runOn(word, { recorded, snapshot })
        show(gone, at, rows)
        expect(stateHash(gone.desk)).toBe(stateHash(whole.run.desk))
        expect(gone.outside?.[0]?.['word']?.subarray(0, rows)).toEqual(word)
      }),
      { numRuns: 20 },
    )
  })

  it('writes a value down when it changes, and reads what is without end as unknown', () => {
    const word = Float64Array.from(
      { length: rows },
      (_, row) => [Number.NaN, 5, 5, 6][row >> 6] ?? 0,
    )
    word[200] = Number.POSITIVE_INFINITY
    const seen: (readonly [ts: number, value: number])[] = []
    const { journal } = onJournal(word)
    for (const { event } of journal.entries())
      if (event.kind === 'outside-observed') seen.push([event.ts, event.value])
    const ts = (row: number): number => of.bars.ts[row] as number
    expect(seen).toEqual([
      [ts(64), 5],
      [ts(192), 6],
      [ts(200), Number.NaN],
      [ts(201), 6],
    ])
  })

  it('knows nothing any more when nobody tells it', () => {
    const recorded = new MemoryJournal()
    const first = runOn(new Float64Array(rows).fill(1), { journal: recorded })
    show(first, 0, 20)
    const alone = runOn(undefined, { recorded: recorded.entries() })
    show(alone, 20, 22)
    expect([...(alone.outside?.[0]?.['word']?.subarray(18, 22) ?? [])]).toEqual([1, 1, NaN, NaN])
  })

  it('declines a journal that tells of a column or an instrument it does not have', () => {
    const ts = micros(of.bars.ts[0] as number)
    for (const [instrument, column] of [
      [0, 'other'],
      [1, 'word'],
      [0, 'constructor'],
    ] as const) {
      const event: DeskEvent = { kind: 'outside-observed', ts, instrument, column, value: 1 }
      const recorded: readonly JournalEntry[] = [{ sequence: 1, event }]
      const refused = expect.objectContaining({ code: 'replay-diverged' }) as Error
      expect(() => runOn(undefined, { recorded })).toThrow(refused)
    }
  })

  it('is refused an agent that looks at what its header does not list', () => {
    const { outsideColumns: _, ...without } = setup
    const run = (): DeskRun => runOn(undefined, { setup: without })
    expect(run).toThrow(expect.objectContaining({ code: 'outside-missing' }) as Error)
    const other = { ...setup, outsideColumns: ['other'] }
    expect(() => runOn(undefined, { setup: other })).toThrow(/looks at 'word'/)
    expect(defined(runOn(undefined).outside, 'columns')).toHaveLength(1)
  })
})
