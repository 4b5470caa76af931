import { UserError } from '../../base/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { readThoughts, type Thought } from '../../llm/index.ts'
import { LineFiles } from '../llm/line-files.ts'

/** A question to a model and its reply, by a name a person can type: `2026-01-31:2`. */
export type NamedThought = Thought & { readonly id: string }

export type ThoughtList = {
  /** Newest first. */
  readonly thoughts: readonly NamedThought[]
  /** Lines that cannot be read, of all files. */
  readonly unread: number
}

const fileName = /^thoughts-([\w.-]+)\.jsonl$/

/**
 * What models were asked and said, as a desk keeps it, cycle by cycle. Reads alone.
 *
 * @param folder - Of the desk. @param cycle - Only of that one.
 * @throws UserError `model-log`, `no-thought` when nothing is kept of the cycle.
 */
export function listThoughts(folder: string, cycle?: string): ThoughtList {
  const place = `${folder}/models`
  const log = new LineFiles(place)
  const kept = nodeDisk.list(place).flatMap((name) => fileName.exec(name)?.[1] ?? [])
  if (cycle !== undefined && !kept.includes(cycle))
    throw new UserError(
      'no-thought',
      `Nothing is kept of a cycle '${cycle}'; coinswarm strategy thoughts lists what is.`,
    )
  const read = (cycle === undefined ? kept : [cycle]).map((name) => ({
    name,
    ...readThoughts(log, name),
  }))
  const thoughts = read.flatMap((of) =>
    of.thoughts.map((thought, i) => ({ ...thought, id: `${of.name}:${i + 1}` })),
  )
  return {
    thoughts: thoughts.toSorted((a, b) => b.ts - a.ts || (a.id < b.id ? 1 : -1)),
    unread: read.reduce((sum, of) => sum + of.unread, 0),
  }
}

/** One of them, whole. @throws UserError `no-thought`, `model-log` */
export function findThought(folder: string, id: string): NamedThought {
  const found = listThoughts(folder).thoughts.find((each) => each.id === id)
  if (found !== undefined) return found
  throw new UserError(
    'no-thought',
    `There is no thought '${id}'; coinswarm strategy thoughts lists them, such as 2026-01-31:2.`,
  )
}
