import { createHash } from 'node:crypto'
import { type Proof, proofsIn } from './read-claims.ts'

/** A sentence of a paper, by what it says, and what fails if it is false. */
export type HeldSentence = {
  /** Of the whole sentence: 8 hexadecimal digits of its SHA-256. */
  readonly id: string
  /** The sentence, or how it begins. */
  readonly text: string
  /** As written: tests and scripts, `unheld`, or `nothing claimed`. */
  readonly held: readonly string[]
}

export const unheld = 'unheld'
export const nothingClaimed = 'nothing claimed'

const shown = 72

export function sentenceId(sentence: string): string {
  return createHash('sha256').update(sentence).digest('hex').slice(0, 8)
}

/**
 * Reads the ledger of one paper: sentences flush left, each with its id in front, and below them,
 * indented, what holds all of them since the last indented line.
 */
export function readLedger(text: string): readonly HeldSentence[] {
  return text
    .split(/(?<=\n {2}[^\n]*\n)(?! {2})/)
    .filter((group) => group.trim() !== '')
    .flatMap((group) => {
      const lines = group.split('\n').filter((line) => line.trim() !== '')
      const held = lines.filter((line) => line.startsWith('  ')).map((line) => line.trim())
      return lines
        .filter((line) => !line.startsWith('  '))
        .map((line) => ({ id: line.slice(0, 8), text: line.slice(9), held }))
    })
}

/** The ledger of a paper as it is now: what was held stays held, what is new is `unheld`. */
export function printLedger(sentences: readonly string[], known: readonly HeldSentence[]): string {
  const heldOf = new Map(known.map(({ id, held }) => [id, held]))
  const rows = sentences.map((sentence) => {
    const id = sentenceId(sentence)
    const text = sentence.length > shown ? `${sentence.slice(0, shown - 1)}…` : sentence
    return { id, text, held: heldOf.get(id) ?? [unheld] }
  })
  return rows
    .map(({ id, text, held }, at) => {
      const next = rows[at + 1]
      const same = next !== undefined && next.held.join('\n') === held.join('\n')
      return `${id} ${text}\n${same ? '' : held.map((line) => `  ${line}\n`).join('')}`
    })
    .join('')
}

/** What the ledger names as proofs of a sentence; none where it claims nothing. */
export function proofsOf({ held }: HeldSentence): readonly Proof[] {
  return held.flatMap((line) => proofsIn(line))
}
