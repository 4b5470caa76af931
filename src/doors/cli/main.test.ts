import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { main } from './main.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-main-`)
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

it.each(['data', 'journal', 'vault', 'audit', 'experiment', 'report'])(
  'says which commands there are below %s when it was told none',
  async (name) => {
    let [out, err] = ['', '']
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += String(text)) !== '')
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => (err += String(text)) !== '')
    const sentence = new RegExp(
      `^coinswarm ${name} needs a command: [a-z-]+(, [a-z-]+)*; see coinswarm ${name} --help\\.$`,
    )
    expect(await main([name, '--desk', folder])).toBe(2)
    expect(out).toBe('')
    expect(err.trimEnd()).toMatch(sentence)
    expect(await main(['--json', name, '--desk', folder])).toBe(2)
    expect((JSON.parse(out) as { error: { message: string } }).error.message).toMatch(sentence)
  },
)
