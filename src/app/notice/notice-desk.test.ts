import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { hourUs, type Micros, micros, minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { Notice, NoticeChannel } from './notice.ts'
import { acknowledgeNotice, listNotices, silenceNotices } from './notice-commands.ts'
import { CauseReader } from './notice-causes.ts'
import { NoticeDesk, noticeOf } from './notice-desk.ts'
import { NoticeLog } from './notice-log.ts'
import { noticeNames } from './notice-names.ts'
import { isQuiet } from './quiet-hours.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true })
})

/** Midnight. */
const start = 1_700_006_400_000_000 - (1_700_006_400_000_000 % (24 * hourUs))
const rules = { quietFrom: '22:00', quietTo: '07:00', perMinute: 2, repeatMinutes: 30 }

function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'notices-'))
  folders.push(folder)
  return folder
}

function collector(name: string, why?: string): NoticeChannel & { readonly got: Notice[] } {
  const got: Notice[] = []
  const send = async (notice: Notice): ReturnType<NoticeChannel['send']> => {
    got.push(notice)
    return why === undefined ? { ok: true } : { ok: false, why }
  }
  return { name, got, send }
}

function around(channels: readonly NoticeChannel[], folder = newFolder()) {
  const time = { now: start + 12 * hourUs }
  const clock: Clock = { now: (): Micros => micros(time.now), after: () => () => {} }
  const notes: string[] = []
  const onNote = (line: string): void => void notes.push(line)
  const open = (): NoticeDesk => new NoticeDesk({ folder, channels, rules, clock, onNote })
  return { time, notes, folder, open, desk: open() }
}

const stale = { name: 'source-stale', text: 'funding says nothing any more', subject: 'funding' }

test('the same is told once, and again when its time is over, with how often it came', async () => {
  const to = collector('a')
  const { desk, time } = around([to])
  expect(desk.tell(stale)?.id).toBe(noticeOf(stale, 0).id)
  expect(desk.tell(stale)).toBeUndefined()
  time.now += 31 * minuteUs
  expect(desk.tell(stale)?.text).toContain('It came 1 more times')
  await desk.settled()
  expect(to.got).toHaveLength(2)
})

test('what was told is known after a restart, and an acknowledged cause is quiet for a day', () => {
  const { desk, open, time, folder } = around([])
  const id = desk.tell(stale)?.id ?? ''
  expect(open().tell(stale)).toBeUndefined()
  acknowledgeNotice(folder, id, 'ann', time.now)
  time.now += 2 * hourUs
  expect(open().tell(stale)).toBeUndefined()
  expect(listNotices(folder, time.now).rows).toMatchObject([{ id, acknowledgedBy: 'ann' }])
  time.now += 23 * hourUs
  expect(open().tell(stale)?.id).toBe(id)
})

test('quiet hours hold back all but the critical, and their number is told afterwards', async () => {
  const to = collector('a')
  const { desk, time } = around([to])
  time.now = start + 23 * hourUs
  desk.tell(stale)
  desk.tell({ name: 'emergency', text: 'normal to emergency' })
  desk.tick()
  await desk.settled()
  expect(to.got.map(({ name }) => name)).toEqual(['emergency'])
  time.now = start + 31 * hourUs + minuteUs
  desk.tick()
  desk.tick()
  await desk.settled()
  expect(to.got.map(({ name }) => name)).toEqual(['emergency', 'notices-held'])
  expect(to.got[1]?.text).toContain('1 notices were held back')
})

test('what went to nobody before a restart is told of after it, once', async () => {
  const to = collector('a')
  const { desk, open, time, folder } = around([to])
  desk.tell({ name: 'emergency', text: 'one' })
  await desk.settled()
  time.now = start + 23 * hourUs
  desk.tell(stale)
  silenceNotices(folder, { name: 'flat', ts: time.now, untilTs: time.now + 1, by: 'ann' })
  desk.tell({ name: 'flat', text: 'nobody wants to know' })
  // As if it had ended before anything was sent.
  new NoticeLog(folder).add({
    kind: 'told',
    notice: noticeOf({ name: 'emergency', text: 'two' }, time.now),
  })
  time.now = start + 32 * hourUs
  for (let run = 0; run < 2; run += 1) {
    const again = open()
    again.tick()
    await again.settled()
  }
  expect(to.got.map(({ name }) => name)).toEqual(['emergency', 'notices-held'])
  expect(to.got[1]?.text).toContain('2 notices were held back')
})

test('a name is silent for a while by the word of another process, critical or not', async () => {
  const to = collector('a')
  const { desk, time, folder } = around([to])
  const untilTs = time.now + hourUs
  silenceNotices(folder, { name: 'emergency', ts: time.now, untilTs, by: 'ann' })
  desk.tell({ name: 'emergency', text: 'one' })
  time.now += hourUs
  desk.tell({ name: 'emergency', text: 'two' })
  await desk.settled()
  expect(to.got.map(({ text }) => text)).toEqual(['two'])
  expect(listNotices(folder, time.now).rows.map(({ held }) => held)).toEqual([
    'silenced',
    undefined,
  ])
  expect(() => silenceNotices(folder, { name: 'x', ts: 0, untilTs: 1, by: 'ann' })).toThrow(
    'no alert x',
  )
  expect(() => acknowledgeNotice(folder, 'x', 'ann', 0)).toThrow('no notice x')
})

test('a channel that fails is told of by the others, once, and on the terminal', async () => {
  const [bad, good] = [collector('bad', 'nobody there'), collector('good')]
  const { desk, notes } = around([bad, good])
  desk.tell(stale)
  desk.tell({ name: 'emergency', text: 'x' })
  await desk.settled()
  await desk.settled()
  expect(good.got.map(({ name }) => name).sort()).toEqual([
    'delivery-failed',
    'emergency',
    'source-stale',
  ])
  expect(bad.got).toHaveLength(2)
  expect(notes).toHaveLength(2)
})

test('a channel that never answers or throws holds up neither the desk nor another channel', async () => {
  const hung: NoticeChannel = { name: 'hung', send: () => new Promise(() => {}) }
  const thrower: NoticeChannel = { name: 'thrower', send: () => Promise.reject(new Error('no')) }
  const good = collector('good')
  const { desk, notes } = around([hung, thrower, good])
  for (let i = 0; i < 150; i += 1) desk.tell({ name: 'emergency', text: `${i}` })
  await new Promise((resolve) => void setImmediate(resolve))
  // Twenty times a minute, then they are held back.
  expect(good.got.filter(({ name }) => name === 'emergency')).toHaveLength(20)
  expect(notes.some((note) => note.includes('thrower'))).toBe(true)
})

test('never more than the limit of a minute, whatever comes when', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20_000), fc.nat(9)), { maxLength: 60 }), (causes) => {
      const { desk, time } = around([])
      const sent = new Map<number, number>()
      for (const [ms, what] of causes) {
        time.now += ms * 1_000
        if (isQuiet(rules, time.now)) continue
        const told = desk.tell({ name: 'source-stale', text: `${what}` })
        const row = told === undefined ? undefined : desk.state.newest(told.id)
        if (row === undefined || row.held !== undefined) continue
        const minute = Math.floor(time.now / minuteUs)
        sent.set(minute, (sent.get(minute) ?? 0) + 1)
      }
      for (const count of sent.values()) expect(count).toBeLessThanOrEqual(rules.perMinute)
    }),
    { numRuns: 25 },
  )
})

test('lines that are torn or strange cost themselves alone', () => {
  const { desk, folder, open } = around([])
  desk.tell(stale)
  const file = path.join(folder, 'notices.jsonl')
  fs.appendFileSync(file, 'no json\n{"kind":"told"}\n{"kind":"ackno')
  expect(open().state.rows).toHaveLength(1)
})

test('only what is new on the page is a cause, oldest first', () => {
  const alert = { t: 1, code: 'flat', text: 'old' }
  const reader = new CauseReader({ alerts: [alert], modes: [], breakers: [] })
  const mode = { t: 2, from: 'normal', to: 'emergency', actor: 'desk', reason: 'loss' }
  const seen = {
    alerts: [{ t: 3, code: 'flat', text: 'b' }, { t: 2, code: 'flat', text: 'a' }, alert],
    modes: [mode],
    breakers: [],
  }
  expect(reader.read(seen).map(({ name, text }) => `${name} ${text}`)).toEqual([
    'emergency normal to emergency by desk: loss',
    'flat a',
    'flat b',
  ])
  expect(reader.read(seen)).toEqual([])
})

test('what is done twice between two bars is told twice', () => {
  const reader = new CauseReader({ alerts: [], modes: [], breakers: [] })
  const row = (from: string, to: string) => ({ t: 2, from, to, actor: 'ann', reason: 'x' })
  const modes = [row('normal', 'pause')]
  const read = () => reader.read({ alerts: [], modes, breakers: [] }).map(({ text }) => text)
  expect(read()).toEqual(['normal to pause by ann: x'])
  modes.unshift(row('normal', 'pause'), row('pause', 'normal'))
  expect(read()).toEqual(['pause to normal by ann: x', 'normal to pause by ann: x'])
  expect(read()).toEqual([])
})

test('each alert has a page and each page an alert, and the code raises none that is not listed', () => {
  const pages = fs.readdirSync('docs/runbook').filter((name) => name !== 'README.md')
  const rules = fs.readFileSync('deploy/prometheus/alerts.yml', 'utf8')
  const ofRules = [...rules.matchAll(/runbook_url: docs\/runbook\/(\S+)$/gm)].map(([, to]) => to)
  const ofNotices = [...noticeNames.keys()].map((name) => `${name}.md`)
  expect(new Set(pages)).toEqual(new Set([...ofNotices, ...ofRules]))
  const sources = fs.globSync('src/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
  const raised = sources.flatMap((file) => [
    ...fs.readFileSync(file, 'utf8').matchAll(/(?:\.raise|\.alert)\(\s*'([a-z]+(?:-[a-z]+)*)',/g),
  ])
  expect(raised.length).toBeGreaterThan(5)
  for (const [, code] of raised) expect([...noticeNames.keys()]).toContain(code)
  const index = fs.readFileSync('docs/runbook/README.md', 'utf8')
  for (const page of pages) expect(index).toContain(`[${page.slice(0, -3)}](${page})`)
})
