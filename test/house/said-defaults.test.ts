import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { settings } from '../../src/app/index.ts'
import { paperSentences } from '../../tools/claims/paper-sentences.ts'

/** What papers say a setting is when nobody sets it. */
const said = [
  ['docs/memory.md', '[memory] recallWeight says how far: 0 not at all', 'memory.recallWeight', 0],
  ['docs/memory.md', 'So the default weight is 0.', 'memory.recallWeight', 0],
  ['docs/memory.md', 'The default is 0; whether it helps', 'memory.payoffWeight', 0],
  ['docs/recording.md', 'and recording.maxGb (5).', 'recording.maxGb', 5],
  ['docs/recording.md', 'It is off until somebody asks', 'recording.isEnabled', false],
] as const

it.each(said)('%s says what is so by default: "%s"', (paper, words, key, value) => {
  const sentences = paperSentences(readFileSync(paper, 'utf8'))
  expect(sentences.filter((sentence) => sentence.includes(words))).toHaveLength(1)
  expect([key, settings.find((setting) => setting.key === key)?.fallback]).toEqual([key, value])
})
