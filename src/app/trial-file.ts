import fs from 'node:fs'
import path from 'node:path'
import { reasonOf, UserError } from '../base/index.ts'
import type { SettledTrial, Trial, TrialLedger, TrialOutcome } from '../engine/index.ts'
import { makeFolder } from '../kernel/index.ts'
import { KnownTrials, type TrialCount } from './known-trials.ts'
import { dataLine, settledLine, trialLine } from './trial-line.ts'

/** Name of the trial ledger inside a desk folder. */
const trialFileName = 'trials.jsonl'

/** Bytes read at once. */
const stepBytes = 1 << 20

const lineEnd = 10

/**
 * The trial ledger of a desk folder: one line of JSON per backtest, one for what came of it, and
 * one for every set of data, only ever added to. Lines are durable before a call returns. Others
 * may add to the same file at the same time: what they wrote is read before anything is counted,
 * and nothing is read twice.
 *
 * @throws UserError `trial-unwritten` from every method, when the file can be neither read nor
 *   written.
 */
export class TrialFile implements TrialLedger {
  readonly #path: string
  readonly #known = new KnownTrials()
  /** So far the file has been read, always to the end of a line. */
  #readBytes = 0
  /** Which file that was. */
  #fileId = 0

  constructor(folder: string) {
    this.#path = path.join(folder, trialFileName)
  }

  record(trial: Trial): number {
    return this.recordAll([trial])
  }

  recordAll(trials: readonly Trial[]): number {
    const [first] = trials
    if (first === undefined) return 0
    this.#readAll()
    const data = new Map(trials.map((trial) => [trial.dataHash, trial]))
    const unknown = [...data.values()].filter((trial) => !this.#known.hasWeeks(trial))
    const lines = [...unknown.map(dataLine), ...trials.map(trialLine)]
    this.#append(lines.join(''), 'The trial could not be written down')
    return this.#known.count(first.dataHash)
  }

  settle(trial: Trial, outcome: TrialOutcome): void {
    this.settleAll([{ trial, outcome }])
  }

  settleAll(settled: readonly SettledTrial[]): void {
    if (settled.length === 0) return
    this.#append(
      settled.map(settledLine).join(''),
      'What came of a trial could not be written down',
    )
  }

  /** What was tried so far, by the data it was tried on. */
  counts(): readonly TrialCount[] {
    this.#readAll()
    return this.#known.counts
  }

  outcomes(dataHash: string): ReadonlyMap<string, TrialOutcome> {
    this.#readAll()
    return this.#known.outcomes(dataHash)
  }

  #readAll(): void {
    this.#attempt('The trials could not be read', () => {
      if (!fs.existsSync(this.#path)) return
      withFile(this.#path, 'r', (file) => this.#readOn(file))
    })
  }

  #append(lines: string, failure: string): void {
    this.#attempt(failure, () => {
      makeFolder(path.dirname(this.#path))
      withFile(this.#path, 'a+', (file) => {
        // What follows a line that a crash tore would be torn with it.
        fs.writeFileSync(file, endsInLine(file) ? lines : `\n${lines}`)
        fs.fdatasyncSync(file)
        this.#readOn(file)
      })
    })
  }

  /** Reads what was added since, by whomever. */
  #readOn(file: number): void {
    const { size, ino } = fs.fstatSync(file)
    // Another file in its place, as after a restore: what is known stays known.
    if (size < this.#readBytes || ino !== this.#fileId) this.#readBytes = 0
    this.#fileId = ino
    let carried: Buffer = Buffer.alloc(0)
    for (let at = this.#readBytes; at < size; ) {
      const bytes = readAt(file, at, Math.min(stepBytes, size - at))
      if (bytes.length === 0) break
      at += bytes.length
      const all = Buffer.concat([carried, bytes])
      const end = all.lastIndexOf(lineEnd) + 1
      for (const line of all.toString('utf8', 0, end).split('\n')) this.#known.add(line)
      this.#readBytes += end
      carried = all.subarray(end)
    }
    // Without its end it may be whole, or still being written: read now, and again with its end.
    this.#known.add(carried.toString('utf8'))
  }

  #attempt(failure: string, act: () => void): void {
    try {
      act()
    } catch (error) {
      throw new UserError(
        'trial-unwritten',
        `${failure} in ${this.#path} (${reasonOf(error)}), and no backtest runs ` +
          'without; free some space or choose another folder with --desk.',
        3,
      )
    }
  }
}

function withFile(name: string, flags: string, act: (file: number) => void): void {
  // What was tried is the strategy: for nobody else.
  const file = fs.openSync(name, flags, 0o600)
  try {
    act(file)
  } finally {
    fs.closeSync(file)
  }
}

function endsInLine(file: number): boolean {
  const { size } = fs.fstatSync(file)
  return size === 0 || readAt(file, size - 1, 1)[0] === lineEnd
}

/** What stands from `offset` on: at most `length` bytes, none at the end of the file. */
function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, fs.readSync(file, bytes, 0, length, offset))
}
