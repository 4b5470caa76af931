import fs from 'node:fs'
import path from 'node:path'
import { reasonOf, UserError } from '../base/index.ts'
import type { Trial, TrialLedger } from '../engine/index.ts'

/** Name of the trial ledger inside a desk folder. */
const trialFileName = 'trials.jsonl'

/**
 * The trial ledger of a desk folder: one line of JSON per backtest, only ever added to. A line is
 * written and durable before the backtest begins.
 */
export class TrialFile implements TrialLedger {
  readonly #path: string

  constructor(folder: string) {
    this.#path = path.join(folder, trialFileName)
  }

  record(trial: Trial): number {
    const known = this.#configurations(trial.dataHash)
    known.add(trial.configurationHash)
    try {
      fs.mkdirSync(path.dirname(this.#path), { recursive: true })
      const file = fs.openSync(this.#path, 'a')
      fs.writeSync(file, `${JSON.stringify(trial)}\n`)
      fs.fdatasyncSync(file)
      fs.closeSync(file)
    } catch (error) {
      const why = reasonOf(error)
      throw new UserError(
        'trial-unwritten',
        `The trial could not be written down in ${this.#path} (${why}), and no backtest runs ` +
          'without; free some space or choose another folder with --desk.',
        3,
      )
    }
    return known.size
  }

  #configurations(dataHash: string): Set<string> {
    const known = new Set<string>()
    if (!fs.existsSync(this.#path)) return known
    for (const line of fs.readFileSync(this.#path, 'utf8').split('\n')) {
      const trial = parseTrial(line)
      if (trial?.dataHash === dataHash) known.add(trial.configurationHash)
    }
    return known
  }
}

/** A line torn by a crash is passed over: its backtest never began. */
function parseTrial(line: string): (Partial<Trial> & { configurationHash: string }) | undefined {
  try {
    const trial: unknown = JSON.parse(line)
    if (typeof trial !== 'object' || trial === null) return undefined
    const { configurationHash, dataHash } = trial as Record<string, unknown>
    if (typeof configurationHash !== 'string' || typeof dataHash !== 'string') return undefined
    return { configurationHash, dataHash }
  } catch {
    return undefined
  }
}
