// @module-tag long

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sceneSetup, trendingMarket } from '../../../test/simulation/null-scene.ts'
import { defaultThresholds } from '../../research/index.ts'
import { TrialFile } from '../trial-file.ts'
import { runSoundness, type SoundnessReport, soundnessTotal } from './run-soundness.ts'
import { loadStrategy } from './strategy-identity.ts'

/** The lines before an agent of a file, and what its `opine` does with a view. */
type Written = { readonly before?: string; readonly opine: string; readonly expects?: string }

const followed = 'const ago = view.closeAgo(8); if (Number.isNaN(ago)) return undefined;'
const follow = `${followed} return { exposure: view.close > ago ? 0.1 : -0.1, confidence: 0.6 }`

function written({ before = '', opine, expects = '[]' }: Written): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'coinswarm-sound-')), 'own.ts')
  const text = `import { defineAgent } from 'coinswarm/agents'
${before}
export const agent = defineAgent({
  name: 'own', summary: 's', parameters: {}, features: () => ({}), expectations: ${expects},
  opine: (view) => { ${opine} },
})
`
  writeFileSync(file, text)
  return file
}

const thresholds = { ...defaultThresholds, sharpeReview: 100, turnoverMax: 10_000 }

async function looked(of: Written, market = [trendingMarket(1, 3_000)]): Promise<SoundnessReport> {
  const strategy = { from: written(of), parameters: {} }
  const { agent } = await loadStrategy(strategy)
  const deskFolder = path.dirname(strategy.from)
  const { agents: _, ...setup } = sceneSetup([])
  return runSoundness({
    ...{ strategy, agent, setup, market, thresholds, deskFolder, isRecorded: true },
    ...{ trials: new TrialFile(deskFolder), draws: 0, scenarioBars: 2_000 },
  })
}

function statuses({ soundness }: SoundnessReport): Readonly<Record<string, string>> {
  return Object.fromEntries(soundness.categories.map(({ name, status }) => [name, status]))
}

describe('a strategy that is what it should be', () => {
  it('is sound from all seven sides, leaves paper with null tests alone, and is counted once', async () => {
    const report = await looked({ opine: follow })
    const { latency, ...rest } = statuses(report)
    expect(rest).toEqual({
      determinism: 'pass',
      'statistical sanity': 'pass',
      'safety invariants': 'pass',
      'economic realism': 'pass',
      'memory stability': 'pass',
      robustness: 'pass',
    })
    // How busy the machine is now is not in our hands.
    expect(['pass', 'inconclusive']).toContain(latency)
    if (latency === 'pass')
      expect(report.soundness).toMatchObject({
        ...{ verdict: 'sound', mayLeavePaper: false },
        reasons: [expect.stringMatching(/^null tests: not asked for/)],
      })
    expect(report.trials).toBe(1)
  })

  it('is held to what it says of itself', async () => {
    const expects = "[{ scenario: 'trending-up', tradesBelow: 1 }]"
    const report = await looked({ opine: follow, expects })
    expect(statuses(report)).toMatchObject({ robustness: 'fail' })
    expect(report.soundness.verdict).toBe('unsound')
    expect(report.soundness.reasons.join()).toMatch(/trades in trending-up: \d+; asked is below 1/)
  })
})

describe('a canary falls to its category', () => {
  it.each([
    ['determinism', { opine: 'return { exposure: Math.random() / 9, confidence: 0.6 }' }],
    ['safety invariants', { opine: `if (view.close % 7 < 0.1) throw new Error('no'); ${follow}` }],
    ['memory stability', { before: 'const seen = []', opine: `seen.push(view.close); ${follow}` }],
  ])('%s: %j', async (category, of) => {
    const report = await looked(of)
    expect(statuses(report)).toMatchObject({ [category]: 'fail' })
    expect(report.soundness).toMatchObject({ verdict: 'unsound', mayLeavePaper: false })
  })
})

it('writes down a trial of every data it was run on, and none twice', async () => {
  const report = await looked({ opine: 'return undefined' })
  expect(statuses(report)['statistical sanity']).toBe('fail')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-sound-'))
  const strategy = { from: 'trend', parameters: { minutes: 60 } }
  const { agent } = await loadStrategy(strategy)
  const { agents: _, ...setup } = sceneSetup([])
  let runs = 0
  const options = {
    ...{ strategy, agent, setup, thresholds, deskFolder: folder, isRecorded: false, draws: 19 },
    ...{ market: [trendingMarket(1, 400)], scenarioBars: 200, trials: new TrialFile(folder) },
    onProgress: (done: number) => void (runs = done),
  }
  const first = await runSoundness(options)
  const second = await runSoundness(options)
  expect([first.trials, second.trials, first.run.hash]).toEqual([1, 1, second.run.hash])
  expect(runs).toBeLessThanOrEqual(soundnessTotal(19))
  const data = new Set(
    readFileSync(path.join(folder, 'trials.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { dataHash: string }).dataHash),
  )
  expect(data.size).toBe(7)
})
