// @module-tag long

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { readJournal } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { secretOf } from '../house/canaries.ts'

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-backup-`)
afterAll(() => rmSync(temporary, { recursive: true }))

const passFile = `${temporary}/passphrase`
writeFileSync(passFile, `${secretOf('passphrase')}\n`, { mode: 0o600 })
const secret = ['--passphrase-file', passFile]

const door = pathToFileURL(path.resolve('src/doors/cli/main.ts')).href
const script = `import { main } from '${door}'
process.exitCode = await main(process.argv.slice(1))`

/** The command line from source, in a process of its own: nothing has to be built. */
function started(...args: readonly string[]): ChildProcess {
  const words = ['--input-type=module', '-e', script, '--', ...args]
  // The launcher of the tests is not the one of this program, which would stop as if it had died.
  const { COINSWARM_LAUNCHER: _none, ...env } = process.env
  return spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

type Answer = { readonly code: number | null; readonly out: string; readonly json: Json }
type Json = Readonly<Record<string, unknown>>

async function run(...args: readonly string[]): Promise<Answer> {
  const child = started(...args, '--json')
  let out = ''
  child.stdout?.on('data', (bytes: Buffer) => {
    out += bytes.toString()
  })
  child.stderr?.resume()
  const [code] = await once(child, 'close')
  return { code, out, json: out === '' ? {} : JSON.parse(out) }
}

/** The exit code, and the code of the error or whether it is well. */
function codeOf({ code, json }: Answer): readonly [number | null, unknown] {
  const error = json['error']
  if (typeof error === 'object' && error !== null && 'code' in error) return [code, error.code]
  return [code, json['ok']]
}

/** Runs the desk of a folder until `meanwhile` is over, then Ctrl-C. */
async function whileRunning<T>(
  folder: string,
  speed: string,
  meanwhile: () => Promise<T>,
): Promise<T> {
  const market = ['--market', 'generated', '--speed', speed, '--headless']
  const desk = started('up', ...market, '--desk', folder)
  desk.stderr?.resume()
  const closed = once(desk, 'close')
  await new Promise((resolve) => desk.stdout?.on('data', resolve))
  try {
    return await meanwhile()
  } finally {
    desk.kill('SIGINT')
    expect(await closed).toEqual([0, null])
  }
}

/** The events of a desk up to and with number `last`. */
function beginning(folder: string, last: number): readonly unknown[] {
  const events: unknown[] = []
  for (const entry of readJournal(`${folder}/journal`, nodeDisk)) {
    if (entry.sequence > last) break
    events.push(entry)
  }
  return events
}

describe('a desk that is backed up while it runs as fast as it can', () => {
  const desk = `${temporary}/desk`
  const file = `${temporary}/running.backup`
  let made: Answer

  beforeAll(async () => {
    mkdirSync(desk)
    writeFileSync(`${desk}/coinswarm.toml`, '[bus]\nurl = "nats://10.0.0.9:4222"\n')
    made = await whileRunning(desk, 'max', () =>
      run('backup', '--desk', desk, '--to', file, ...secret),
    )
  })

  it('gives a file that only its owner can read, and that is whole', async () => {
    expect(made).toMatchObject({ code: 0, json: { command: 'backup', encrypted: true } })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    for (const word of ['run-started', 'BTC-USD', 'journal/'])
      expect(readFileSync(file).includes(word)).toBe(false)
    const verified = await run('backup', 'verify', file, ...secret)
    expect(verified).toMatchObject({ code: 0, json: { ok: true, events: made.json['events'] } })
  })

  it('is restored as a beginning of itself, replays the same, and goes on', async () => {
    const restored = `${temporary}/restored`
    const answer = await run('restore', file, '--desk', restored, ...secret)
    const events = Number(answer.json['events'])
    const value = 'nats://10.0.0.9:4222'
    const named = { settings: [{ key: 'bus.url', value, origin: 'coinswarm.toml:2' }], unread: [] }
    expect(answer).toMatchObject({ code: 0, json: { head: made.json['head'], named } })
    expect(beginning(restored, events)).toEqual(beginning(desk, events))
    const replayed = await run('replay', '--desk', restored)
    expect(replayed).toMatchObject({ code: 0, json: { matches: true } })
    const during = await whileRunning(restored, '600', () =>
      run('restore', file, '--desk', restored, ...secret),
    )
    expect(codeOf(during)).toEqual([2, 'desk-in-use'])
    const later = await run('replay', '--desk', restored)
    expect(later).toMatchObject({ code: 0, json: { matches: true } })
    expect(Number(later.json['events'])).toBeGreaterThan(events)
    expect(beginning(restored, events)).toEqual(beginning(desk, events))
    // The desk that was backed up had gone on by itself meanwhile.
    expect(beginning(desk, events + 1)).toHaveLength(events + 1)
  })

  it('says where its settings lead, before it is there', async () => {
    const there = ['--desk', `${temporary}/none`, '--dry-run']
    const restoring = started('restore', file, ...there, ...secret)
    const said = (await text(restoring.stdout ?? Readable.from([]))).split('\n')
    expect(said.slice(0, 2)).toEqual([
      'Its settings lead the desk to what follows; restore only what is yours:',
      '  bus.url = "nats://10.0.0.9:4222" (coinswarm.toml:2)',
    ])
  })

  it('is refused with one sentence and an exit code for every mistake', async () => {
    const wrong = `${temporary}/wrong`
    writeFileSync(wrong, 'another passphrase\n', { mode: 0o600 })
    const spoiled = `${temporary}/spoiled.backup`
    const bytes = readFileSync(file)
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1
    writeFileSync(spoiled, bytes)
    const plain = `${temporary}/plain.backup`
    await run('backup', '--desk', desk, '--to', plain, '--unencrypted')
    const none = ['--desk', `${temporary}/none`]
    const to = ['--desk', desk, '--to']
    const fresh = `${temporary}/new.backup`
    const asked: readonly (readonly [readonly string[], readonly [number, unknown]])[] = [
      [
        ['restore', file, ...none, '--passphrase-file', wrong],
        [2, 'backup-passphrase'],
      ],
      [
        ['restore', file, ...none],
        [2, 'backup-passphrase'],
      ],
      [
        ['restore', spoiled, ...none, ...secret],
        [2, 'backup-damaged'],
      ],
      [
        ['restore', plain, ...none],
        [2, 'backup-passphrase'],
      ],
      [
        ['restore', plain, ...none, '--unencrypted', ...secret],
        [2, 'backup-passphrase'],
      ],
      [
        ['backup', 'verify', plain, ...secret],
        [2, 'backup-passphrase'],
      ],
      [
        ['restore', `${temporary}/no.backup`, ...none],
        [2, 'no-such-file'],
      ],
      [
        ['restore', file, '--desk', desk, ...secret],
        [2, 'folder-not-empty'],
      ],
      [
        ['backup', 'verify', spoiled, ...secret],
        [1, false],
      ],
      [
        ['backup', ...to, file, '--unencrypted'],
        [2, 'backup-exists'],
      ],
      [
        ['backup', ...to, path.join(desk, 'nowhere', 'x.backup'), '--unencrypted'],
        [2, 'no-such-folder'],
      ],
      [
        ['backup', ...to, fresh],
        [2, 'backup-passphrase'],
      ],
      [
        ['backup', ...to, fresh, '--unencrypted', ...secret],
        [2, 'usage'],
      ],
      [
        ['backup', ...none, '--to', fresh, '--unencrypted'],
        [2, 'no-journal'],
      ],
    ]
    const answers = await Promise.all(asked.map(([words]) => run(...words)))
    expect(answers.map(codeOf)).toEqual(asked.map(([, due]) => due))
    expect([existsSync(`${temporary}/none`), existsSync(fresh)]).toEqual([false, false])
    expect(readdirSync(temporary).filter((name) => /restoring|part/.test(name))).toEqual([])
  })

  it('has nothing to migrate, and says so after a replay', async () => {
    const { code, json } = await run('journal', 'migrate', '--dry-run', '--desk', desk)
    expect(code).toBe(0)
    expect(json).toMatchObject({ from: 1, to: 1, steps: [], kept: null, replay: { matches: true } })
    const back = await run('journal', 'migrate', '--back', '--desk', desk)
    expect(back).toMatchObject({ code: 2, json: { error: { code: 'migration-no-way-back' } } })
  })
})

it('leaves nothing half that passes for whole when it is killed at any moment', async () => {
  const desk = `${temporary}/desk`
  const whole = `${temporary}/whole.backup`
  expect(codeOf(await run('backup', '--desk', desk, '--to', whole, '--unencrypted'))[0]).toBe(0)
  const random = Random.fromSeed(11)
  const killed = async (...words: readonly string[]): Promise<void> => {
    const child = started(...words)
    child.stdout?.resume()
    child.stderr?.resume()
    const closed = once(child, 'close')
    await wait(300 + random.below(500))
    child.kill('SIGKILL')
    await closed
  }
  for (let round = 0; round < 4; round += 1) {
    const file = `${temporary}/killed-${round}.backup`
    const target = `${temporary}/killed-${round}`
    const backup = ['backup', '--desk', desk, '--to', file, '--unencrypted']
    const restore = ['restore', whole, '--unencrypted', '--desk', target]
    await Promise.all([killed(...backup), killed(...restore)])
    const [first, second] = await Promise.all([
      existsSync(file) ? run('backup', 'verify', file) : run(...backup),
      existsSync(target) ? run('journal', 'verify', '--desk', target) : run(...restore),
    ])
    expect([first.code, second.code]).toEqual([0, 0])
  }
})
