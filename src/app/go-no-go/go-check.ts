import { reasonOf } from '../../base/index.ts'

/** How one thing stands. `NOT RUN`: nobody knows, which is never a pass. */
export type GoStatus = 'GO' | 'NO GO' | 'NOT RUN'

/** What was found. One that is no GO says in `detail` what is missing. */
export type GoFinding = { readonly status: GoStatus; readonly detail: string }

/** One thing that must be so before a desk may send real orders. */
export type GoCheck = GoFinding & {
  readonly name: string
  /** Nobody can wave it through. */
  readonly isSafety: boolean
  /** Who did, and why, where that can be done. */
  readonly override?: Override
}

export type Override = { readonly actor: string; readonly reason: string }

/** A question to be put. Throwing counts as a NO GO; so does an answer that is none of ours. */
export type GoQuestion = {
  readonly name: string
  readonly isSafety: boolean
  readonly ask: () => Promise<GoFinding> | GoFinding
}

export const go = (detail: string): GoFinding => ({ status: 'GO', detail })
export const noGo = (detail: string): GoFinding => ({ status: 'NO GO', detail })
export const notRun = (detail: string): GoFinding => ({ status: 'NOT RUN', detail })

/** Puts a question. */
export async function answered({ name, isSafety, ask }: GoQuestion): Promise<GoCheck> {
  try {
    return { name, isSafety, ...(await ask()) }
  } catch (error) {
    return { name, isSafety, ...noGo(reasonOf(error)) }
  }
}

/** Whether a check stands in nobody's way. */
export function passes({ status, isSafety, override }: GoCheck): boolean {
  return status === 'GO' || (!isSafety && override !== undefined)
}
