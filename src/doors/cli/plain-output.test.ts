import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { openContext } from './cli-context.ts'
import { main } from './main.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-plain-`)
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const globals = { isDebug: false, desk: folder, config: undefined, env: undefined }
const hostile = 'a\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eb'
const steers = /[^\P{Cc}\n]|[\u2028-\u202e\u2066-\u2069]/u

/** What a process writes, by the stream. */
function heard(): { readonly out: string[]; readonly err: string[] } {
  const [out, err]: [string[], string[]] = [[], []]
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  return { out, err }
}

it('prints what strangers said without what would steer a terminal', () => {
  const said = heard()
  const { context } = openContext({ ...globals, isJson: false })
  context.print(`${hostile}\nbelow`)
  context.redraw([hostile])
  context.note(`${hostile}\nforged`)
  const shown = 'a ]0;owned [2J 31m b'
  expect(said.out).toEqual([`${shown}\nbelow\n`, `${shown}\n`])
  expect(said.err).toEqual([`${shown} forged\n`])
})

it('prints JSON that steers no terminal and says the same', () => {
  const said = heard()
  openContext({ ...globals, isJson: true }).context.json({ hostile })
  expect(said.out.join('')).not.toMatch(steers)
  expect(JSON.parse(said.out.join(''))).toEqual({ hostile })
})

it.each([[[]], [['--json']], [['--debug']]])(
  'tells of a hostile file in plain words %j',
  async (more) => {
    const file = `${folder}/bars.csv`
    writeFileSync(file, `ts,open,high,low,close,volume\n1704067200000,${hostile},1,1,1,1\n`)
    const said = heard()
    const words = ['backtest', '--bars', file, '--instrument', 'BTC-USD.KRAKEN', '--desk', folder]
    expect(await main([...words, ...more])).toBe(2)
    const all = [...said.out, ...said.err].join('')
    expect(all).toContain('bars.csv')
    expect(all).toContain('owned')
    expect(all).not.toMatch(steers)
  },
)
