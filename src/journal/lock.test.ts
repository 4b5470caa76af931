import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { UserError } from '../base/index.ts'
import { acquireLock, lockHolder } from './lock.ts'
import { ownIdentity } from './process-identity.ts'

const source = JSON.stringify(new URL('./lock.ts', import.meta.url).href)
const take = `import { acquireLock } from ${source}; const lock = acquireLock(process.argv[1]);`
const argumentsFor = (script: string): string[] => ['--input-type=module', '-e', script, folder]

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/coinswarm-lock-`)
})
afterEach(() => rmSync(folder, { recursive: true }))

function refusal(): UserError | undefined {
  try {
    acquireLock(folder)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

it('lets one desk in and tells the next by whom the folder is used', () => {
  const lock = acquireLock(folder)
  expect(refusal()).toMatchObject({ code: 'desk-in-use', exitCode: 2 })
  expect(refusal()?.message).toContain(`process ${process.pid}`)
  lock.release()
  acquireLock(folder).release()
})

it('tells who holds the folder without touching it', () => {
  expect(lockHolder(`${folder}/none`)).toBeUndefined()
  const lock = acquireLock(folder)
  const before = readdirSync(folder)
  expect(lockHolder(folder)).toBe(`process ${process.pid}`)
  expect(readdirSync(folder)).toEqual(before)
  lock.release()
  expect(lockHolder(folder)).toBeUndefined()
  writeFileSync(`${folder}/desk-000041.lock`, JSON.stringify({ ...ownIdentity(), startedAt: '1' }))
  expect(lockHolder(folder)).toBeUndefined()
})

it('raises the token with every acquisition and never lowers it', () => {
  for (let token = 1; token <= 5; token += 1) {
    const lock = acquireLock(folder)
    expect([lock.token, lock.isHeld()]).toEqual([token, true])
    lock.release()
    lock.release()
    expect(lock.isHeld()).toBe(false)
    expect(readdirSync(folder)).toHaveLength(2)
    expect(readdirSync(folder)).toContain('desk.held')
  }
})

it('passes over the lock of a process that died', () => {
  const died = spawnSync(process.execPath, argumentsFor(`${take} console.log(lock.token)`))
  expect(died.stdout.toString()).toBe('1\n')
  expect(acquireLock(folder).token).toBe(2)
})

it('passes over a lock whose pid went to another process', () => {
  const other = { ...ownIdentity(), startedAt: '1' }
  writeFileSync(`${folder}/desk-000041.lock`, JSON.stringify(other))
  expect(acquireLock(folder).token).toBe(42)
})

it('passes over a lock from before the machine was started', () => {
  const before = { ...ownIdentity(), bootId: 'another boot' }
  writeFileSync(`${folder}/desk-000007.lock`, JSON.stringify(before))
  expect(acquireLock(folder).token).toBe(8)
})

it.each([
  ['of another machine', JSON.stringify({ ...ownIdentity(), host: 'elsewhere', pid: 77 })],
  ['that nobody can read', '{'],
])('leaves alone a lock %s', (_, content) => {
  writeFileSync(`${folder}/desk-000007.lock`, content)
  expect(refusal()?.code).toBe('desk-in-use')
})

it('tells a holder that was passed over that it no longer holds', () => {
  const lock = acquireLock(folder)
  writeFileSync(`${folder}/desk-000002.lock`, '{}')
  expect(lock.isHeld()).toBe(false)
})

it('tells a holder whose file was removed by hand, though the next has the same token', () => {
  const lock = acquireLock(folder)
  rmSync(`${folder}/desk-000001.lock`)
  expect(lock.isHeld()).toBe(false)
  expect(refusal()?.code).toBe('desk-in-use')
  rmSync(`${folder}/desk.held`)
  const next = spawnSync(process.execPath, argumentsFor(`${take} console.log(lock.token)`))
  expect(next.stdout.toString()).toBe('1\n')
  expect(lock.isHeld()).toBe(false)
})

it('gives the folder to one of eight processes that start together', async () => {
  const script = `${take} console.log(lock.token); process.stdin.on('end', () => {}).resume()`
  const children = Array.from({ length: 8 }, () =>
    spawn(process.execPath, argumentsFor(script), { stdio: ['pipe', 'pipe', 'ignore'] }),
  )
  const first = children.map((child) =>
    Promise.race([
      once(child.stdout, 'data').then(([data]) => String(data).trim()),
      once(child, 'exit').then(() => 'refused'),
    ]),
  )
  const outcomes = await Promise.all(first)
  for (const child of children) child.stdin.end()
  expect(outcomes.filter((outcome) => outcome !== 'refused')).toEqual(['1'])
})
