import fs from 'node:fs'
import path from 'node:path'
import { canonicalJson, reasonOf, UserError } from '../../base/index.ts'
import { makeFolder } from '../../kernel/index.ts'
import type { SweepAnswer } from './sweep-plan.ts'

/** Where in a desk folder sweeps are kept. */
const folderName = 'sweeps'

/**
 * What the trials of one sweep came to, a line of JSON each, written as they come in. A sweep that
 * was stopped takes from here what it need not run again.
 *
 * @throws UserError `sweep-unwritten` when it cannot be read or written.
 */
export class SweepFile {
  readonly #path: string
  readonly #answers = new Map<number, SweepAnswer>()
  #needsLineEnd: boolean

  constructor(deskFolder: string, id: string) {
    this.#path = path.join(deskFolder, folderName, `${id}.jsonl`)
    const text = attempt(this.#path, () => {
      makeFolder(path.dirname(this.#path))
      return fs.existsSync(this.#path) ? fs.readFileSync(this.#path, 'utf8') : ''
    })
    this.#needsLineEnd = text !== '' && !text.endsWith('\n')
    for (const line of text.split('\n')) {
      const answer = parseAnswer(line)
      if (answer !== undefined) this.#answers.set(answer.n, answer)
    }
  }

  /** What is known of a trial already. */
  known(n: number): SweepAnswer | undefined {
    return this.#answers.get(n)
  }

  get size(): number {
    return this.#answers.size
  }

  add(answer: SweepAnswer): void {
    this.#answers.set(answer.n, answer)
    const line = `${canonicalJson(answer)}\n`
    attempt(this.#path, () =>
      fs.appendFileSync(this.#path, this.#needsLineEnd ? `\n${line}` : line, { mode: 0o600 }),
    )
    this.#needsLineEnd = false
  }
}

function attempt<T>(file: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new UserError(
      'sweep-unwritten',
      `What the sweep has found could not be kept in ${file} (${reasonOf(error)}); free some ` +
        'space or choose another folder with --desk.',
      3,
    )
  }
}

/** A line that is torn, or is none of ours, is passed over: that trial is run again. */
function parseAnswer(line: string): SweepAnswer | undefined {
  if (line === '') return undefined
  try {
    const answer = JSON.parse(line) as Partial<Record<keyof SweepAnswer, unknown>> | null
    return isAnswer(answer) ? answer : undefined
  } catch {
    return undefined
  }
}

function isAnswer(of: Partial<Record<keyof SweepAnswer, unknown>> | null): of is SweepAnswer {
  if (typeof of !== 'object' || of === null) return false
  const { n, hash, figure, summary, folds, stages, prunedAt, error, sharpe, samples } = of
  return (
    Number.isSafeInteger(n) &&
    (n as number) >= 0 &&
    isOr(hash, 'string') &&
    isOr(figure, 'number') &&
    isSummary(summary) &&
    areFigures(folds) &&
    areFigures(stages) &&
    isOr(prunedAt, 'number') &&
    isOr(error, 'string') &&
    isOr(sharpe, 'number') &&
    Number.isSafeInteger(samples) &&
    isOr(of.fingerprint, 'string') &&
    (of.returns === null || areFigures(of.returns))
  )
}

/** One of before it was known how long it was awake was made otherwise: it is run again. */
function isSummary(of: unknown): boolean {
  return of === null || (typeof of === 'object' && 'awakeShare' in of)
}

function areFigures(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => isOr(value, 'number'))
}

function isOr(value: unknown, type: 'string' | 'number'): boolean {
  return value === null || typeof value === type
}
