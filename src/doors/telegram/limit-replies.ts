import type { ControlState } from '../../app/index.ts'
import { nearest } from '../../base/index.ts'
import { timeText } from './desk-replies.ts'
import type { Reply } from './telegram-text.ts'

type Limits = ControlState['limits']

/** Every limit that can be changed: its key, what it is, and a wider value that waits. */
export function limitsReply(limits: Limits): Reply {
  return {
    title: 'Limits',
    lines: limits.map(({ key, value, next }) => {
      const later = next === undefined ? '' : `, ${next.value} from ${timeText(next.t)} UTC on`
      return `${key} ${value}${later}`
    }),
  }
}

/** What to say of a key that no limit has; `undefined` for one that is there. */
export function unknownLimit(key: string, limits: Limits): string | undefined {
  const keys = limits.map((limit) => limit.key)
  if (keys.includes(key)) return undefined
  const near = nearest(key, keys)
  const hint = near === undefined ? '' : `did you mean ${near}? `
  return `There is no limit '${key}'; ${hint}/limits lists them`
}
