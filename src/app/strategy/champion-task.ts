/** What the thread beside a champion is told once. */
export type ChampionTask = {
  readonly source: string
  /** The memory of the box as the desk has it. */
  readonly memory: SharedArrayBuffer
  /** One number of `stages`. */
  readonly stage: SharedArrayBuffer
}

/** Whether the desk waits for the box, may ask it, or has lost it. */
export const stages = { busy: 0, ready: 1, lost: 2 } as const

/** Why a box is of no use any more. It stands in the memory as JSON. */
export type ChampionLoss = {
  /** This machine starts no box at all: the version is not at fault. */
  readonly isMachine: boolean
  readonly why: string
}

/** What the desk says to the thread: what to do is in the memory. */
export type ChampionAsk = 'step' | 'end'
