// @module-tag long

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const desk = mkdtempSync(path.join(tmpdir(), 'coinswarm-examples-'))
afterAll(() => rmSync(desk, { recursive: true }))

const files = readdirSync('examples').filter((name) => name.endsWith('.ts'))

it('there are four examples', () => {
  expect(files).toHaveLength(4)
})

describe.each(files)('%s', (file) => {
  it('imports what a user may import, and nothing else', () => {
    const text = readFileSync(path.join('examples', file), 'utf8')
    const imported = [...text.matchAll(/ from '([^']+)'/g)].map((match) => match[1])
    expect(imported).toEqual(['coinswarm/agents', 'coinswarm/features'])
  })

  it('trades on the generated market, and closes what it opens', async () => {
    const words = ['backtest', '--market', 'generated', '--json', '--desk', desk]
    const { code, stdout } = await runCoinswarm([...words, '--agent', `examples/${file}`])
    expect(code).toBe(0)
    const { summary } = JSON.parse(stdout) as { readonly summary: Record<string, unknown> }
    expect(summary['fills']).toBeGreaterThan(10)
    expect(summary['trades']).toBeGreaterThan(5)
  })
})
