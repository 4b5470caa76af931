import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { acquireLock, lockHolder, lockOwner, watchLock } from './lock.ts'
import { endProcess, mayBeAlive, ownIdentity } from './process-identity.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/coinswarm-lock-tokens-`)
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, content: unknown): void =>
  writeFileSync(`${folder}/${name}`, JSON.stringify(content))
const elsewhere = { ...ownIdentity(), host: 'elsewhere', pid: 77 }
/** No system gives a process this number. */
const nobody = { ...ownIdentity(), pid: 2 ** 22 + 1 }

it('the highest token counts by its number, not by its letters', () => {
  write('desk-1000000.lock', elsewhere)
  write('desk-999999.free', {})
  expect([lockHolder(folder), lockOwner(folder)]).toEqual(['process 77', elsewhere])
  expect(() => acquireLock(folder)).toThrow(/in use by process 77 on elsewhere/)
})

it('nobody owns an empty folder, one that is not there, or one that was given free', () => {
  expect([lockOwner(folder), lockOwner(`${folder}/none`)]).toEqual([undefined, undefined])
  const lock = acquireLock(folder)
  lock.release()
  expect([lockOwner(folder), lockHolder(folder)]).toEqual([undefined, undefined])
  expect([watchLock(folder, lock.token)(), watchLock(folder, 9)()]).toEqual([false, false])
})

it('a token that was taken in the meantime is not taken again: the folder is in use', () => {
  // The next token has a digit too many to be seen, so it stands there whoever looks.
  write('desk-999999999999999.lock', { ...ownIdentity(), startedAt: '1' })
  write('desk-1000000000000000.lock', elsewhere)
  const before = readdirSync(folder)
  expect(() => acquireLock(folder)).toThrow(/in use by another process; stop that desk first/)
  expect(readdirSync(folder)).toEqual([...before, 'desk.held'])
  const taken = readFileSync(`${folder}/desk-1000000000000000.lock`, 'utf8')
  expect(JSON.parse(taken)).toEqual(elsewhere)
})

it('a lock whose files somebody removed is not held any more', () => {
  const lock = acquireLock(folder)
  rmSync(`${folder}/desk-000001.lock`)
  expect(lock.isHeld()).toBe(false)
  expect(() => lock.release()).not.toThrow()
  expect(readdirSync(folder)).toEqual(['desk.held'])
})

it('a lock that was given free neither holds nor frees what is taken after it', () => {
  const first = acquireLock(folder)
  first.release()
  rmSync(`${folder}/desk-000001.free`)
  const second = acquireLock(folder)
  expect([first.token, second.token]).toEqual([1, 1])
  expect([first.isHeld(), second.isHeld()]).toEqual([false, true])
  first.release()
  expect(second.isHeld()).toBe(true)
})

it('a process is named by words without space around them', () => {
  const own = ownIdentity()
  expect([own.pid, own.bootId, own.startedAt]).toEqual([
    ...[process.pid, own.bootId.trim(), own.startedAt.trim()],
  ])
})

it('a process that is not there is not alive, even where nobody tells when it was started', () => {
  for (const startedAt of ['', '7', nobody.startedAt]) {
    expect(mayBeAlive({ ...nobody, startedAt })).toBe(false)
    expect(endProcess({ ...nobody, startedAt })).toBe(false)
  }
  write('desk-000007.lock', { ...nobody, startedAt: '' })
  expect([lockHolder(folder), acquireLock(folder).token]).toEqual([undefined, 8])
})
