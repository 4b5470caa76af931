import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { UserError } from '../base/index.ts'
import type { Trial } from '../engine/index.ts'
import { TrialFile } from './trial-file.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'coinswarm-trials-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const newFolder = (): string => fs.mkdtempSync(path.join(root, 'desk-'))
const fileIn = (folder: string): string => path.join(folder, 'trials.jsonl')
const linesIn = (folder: string): string[] => fs.readFileSync(fileIn(folder), 'utf8').split('\n')

function trial(n: number, dataHash = 'data', weeks: readonly string[] = []): Trial {
  return { dataHash, weeks, configurationHash: `configuration ${n}`, agents: [`trend-${n}`] }
}

/** As it stands in the file, but for what its data share with others. */
function lineOf({ dataHash, configurationHash, agents }: Trial): string {
  return JSON.stringify({ dataHash, configurationHash, agents })
}

function numbered(count: number, from = 0): Trial[] {
  return Array.from({ length: count }, (_, n) => trial(from + n))
}

describe('a trial file', () => {
  it('counts distinct configurations of one set of data, the one written included', () => {
    const trials = new TrialFile(path.join(newFolder(), 'not', 'there yet'))
    expect([trial(1), trial(2), trial(1), trial(3)].map((of) => trials.record(of))).toEqual([
      1, 2, 2, 3,
    ])
    expect(trials.record(trial(1, 'other data'))).toBe(1)
  })

  it('counts what was tried on data that overlap, once each, and says of data once what they share', () => {
    const folder = newFolder()
    const trials = new TrialFile(folder)
    trials.recordAll([trial(1, 'early', ['w1', 'w2']), trial(2, 'early', ['w1', 'w2'])])
    expect(trials.record(trial(9, 'late', ['w3']))).toBe(1)
    expect(trials.record(trial(2, 'all', ['w1', 'w2', 'w3']))).toBe(3)
    const again = new TrialFile(folder)
    expect(again.record(trial(9, 'late', ['w3']))).toBe(2)
    expect(again.record(trial(3, 'early', ['w1', 'w2']))).toBe(3)
    expect(again.outcomes('early').size).toBe(0)
    expect(linesIn(folder).filter((line) => line.includes('"kind":"data"'))).toHaveLength(3)
  })

  it('writes many at once and counts them all', () => {
    const folder = newFolder()
    const trials = new TrialFile(folder)
    expect(trials.recordAll([])).toBe(0)
    expect(fs.existsSync(fileIn(folder))).toBe(false)
    expect(trials.recordAll([...numbered(500), ...numbered(500)])).toBe(500)
    expect(trials.recordAll(numbered(600, 400))).toBe(1_000)
    expect(linesIn(folder)).toHaveLength(1_601)
  })

  it('counts a trial of before outcomes were kept, its line as it was then', () => {
    const folder = newFolder()
    fs.writeFileSync(fileIn(folder), `${JSON.stringify(trial(1))}\n${JSON.stringify(trial(2))}\n`)
    const trials = new TrialFile(folder)
    expect(trials.record(trial(3))).toBe(3)
    expect(trials.outcomes('data').size).toBe(0)
    expect(linesIn(folder)[2]).toBe(lineOf(trial(3)))
  })

  it('keeps a fingerprint beside an outcome, and reads outcomes of before there were any', () => {
    const folder = newFolder()
    const trials = new TrialFile(folder)
    const old = { kind: 'settled', ...trial(1), sharpe: 0.5, samples: 3 }
    fs.writeFileSync(fileIn(folder), `${JSON.stringify(old)}\n`)
    trials.settle(trial(2), { sharpe: 0.25, samples: 4, fingerprint: 'ABC' })
    trials.settle(trial(3), { sharpe: undefined, samples: 0, fingerprint: undefined })
    expect([...new TrialFile(folder).outcomes('data').values()]).toEqual([
      { sharpe: 0.5, samples: 3 },
      { sharpe: 0.25, samples: 4, fingerprint: 'ABC' },
      { sharpe: undefined, samples: 0 },
    ])
  })

  it('keeps what came of a trial, the latest of several, and a trial without counts', () => {
    const folder = newFolder()
    const trials = new TrialFile(folder)
    trials.recordAll(numbered(4))
    trials.settle(trial(0), { sharpe: 0.5, samples: 10 })
    trials.settleAll([
      { trial: trial(1), outcome: { sharpe: undefined, samples: 0 } },
      { trial: trial(2), outcome: { sharpe: Number.NaN, samples: 3 } },
      { trial: trial(0), outcome: { sharpe: -0.25, samples: 12 } },
      { trial: trial(0, 'other data'), outcome: { sharpe: 9, samples: 9 } },
    ])
    trials.settleAll([])
    for (const ledger of [trials, new TrialFile(folder)]) {
      expect([...ledger.outcomes('data')]).toEqual([
        ['configuration 0', { sharpe: -0.25, samples: 12 }],
        ['configuration 1', { sharpe: undefined, samples: 0 }],
        ['configuration 2', { sharpe: undefined, samples: 3 }],
      ])
      expect(ledger.record(trial(0))).toBe(4)
    }
    expect([...trials.outcomes('data').keys()]).toHaveLength(3)
  })

  it('has no outcomes where there is no file, and makes none', () => {
    const folder = newFolder()
    expect(new TrialFile(folder).outcomes('data').size).toBe(0)
    expect(fs.existsSync(fileIn(folder))).toBe(false)
  })
})

describe('a damaged trial file', () => {
  it('begins a new line after one torn by a crash', () => {
    const folder = newFolder()
    new TrialFile(folder).recordAll(numbered(3))
    fs.truncateSync(fileIn(folder), fs.statSync(fileIn(folder)).size - 20)
    const trials = new TrialFile(folder)
    expect(trials.outcomes('data').size).toBe(0)
    expect(trials.record(trial(7))).toBe(3)
    expect(linesIn(folder)[3]).toBe(lineOf(trial(7)))
    expect(new TrialFile(folder).record(trial(7))).toBe(3)
  })

  it('counts a last line that has lost its end alone, once', () => {
    const folder = newFolder()
    new TrialFile(folder).recordAll(numbered(3))
    fs.truncateSync(fileIn(folder), fs.statSync(fileIn(folder)).size - 1)
    const trials = new TrialFile(folder)
    trials.outcomes('data')
    expect(trials.record(trial(2))).toBe(3)
    expect(trials.record(trial(3))).toBe(4)
    expect(linesIn(folder).filter((line) => line === '')).toHaveLength(1)
  })

  it('passes over lines that are nothing, and takes figures that make no sense for none', () => {
    const folder = newFolder()
    const settled = { kind: 'settled', dataHash: 'data', configurationHash: 'a' }
    const bad = [
      '',
      'null',
      '[]',
      '7',
      '{',
      '{}',
      '{"dataHash":"data"}',
      '\u0000',
      '{"dataHash":1}',
    ]
    const figures = ['"sharpe":"1","samples":2', '"sharpe":1,"samples":-1', '"sharpe":1e999', '']
    const doubtful = figures.map((text) =>
      JSON.stringify(settled).replace('}', text === '' ? '}' : `,${text}}`),
    )
    fs.writeFileSync(fileIn(folder), Buffer.from(`${[...bad, ...doubtful].join('\n')}\n\xff\xfe\n`))
    const trials = new TrialFile(folder)
    expect(trials.outcomes('data').size).toBe(0)
    expect(trials.record(trial(1))).toBe(2)
  })

  it('keeps its count when the file is cut short or another is put in its place', () => {
    const folder = newFolder()
    const trials = new TrialFile(folder)
    trials.recordAll(numbered(50))
    fs.truncateSync(fileIn(folder), 300)
    expect(trials.record(trial(0))).toBe(50)
    const other = newFolder()
    new TrialFile(other).recordAll(numbered(200, 40))
    fs.renameSync(fileIn(other), fileIn(folder))
    expect(trials.record(trial(0))).toBe(240)
  })

  it('says in a sentence that it cannot be written', () => {
    const folder = newFolder()
    fs.writeFileSync(path.join(folder, 'file'), '')
    fs.mkdirSync(fileIn(folder))
    for (const place of [folder, path.join(folder, 'file')]) {
      const trials = new TrialFile(place)
      expect(() => trials.record(trial(1))).toThrow(UserError)
      expect(() => trials.settle(trial(1), { sharpe: 1, samples: 2 })).toThrow('no backtest runs')
    }
    expect(() => new TrialFile(folder).outcomes('data')).toThrow('could not be read')
  })
})

describe('two ledgers on one file', () => {
  it('each count what the other wrote, whatever the order', () => {
    const step = fc.record({
      who: fc.integer({ min: 0, max: 1 }),
      trials: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 5 }),
      isTorn: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const folder = newFolder()
        const both = [new TrialFile(folder), new TrialFile(folder)]
        const written = new Set<number>()
        for (const { who, trials, isTorn } of steps) {
          if (isTorn) fs.appendFileSync(fileIn(folder), '{"dataHash":"data","configurationH')
          for (const n of trials) written.add(n)
          const count = both[who]?.recordAll(trials.map((n) => trial(n)))
          expect(count).toBe(trials.length === 0 ? 0 : written.size)
        }
        written.add(0)
        for (const ledger of both) expect(ledger.record(trial(0))).toBe(written.size)
      }),
      { numRuns: 25 },
    )
  })

  it('settle for each other', () => {
    const folder = newFolder()
    const [one, other] = [new TrialFile(folder), new TrialFile(folder)]
    one.record(trial(1))
    other.settle(trial(1), { sharpe: 0.1, samples: 5 })
    expect(one.outcomes('data').get('configuration 1')).toEqual({ sharpe: 0.1, samples: 5 })
    one.settle(trial(1), { sharpe: 0.2, samples: 6 })
    expect(other.outcomes('data').get('configuration 1')).toEqual({ sharpe: 0.2, samples: 6 })
  })
})

it('reads on from where it was, through more lines than are read at once', () => {
  const folder = newFolder()
  const [one, other] = [new TrialFile(folder), new TrialFile(folder)]
  expect(one.recordAll(numbered(30_000))).toBe(30_000)
  expect(fs.statSync(fileIn(folder)).size).toBeGreaterThan(2 << 20)
  expect(other.record(trial(30_000))).toBe(30_001)
  // Were the beginning read again, one more configuration would be seen there.
  const file = fs.openSync(fileIn(folder), 'r+')
  fs.writeSync(file, JSON.stringify(trial(0)).replace('configuration 0', 'configuration X'), 0)
  fs.closeSync(file)
  expect(one.record(trial(30_001))).toBe(30_002)
  for (let n = 0; n < 20; n += 1) expect(other.record(trial(40_000 + n))).toBe(30_003 + n)
})
