import type { EpisodeTold } from '../../../src/app/memory/memory-told.ts'
import { numberText, percentText, signedPercentText } from '../format/number-text.ts'

/** `+1.24 %`: what an episode came to, as a share of the price at entry. */
export function rewardText(reward: number): string {
  return signedPercentText(reward, 2)
}

/** What an episode is, in a word or two: `long position`. */
export function kindText({ kind, side }: Pick<EpisodeTold, 'kind' | 'side'>): string {
  return `${side > 0 ? 'long' : 'short'} ${kind}`
}

/** How far it was from what was expected, in words where nothing was. */
export function surpriseText({ surprise, expected }: EpisodeTold): string {
  if (expected === null) return 'nothing was expected: too few like it were known'
  if (surprise === null) return `${rewardText(expected)} was expected`
  return `${numberText(surprise, 1)} deviations from ${rewardText(expected)}, which was expected`
}

/** How much of the differences between moments a map has, in a sentence. */
export function explainedText([x, y]: readonly [number, number]): string {
  return `Across and up are ${percentText(x, 0)} and ${percentText(y, 0)} of what tells moments apart, so near here is a hint only; the ten nearest are found in all 384 numbers.`
}
