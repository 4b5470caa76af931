/** One commit as a file has it. */
export type Commit = {
  /** When it was committed, microseconds UTC. */
  readonly ts: number
  /** Who wrote it: equal words are one author. */
  readonly author: string
  readonly sha: string
}
