import { UserError } from '../../base/index.ts'

/** Declines one row of a file, saying where and what to do: `bars.csv:17: low 5 is above …`. */
export function declineRow(path: string, line: number, sentence: string): never {
  throw new UserError('bad-row', `${path}:${line}: ${sentence}`)
}
