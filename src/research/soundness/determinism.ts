import type { CheckRow } from '../check-row.ts'
import {
  category,
  fromRow,
  notAsked,
  type SoundnessCategory,
  type SoundnessCheck,
  statement,
} from './soundness-check.ts'

export type DeterminismEvidence = {
  /** Hash of the run. */
  readonly hash: string
  /** Of the same run once more, in the same process. */
  readonly again: string
  /** Of the same run in a thread of its own, its agent loaded anew; `undefined` if none came. */
  readonly elsewhere: string | undefined
  /** Why none came. */
  readonly elsewhereWhy?: string | undefined
  /** Rows of the bias detectors on asking again, and on bars that come one by one. */
  readonly rows: readonly CheckRow[]
}

const same = 'the same hash'

/** Whether the same strategy on the same bars is the same run, to the last byte. */
export function determinism(of: DeterminismEvidence): SoundnessCategory {
  const { hash, again, elsewhere, rows } = of
  const hashes = new Set([hash, again, ...(elsewhere === undefined ? [] : [elsewhere])])
  return category('determinism', { runs: elsewhere === undefined ? 2 : 3, hashes: hashes.size }, [
    compared('run again', hash, again),
    elsewhere === undefined
      ? notAsked('in another thread', of.elsewhereWhy ?? 'no answer came', same)
      : compared('in another thread', hash, elsewhere),
    ...rows.map((row) => fromRow(row, 'the same to the bit')),
  ])
}

function compared(name: string, hash: string, other: string): SoundnessCheck {
  const short = (text: string): string => text.slice(0, 12)
  const found = hash === other ? short(hash) : `${short(other)}, not ${short(hash)}`
  return statement(name, hash === other, found, same)
}
