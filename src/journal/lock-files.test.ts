import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { acquireLock, lockHolder, lockOwner, watchLock } from './lock.ts'
import { endProcess, mayBeAlive, ownIdentity } from './process-identity.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/coinswarm-lock-files-`)
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, content: unknown): void =>
  writeFileSync(
    `${folder}/${name}`,
    typeof content === 'string' ? content : JSON.stringify(content),
  )
const elsewhere = { ...ownIdentity(), host: 'elsewhere', pid: 77 }

it('is the file with the highest token among whatever else lies there, in any order', () => {
  write('desk-000010.lock', elsewhere)
  write('desk-000009.lock', { ...elsewhere, pid: 78 })
  write('desk-1000000.free', '')
  write('desk-12.lock', elsewhere)
  write('xdesk-9000000.lock', elsewhere)
  write('desk-9000000.locks', elsewhere)
  expect([lockHolder(folder), lockOwner(folder)]).toEqual([undefined, undefined])
  const lock = acquireLock(folder)
  expect([lock.token, lock.folder]).toEqual([1_000_001, folder])
  expect(readdirSync(folder).sort()).toEqual([
    ...['desk-1000001.lock', 'desk-12.lock', 'desk-9000000.locks', 'desk.held'],
    'xdesk-9000000.lock',
  ])
  expect(statSync(`${folder}/desk-1000001.lock`).mode & 0o777).toBe(0o600)
  expect(lockOwner(folder)).toEqual(ownIdentity())
})

it('names who holds it, and on which machine, as far as that can be read', () => {
  write('desk-000007.lock', elsewhere)
  expect(() => acquireLock(folder)).toThrow(/in use by process 77 on elsewhere; stop that desk/)
  expect([lockHolder(folder), lockOwner(folder)]).toEqual(['process 77', elsewhere])
  write('desk-000007.lock', { pid: 77, host: 'elsewhere' })
  expect(lockOwner(folder)).toEqual({
    ...{ pid: 77, host: 'elsewhere', bootId: '', startedAt: '', space: '' },
  })
  for (const wrong of [
    '{',
    'null',
    '7',
    { host: 'elsewhere' },
    { pid: '7', host: 'x' },
    { pid: 7, host: 7 },
  ]) {
    write('desk-000007.lock', wrong)
    expect([lockHolder(folder), lockOwner(folder)]).toEqual([
      ...['a process named in desk-000007.lock', undefined],
    ])
    expect(() => acquireLock(folder)).toThrow(/in use by a process named in desk-000007.lock/)
  }
  write('desk-000007.lock', ownIdentity())
  expect(() => acquireLock(folder)).toThrow(new RegExp(`in use by process ${process.pid}; stop`))
})

it('is watched by whoever works for its holder, until another has it or nobody', () => {
  const lock = acquireLock(folder)
  const own = readFileSync(`${folder}/desk-000001.lock`, 'utf8')
  const [isHeld, isOther] = [watchLock(folder, lock.token), watchLock(folder, 9)]
  expect([isHeld(), isOther()]).toEqual([true, false])
  write('desk-000001.lock', { ...ownIdentity(), pid: 1 })
  expect(isHeld()).toBe(false)
  write('desk-000001.lock', own)
  expect(isHeld()).toBe(true)
  write('desk-000002.lock', elsewhere)
  expect(isHeld()).toBe(false)
  rmSync(`${folder}/desk-000002.lock`)
  lock.release()
  expect([isHeld(), existsSync(`${folder}/desk-000001.free`)]).toEqual([false, true])
})

/** When it started, as the system tells it: the 22nd field, of which a name is the second. */
function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

it('a process is ended by its whole name, and no other by its number', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  const own = ownIdentity()
  const made = { ...own, pid: child.pid ?? 0 }
  expect([endProcess(own), endProcess(made), endProcess({ ...made, host: 'x' })]).toEqual([
    ...[false, false, false],
  ])
  expect([mayBeAlive(own), mayBeAlive(made), mayBeAlive(elsewhere)]).toEqual([true, false, true])
  expect(mayBeAlive({ ...own, bootId: 'another' })).toBe(false)
  expect(child.exitCode).toBeNull()
  const ended = once(child, 'exit')
  expect(endProcess({ ...made, startedAt: startOf(made.pid) })).toBe(true)
  await ended
  expect(child.signalCode).toBe('SIGKILL')
  expect(mayBeAlive(made)).toBe(false)
})
