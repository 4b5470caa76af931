// @module-tag long
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type CliSaid, runInProcess } from '../../../test/e2e/cli-in-process.ts'
import { runGeneratedDesk } from '../../../test/e2e/generated-desk.ts'
import { UserError } from '../../base/index.ts'
import { memoryCommand } from './memory.ts'

const root = mkdtempSync(path.join(tmpdir(), 'coinswarm-memory-'))
afterAll(() => rmSync(root, { recursive: true }))

function run(folder: string, ...args: readonly string[]): Promise<CliSaid> {
  return runInProcess(memoryCommand, args, { desk: path.join(root, folder), settings: root })
}

const onRun = ['--market', 'generated', '--days', '12', '--agent', 'trend'] as const
type Row = {
  readonly id: number
  readonly known: string
  readonly side: string
  readonly similarity: number
}

describe('coinswarm memory', () => {
  it('tells what a backtest remembers, and counts it as a trial', async () => {
    const { json, lines } = await run('a', 'stats', ...onRun)
    expect(json).toMatchObject({ command: 'memory stats' })
    expect(Number(json['positions'])).toBeGreaterThan(10)
    expect(lines.join('\n')).toContain('positions')
    const trials = readFileSync(path.join(root, 'a', 'trials.jsonl'), 'utf8')
    expect(trials.match(/"trend/g)).toHaveLength(1)
    expect(JSON.stringify(json)).not.toMatch(/NaN|Infinity/)
  })

  it('finds moments by what is asked of them, most alike first', async () => {
    const { json } = await run(
      'b',
      'search',
      '--like',
      '3',
      '--side',
      'long',
      '--most',
      '4',
      ...onRun,
    )
    const found = json['found'] as readonly Row[]
    expect(found).toHaveLength(4)
    expect(found.every(({ id, side }) => id !== 3 && side === 'long')).toBe(true)
    const alike = found.map(({ similarity }) => similarity)
    expect(alike.toSorted((a, b) => b - a)).toEqual(alike)
    const known = found.map(({ known: at }) => at).toSorted()[1] ?? ''
    const earlier = await run('b', 'search', '--like', '3', '--as-of', known, ...onRun)
    const before = earlier.json['found'] as readonly Row[]
    expect(before.length).toBeGreaterThan(0)
    expect(before.every(({ known: at }) => at < known)).toBe(true)
  })

  it('shows an episode with its vector, and a lesson with its events', async () => {
    const { json, lines } = await run('c', 'show', '0', ...onRun)
    expect((json['episode'] as { vector: readonly number[] }).vector).toHaveLength(384)
    expect(lines[0]).toMatch(/^episode\s+0, a (position|view)$/)
    const lessons = (await run('c', 'lessons', '--shelf', 'agents', ...onRun)).json['lessons']
    const [lesson] = lessons as readonly { readonly id: string; readonly text: string }[]
    const shown = await run('c', 'show', lesson?.id ?? '', ...onRun)
    expect(shown.lines.join('\n')).toContain(lesson?.text)
    expect(shown.lines.join('\n')).toMatch(/Events \d+/)
  })

  it('sets memory of different weights beside each other', async () => {
    const { json, lines } = await run('d', 'ablate', '--windows', '3', ...onRun, '--days', '4')
    const arms = json['arms'] as readonly { readonly name: string; readonly windows: unknown[] }[]
    expect(arms.map(({ name, windows }) => [name, windows.length])).toEqual(
      ['none', 'half', 'full', 'any'].map((name) => [name, 3]),
    )
    expect(lines.at(-1)).toMatch(/^(The most similar beside any ten|There are too few)/)
  })

  it('reads the journal of a desk, which loads no agent', async () => {
    const folder = path.join(root, 'desk')
    await runGeneratedDesk(folder, { from: 'trend', parameters: { adxMin: 5, hurdle: 0 } }, 20_000)
    const { json } = await run('desk', 'stats')
    expect(Number(json['episodes'])).toBeGreaterThan(5)
    const { lines } = await run('desk', 'search')
    expect(lines.at(-1)).toMatch(/moments came to/)

    const states = await run('desk', 'states')
    expect(states.json['states']).toEqual([
      expect.objectContaining({ agent: 'trend(adxMin=5,hurdle=0)', until: null, agreed: null }),
    ])
    expect(states.lines.join('\n')).toMatch(/trend\(adxMin=5,hurdle=0\) +2024-01-01 00:01 .*nobody/)
  })

  it('tells the regimes of a market without a hole between them, the newest last', async () => {
    const { json, lines } = await run('f', 'regimes', '--most', '5', ...onRun)
    const told = json['instruments'] as readonly {
      readonly all: number
      readonly spans: readonly { readonly start: string; readonly end: string | null }[]
    }[]
    expect(told.length).toBeGreaterThan(0)
    for (const { all, spans } of told) {
      expect(spans).toHaveLength(Math.min(all, 5))
      expect(spans.at(-1)?.end).toBeNull()
      for (const [i, { start }] of spans.entries()) if (i > 0) expect(spans[i - 1]?.end).toBe(start)
    }
    expect(lines[0]).toMatch(/: \d+ regimes, of which the newest \d+$/)
  })

  it('declines what it does not have, in a sentence', async () => {
    const refusals = [
      ['no-journal', ['stats']],
      ['memory-unknown', ['show', '999999', ...onRun]],
      ['memory-unknown', ['show', 'pattern-x', ...onRun]],
      ['memory-unknown', ['search', '--on', 'XYZ-USD.SIM', ...onRun]],
      ['memory-unknown', ['search', '--as-of', '1990-01-01', ...onRun]],
      ['bad-time', ['search', '--as-of', 'yesterday', ...onRun]],
      ['usage', ['search', '--most', '0', ...onRun]],
      ['bad-instrument', ['search', '--at', '***', ...onRun]],
    ] as const
    for (const [code, args] of refusals) {
      const error: unknown = await run('e', ...args).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(UserError)
      expect([...args, (error as UserError).code]).toEqual([...args, code])
    }
  })
})
