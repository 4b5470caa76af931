import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

it.each([
  ['audit', 'list'],
  ['audit', 'verify'],
  ['audit', 'export'],
  ['token', 'list'],
  ['notices', 'list'],
])('finds nothing whole in a folder where no desk ever was: %s %s', async (...words) => {
  let [out, err] = ['', '']
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += String(text)) !== '')
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (err += String(text)) !== '')
  expect(await main([...words, '--desk', `${folder}/coinswarm-dsek`])).toBe(2)
  expect(out).toBe('')
  expect(err).toMatch(/^There is no journal in .*dsek; start a desk with coinswarm up, or name /)
})

it('says of settings beside the folder of a desk that they are not read', async () => {
  const here = mkdtempSync(`${folder}/here-`)
  mkdirSync(`${here}/desk`)
  writeFileSync(`${here}/coinswarm.toml`, '[risk]\ngrossMax = 0.9\n')
  let err = ''
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (err += String(text)) !== '')
  vi.spyOn(process, 'cwd').mockReturnValue(here)
  expect(await main(['config', '--desk', `${here}/desk`])).toBe(0)
  expect(err).toBe(
    `${here}/coinswarm.toml is not read: the settings of this desk are in ${here}/desk; put it ` +
      'there, or name it with --config.\n',
  )
  err = ''
  expect(await main(['config', '--desk', here])).toBe(0)
  expect(
    await main(['config', '--desk', `${here}/desk`, '--config', `${here}/coinswarm.toml`]),
  ).toBe(0)
  vi.spyOn(process, 'cwd').mockImplementation(() => {
    throw new Error('it is gone')
  })
  expect(await main(['config', '--desk', `${here}/desk`])).toBe(0)
  expect(err).toBe('')
})
