import { runBenches } from '../../bench/main.ts'
import { programs } from './code-of-part.ts'
import type { Part } from './figure.ts'

/** One bench in full, in a process of its own. */
export function benchPart(name: string): Part {
  return {
    name,
    command: `npx coinswarm bench ${name}`,
    isTimed: true,
    reads: programs,
    measure: async () => {
      const { rows } = await runBenches([name], 'full', () => undefined)
      return rows.map(({ goal, peer, ...row }) => ({
        ...row,
        asked: goal ?? '',
        peer: peer === 'none' ? undefined : peer,
      }))
    },
  }
}
