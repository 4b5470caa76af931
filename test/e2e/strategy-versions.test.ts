// @module-tag long
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { changeStrategies } from '../../src/app/index.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-versions-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Version = { readonly id: string; readonly state: string; readonly parents: readonly string[] }

const strategy = (...words: readonly string[]) =>
  runCoinswarm(['strategy', ...words, '--desk', folder])

const asked = async <T>(...words: readonly string[]): Promise<T> => {
  const { stdout, stderr } = await strategy(...words, '--json')
  expect(stderr).toBe('')
  return JSON.parse(stdout) as T
}

const versions = async (): Promise<readonly Version[]> =>
  (await asked<{ readonly versions: readonly Version[] }>('list')).versions

/** Takes a version through the gate, as a cycle does. */
function pass(id: string): void {
  changeStrategies(folder, (registry) => {
    for (const to of ['reviewed', 'checked', 'sound', 'tested', 'gated'] as const)
      registry.move({
        ...{ id, to, ts: 1, cycle: 1, actor: 'test', reason: 'passed' },
        evidence: { verdict: 'pass' },
      })
  })
}

it('keeps a file of one’s own once it is a strategy, and once only', async () => {
  expect(await strategy('list')).toMatchObject({ code: 0 })
  const [mine, own] = [path.join(folder, 'mine.ts'), path.join(folder, 'broken.ts')]
  expect(await strategy('new', 'mine', '--out', mine)).toMatchObject({ code: 0 })
  expect(await strategy('new', 'mine', '--out', mine)).toMatchObject({ code: 2 })
  expect(await strategy('check', mine)).toMatchObject({ code: 0 })
  writeFileSync(own, 'export const strategy = (')
  const broken = await strategy('check', own)
  expect(broken.code).toBe(1)
  expect(broken.stdout).toContain('FAIL  code')
  writeFileSync(own, "import 'node:fs'\nexport const strategy = 1\n")
  const reaching = await strategy('check', own)
  expect(reaching.stdout).toContain("FAIL  code      line 1: There is no 'node:fs' here")
  expect(await strategy('add', own)).toMatchObject({ code: 2 })
  expect(await strategy('add', mine, '--note', 'as it is')).toMatchObject({ code: 0 })
  const again = await strategy('add', mine)
  expect(again.stderr).toContain('it is there already')
  expect(await versions()).toMatchObject([{ state: 'draft', parents: [] }])
})

it('breeds versions that go back to the first, shows them as a tree, and what differs', async () => {
  expect(await strategy('breed', '--count', '8', '--seed', '3')).toMatchObject({ code: 0 })
  const all = await versions()
  expect(all).toHaveLength(10)
  expect(await strategy('check', all.at(-1)?.id ?? '')).toMatchObject({ code: 0 })
  const child = all.find(({ parents }) => parents.length > 0)
  const tree = await strategy('lineage')
  expect(tree.stdout).toMatch(/[├└]─ [0-9a-f]{12} {2}draft/)
  const diff = await strategy('diff', child?.id ?? '')
  expect(diff.stdout).toMatch(/^[+-] {3,}/m)
  const shown = await strategy('show', (child?.id ?? '').slice(0, 10))
  expect(shown.stdout).toContain(child?.id)
  expect(shown.code).toBe(0)
  const source = await strategy('show', child?.id ?? '', '--source')
  const kept = readFileSync(path.join(folder, 'strategies', 'sources', `${child?.id}.ts`), 'utf8')
  expect(source.stdout).toBe(kept)
})

it('backtests what was bred like any strategy', async () => {
  const sources = path.join(folder, 'strategies', 'sources')
  const files = readdirSync(sources).filter((name) => name.endsWith('.ts'))
  let fills = 0
  for (const name of files.slice(0, 4)) {
    const market = ['--market', 'generated', '--days', '20', '--json']
    const agent = ['--agent', path.join(sources, name)]
    const run = await runCoinswarm(['backtest', ...market, '--desk', folder, ...agent])
    expect(run.code).toBe(0)
    const { summary } = JSON.parse(run.stdout) as { readonly summary: { readonly fills: number } }
    fills += summary.fills
  }
  expect(fills).toBeGreaterThan(0)
})

it('promotes only what passed the gate, rolls back in one command, and writes both down', async () => {
  const [first = '', second = '', third = ''] = (await versions()).map(({ id }) => id)
  const early = await strategy('promote', first, '--reason', 'I like it')
  expect(early).toMatchObject({ code: 2, stdout: '' })
  expect(early.stderr).toContain('from draft it cannot become champion; next is reviewed')
  for (const id of [first, second]) pass(id)
  expect(await strategy('promote', first)).toMatchObject({ code: 2 })
  for (const id of [first, second])
    expect(await strategy('promote', id, '--reason', 'I agree')).toMatchObject({ code: 0 })
  expect(await asked('list')).toMatchObject({ champion: second })
  const back = await asked('rollback', '--reason', 'it loses')
  expect(back).toMatchObject({ demoted: second, restored: first })
  expect(await strategy('freeze', third, '--reason', 'to compare')).toMatchObject({ code: 0 })
  expect(await asked('list')).toMatchObject({ champion: first, control: third })
  const audit = await runCoinswarm(['audit', 'list', '--desk', folder])
  expect(audit.stdout).toMatch(/promote version/)
  expect(audit.stdout).toMatch(/roll back version/)
})

it('refuses a record or a source that somebody changed', async () => {
  const kept = path.join(folder, 'strategies')
  expect(statSync(path.join(kept, 'desk.key')).mode & 0o777).toBe(0o600)
  const record = path.join(kept, 'registry.record')
  const bytes = readFileSync(record)
  const changed = Buffer.from(bytes)
  changed[200] = (changed[200] ?? 0) ^ 1
  writeFileSync(record, changed)
  const { code, stderr } = await strategy('list')
  expect(code).toBe(2)
  expect(stderr).toContain('is not what this desk wrote from byte')
  writeFileSync(record, bytes)
  const [first] = await versions()
  writeFileSync(path.join(folder, 'strategies', 'sources', `${first?.id}.ts`), 'changed')
  const shown = await strategy('show', first?.id ?? '')
  expect(shown.stderr).toContain('is not what was kept as version')
})
