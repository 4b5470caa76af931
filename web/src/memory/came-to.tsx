import type { ReactNode } from 'react'
import { toneOf } from '../panel/side.tsx'
import { rewardText } from './episode-text.ts'
import { outcomeOf } from './memory-rows.ts'

/** What it came to: by sign, by the shape that it has on the map, and by colour. */
export function CameTo({ reward }: { readonly reward: number }): ReactNode {
  const isGained = outcomeOf({ reward }) === 'gained'
  return (
    <span className={`came-to ${toneOf(reward)}`}>
      <span aria-hidden="true">{isGained ? '\u25b2' : '\u25bc'}</span> {rewardText(reward)}
    </span>
  )
}
