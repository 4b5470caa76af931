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
  ['docs/breakers.md', 'The first rest is 5 minutes', 'breakers.restSeconds', 300],
  [
    'docs/breakers.md',
    'The first rest is 5 minutes, or 15 seconds',
    'breakers.quickRestSeconds',
    15,
  ],
  ['docs/breakers.md', 'doubles it, up to 4 hours', 'breakers.restMaxSeconds', 14_400],
  ['docs/breakers.md', 'The probe is 15 minutes', 'breakers.probeSeconds', 900],
  ['docs/breakers.md', 'quick 30 seconds', 'breakers.quickProbeSeconds', 30],
  ['docs/breakers.md', 'breakers.isWatching is on', 'breakers.isWatching', true],
  ['docs/metrics.md', 'On 127.0.0.1, port 9464', 'metrics.host', '127.0.0.1'],
  ['docs/metrics.md', 'On 127.0.0.1, port 9464', 'metrics.port', 9_464],
  ['docs/metrics.md', 'Off by default.', 'metrics.isEnabled', false],
  ['docs/metrics.md', '(trace.share, 0.01)', 'trace.share', 0.01],
  ['docs/metrics.md', 'Off, which is the default', 'trace.endpoint', ''],
  ['docs/risk.md', 'kelly (a quarter of the Kelly bet', 'risk.kellyMax', 0.25],
  ['docs/risk.md', 'reduce closes what is held in four parts', 'risk.reduceStages', 4],
  ['docs/risk.md', 'four parts, a minute apart', 'risk.reduceEverySeconds', 60],
  ['docs/probation.md', 'With the defaults that is 5 % of it', 'risk.concentrationMax', 0.05],
  ['docs/strategy.md', 'A change of up to 0.05 of equity', 'desk.rebalanceMin', 0.05],
  ['docs/strategy.md', 'unless risk.isLongOnly is false', 'risk.isLongOnly', true],
] as const

it.each(said)('%s says what is so by default: "%s"', (paper, words, key, value) => {
  const sentences = paperSentences(readFileSync(paper, 'utf8'))
  expect(sentences.filter((sentence) => sentence.includes(words))).toHaveLength(1)
  expect([key, settings.find((setting) => setting.key === key)?.fallback]).toEqual([key, value])
})
