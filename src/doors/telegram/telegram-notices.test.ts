import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { acknowledgeNotice, listNotices, NoticeDesk, TelegramMemory } from '../../app/index.ts'
import { dayUs, hourUs, minuteUs, secondUs } from '../../domain/index.ts'
import { SampleDesk } from '../../../test/e2e/page-sample-desk.ts'
import { StormClock } from '../../../test/simulation/storm-clock.ts'
import { TelegramNotices } from './telegram-notices.ts'
import type { Reply } from './telegram-text.ts'

/** Midnight before a Sunday, UTC. */
const sunday = Date.UTC(2026, 0, 4) * 1_000
const rules = { quietFrom: '', quietTo: '', perMinute: 60, repeatMinutes: 30 }
const stale = { name: 'source-stale', text: 'funding says nothing any more' }
const stranger = { name: 'telegram-stranger', text: 'somebody unknown wrote to the bot: 8' }

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'telegram-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

/** A desk of notices with a bot as its channel; whatever the bot would say is kept. */
function around(start: number, answer?: string) {
  const clock = new StormClock(start)
  const told: Reply[] = []
  const tell = async (reply: Reply): Promise<string | undefined> => {
    told.push(reply)
    return answer
  }
  const open = (): TelegramNotices =>
    new TelegramNotices({
      ...{
        feed: new SampleDesk(1, sunday / 1_000),
        clock,
        memory: new TelegramMemory(folder),
        tell,
      },
      ...{ quietHours: '22-7', digestHour: 8 },
    })
  const notes: string[] = []
  const onNote = (line: string): void => void notes.push(line)
  const desk = new NoticeDesk({ folder, channels: [], rules, clock, onNote })
  return { clock, told, open, desk, notes }
}

const titles = (told: readonly Reply[]): readonly string[] => told.map(({ title }) => title)

it('keeps what is not critical through quiet hours, and tells it when they end', async () => {
  const { clock, told, open, desk } = around(sunday + 23 * hourUs)
  const bot = open()
  desk.join(bot)
  desk.tell(stale)
  const critical = desk.tell(stranger)
  await desk.settled()
  expect(titles(told)).toEqual(['Somebody unknown wrote to the bot'])
  expect(told[0]?.lines).toEqual([stranger.text, `/ack ${critical?.id}`])
  await clock.advance(8 * hourUs - minuteUs)
  expect(told).toHaveLength(1)
  await clock.advance(minuteUs + 2 * secondUs)
  expect(titles(told)).toEqual(['Somebody unknown wrote to the bot', 'In the quiet hours'])
  expect(told[1]?.lines.join('\n')).toContain(stale.text)
  bot.stop()
})

it('tells after a restart what it kept before it, and once', async () => {
  const { clock, told, open, desk } = around(sunday + 23 * hourUs)
  const first = open()
  desk.join(first)
  desk.tell(stale)
  await desk.settled()
  first.stop()
  const second = open()
  await clock.advance(8 * hourUs + 2 * secondUs)
  second.stop()
  const third = open()
  await clock.advance(2 * secondUs)
  third.stop()
  expect(titles(told)).toEqual(['In the quiet hours'])
  expect(told[0]?.lines.join('\n')).toContain(stale.text)
})

it('is a channel whose history says what it took and who has seen it', async () => {
  const { clock, told, open, desk } = around(sunday + 12 * hourUs)
  const bot = open()
  const leave = desk.join(bot)
  const notice = desk.tell(stale)
  await desk.settled()
  acknowledgeNotice(folder, notice?.id ?? '', 'telegram 7', clock.now())
  const [row] = listNotices(folder, clock.now()).rows
  expect(row).toMatchObject({ sent: [{ channel: 'telegram' }], acknowledgedBy: 'telegram 7' })
  await clock.advance(hourUs)
  expect(desk.tell(stale)).toBeUndefined()
  await clock.advance(dayUs)
  leave()
  expect(desk.tell(stale)).toBeDefined()
  await desk.settled()
  expect(titles(told).filter((title) => title.startsWith('A source'))).toHaveLength(1)
  bot.stop()
})

it('says in the history and on the terminal when the bot did not get through', async () => {
  const { open, desk, notes } = around(sunday + 12 * hourUs, 'Telegram answered 403')
  const bot = open()
  desk.join(bot)
  desk.tell(stale)
  await desk.settled()
  const [row] = listNotices(folder, 0).rows
  expect(row?.sent).toEqual([{ channel: 'telegram', why: 'Telegram answered 403' }])
  expect(notes.join('\n')).toContain('telegram did not take a notice')
  bot.stop()
})

it('tells of each day once at its hour, of the week too on Mondays, restarted or not', async () => {
  const { clock, told, open } = around(sunday + 7 * hourUs + 59 * minuteUs)
  let bot = open()
  await clock.advance(2 * minuteUs)
  expect(titles(told)).toEqual(['Last 24 hours of the market'])
  bot.stop()
  bot = open()
  await clock.advance(20 * minuteUs)
  expect(told).toHaveLength(1)
  await clock.advance(dayUs - 20 * minuteUs)
  expect(titles(told).slice(1)).toEqual([
    'Last 24 hours of the market',
    'Last 7 days of the market',
  ])
  bot.stop()
})
