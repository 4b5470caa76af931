// @module-tag long

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { main } from './main.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-up-`)
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

/** Bars of an hour in a file. */
function bars(): string {
  const file = `${folder}/bars.csv`
  const row = (i: number): string => `${1_704_067_200_000 + i * 3_600_000},100,101,99,100,50`
  const rows = Array.from({ length: 200 }, (_, i) => row(i))
  writeFileSync(file, ['ts,open,high,low,close,volume', ...rows].join('\n'))
  return file
}

it('says once that the market has ended, and stops at Ctrl-C', async () => {
  writeFileSync(`${folder}/coinswarm.toml`, '[http]\nisEnabled = false\n')
  const notes: string[] = []
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => notes.push(String(text)) > 0)
  const market = ['--market', bars(), '--speed', 'max']
  const running = main(['up', ...market, '--agent', 'hold', '--desk', folder])
  const isTold = (): boolean => notes.some((line) => line.includes('the market has ended'))
  await vi.waitFor(() => expect(isTold()).toBe(true), { timeout: 20_000 })
  const told = notes.length
  // As long as the first of the lines that were repeated took to come.
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(notes.slice(told)).toEqual([])
  process.emit('SIGINT')
  expect(await running).toBe(0)
  expect(notes.filter((line) => line.includes('has ended'))).toHaveLength(1)
})
