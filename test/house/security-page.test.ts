import fs from 'node:fs'
import { expect, it } from 'vitest'

const security = fs.readFileSync('SECURITY.md', 'utf8')
const folder = 'src/doors/http'
const sources = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => fs.readFileSync(`${folder}/${name}`, 'utf8'))

/** Routes that change something; `/api/session` only lets in. */
function mutatingRoutes(): readonly string[] {
  const rows = sources.flatMap((text) => [...text.matchAll(/^ {2}'(\/api\/[a-z]+)': \(/gm)])
  const posts = sources.flatMap((text) => [
    ...text.matchAll(/\.(?:post|put|patch|delete)\('([^']+)'/g),
  ])
  const routes = [...rows, ...posts].map((match) => match[1] ?? '')
  return routes.filter((route) => route !== '/api/session')
}

it('names every route by which the page commands a desk', () => {
  const routes = mutatingRoutes()
  expect(routes.length).toBeGreaterThan(3)
  expect(routes.filter((route) => !security.includes(`\`${route}\``))).toEqual([])
  const told = [...security.matchAll(/`(\/api\/[a-z]+)`/g)].map((match) => match[1])
  expect(new Set(told)).toEqual(new Set(routes))
})

it('says where orders go and where keys lie, while the command line has both', () => {
  const up = fs.readFileSync('src/doors/cli/up-options.ts', 'utf8')
  for (const option of ['--rehearse', '--testnet']) {
    expect(up).toContain(option)
    expect(security).toContain(`\`${option}\``)
  }
  expect(fs.existsSync('src/doors/cli/vault.ts')).toBe(true)
  expect(security).toContain('docs/vault.md')
  expect(security).not.toMatch(/read-only|holds no exchange key|sends no order to a venue/)
})
