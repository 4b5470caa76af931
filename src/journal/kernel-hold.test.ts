import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { isHoldTaken, takeHold } from './kernel-hold.ts'
import { acquireLock, lockHolder, lockOwner } from './lock.ts'
import { endProcess, mayBeAlive, ownIdentity } from './process-identity.ts'

const source = JSON.stringify(new URL('./lock.ts', import.meta.url).href)
const script = `import { acquireLock } from ${source}
try {
  const lock = acquireLock(process.argv[1])
  console.log(lock.token, lock.isHeld())
  process.stdin.on('data', () => lock.release()).resume()
} catch (error) { console.log(error.code, error.message) }`
/** A process space of its own, with its own `/proc`, as a container has. */
const container = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']
const renamed = (host: string): string[] => [
  ...['unshare', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc'],
  ...['sh', '-c', `hostname ${host} && exec "$@"`, 'sh'],
]
const hasContainers = spawnSync('unshare', [...container.slice(1), 'true']).status === 0

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/coinswarm-hold-`)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Tries to take the folder, and keeps it. @returns What it said, once it said anything. */
async function keep(
  inside: readonly string[],
): Promise<{ readonly said: string; readonly child: ChildProcess }> {
  const [program = '', ...words] = [
    ...[...inside, process.execPath],
    ...['--input-type=module', '-e', script, folder],
  ]
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [bytes] = await once(child.stdout, 'data')
  return { said: String(bytes).trim(), child }
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}

it('is one process’s until it lets go, and leaves one empty file', () => {
  expect(isHoldTaken(folder)).toBe(false)
  const hold = takeHold(folder)
  expect([typeof hold, takeHold(folder), isHoldTaken(folder)]).toEqual(['object', 'taken', true])
  if (typeof hold === 'object') hold.letGo()
  expect([isHoldTaken(folder), readdirSync(folder)]).toEqual([false, ['desk.held']])
  expect(readFileSync(`${folder}/desk.held`)).toHaveLength(0)
})

it('is none where no file can be made, and no lock is refused for it', () => {
  expect(takeHold(`${folder}/not/there`)).toBeUndefined()
  expect(isHoldTaken(`${folder}/not/there`)).toBe(false)
})

it('ends with its process, however that ended, and at once', async () => {
  const { said, child } = await keep([])
  expect([said, isHoldTaken(folder), takeHold(folder)]).toEqual(['1 true', true, 'taken'])
  await killed(child)
  expect(isHoldTaken(folder)).toBe(false)
  const lock = acquireLock(folder)
  expect(lock.token).toBe(2)
  lock.release()
})

it('of a process that nobody can see keeps others out, and its end lets them in', async () => {
  const { child } = await keep([])
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.lock'))
  const owner: object = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))
  for (const other of [{ space: 'pid:[1]' }, { host: 'elsewhere' }, { startedAt: '1' }]) {
    writeFileSync(`${folder}/${name}`, JSON.stringify({ ...owner, ...other }))
    expect(() => acquireLock(folder)).toThrow(/in use by process/)
    expect(lockHolder(folder)).toMatch(/^process \d+/)
  }
  writeFileSync(`${folder}/${name}`, JSON.stringify({ ...owner, space: 'pid:[1]' }))
  await killed(child)
  expect(lockHolder(folder)).toBeUndefined()
  acquireLock(folder).release()
})

it('is believed gone only where the kernel could have told of it', () => {
  const far = { ...ownIdentity(), pid: 77, space: 'pid:[1]', hasHold: true }
  const taken = (of: object): boolean => {
    writeFileSync(`${folder}/desk-000007.lock`, JSON.stringify(of))
    return lockHolder(folder) !== undefined
  }
  expect(taken(far)).toBe(false)
  expect(taken({ ...far, hasHold: false })).toBe(true)
  expect(taken({ ...far, host: 'elsewhere' })).toBe(false)
  expect(taken({ ...far, host: 'elsewhere', bootId: 'of another machine' })).toBe(true)
  expect(taken({ ...far, host: 'elsewhere', bootId: '' })).toBe(true)
})

it('a number of another space is nobody’s here, so nothing is ended by it', () => {
  const far = { ...ownIdentity(), space: 'pid:[1]' }
  expect([mayBeAlive(far), endProcess({ ...far, pid: process.ppid })]).toEqual([true, false])
})

describe.skipIf(!hasContainers)('between containers that share a volume', () => {
  it('the second is refused, though it cannot see the process of the first', async () => {
    const first = await keep(container)
    expect(first.said).toBe('1 true')
    expect(lockOwner(folder)?.pid).toBeLessThan(10)
    const second = await keep(container)
    expect(second.said).toMatch(/^desk-in-use .* in use by process \d of another container;/)
    const third = await keep(renamed('other-name'))
    expect(third.said).toMatch(/^desk-in-use .* of another container;/)
    expect(() => acquireLock(folder)).toThrow(/of another container; stop that desk first/)
  })

  it('the next goes on at once where one was killed, under whatever name', async () => {
    const first = await keep(container)
    await killed(first.child)
    const second = await keep(container)
    expect(second.said).toBe('2 true')
    await killed(second.child)
    expect((await keep(renamed('other-name'))).said).toBe('3 true')
  })

  it('a folder that was given free is free for the other', async () => {
    const first = await keep(container)
    first.child.stdin?.write('release\n')
    while (!existsSync(`${folder}/desk-000001.free`)) await new Promise(setImmediate)
    expect((await keep(container)).said).toBe('2 true')
  })
})
