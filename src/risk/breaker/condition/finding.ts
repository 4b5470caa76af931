/** `unjudged`: too little is known to say anything, which is said too. */
export type Level = 'unjudged' | 'well' | 'caution' | 'trouble'

/** What a condition says of what it was told last: what it saw, and what is allowed. */
export type Finding = { readonly level: Level; readonly was: number; readonly max: number }

export function unjudged(was: number, max: number): Finding {
  return { level: 'unjudged', was, max }
}

/**
 * Trouble above `max`, and until it has come back to `calm`: what swings about a limit is one
 * trouble. What is no number is trouble.
 */
export class Hysteresis {
  #isTroubled = false

  judge(was: number, max: number, calm: number): Finding {
    this.#isTroubled = this.#isTroubled ? !(was <= calm) : !(was <= max)
    return { level: this.#isTroubled ? 'trouble' : 'well', was, max }
  }
}
