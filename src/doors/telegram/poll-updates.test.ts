import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTelegramSetup, TelegramMemory } from '../../app/index.ts'
import { Secret } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import { botToken, message, TelegramServer } from '../../../test/servers/telegram-server.ts'
import { StormClock } from '../../../test/simulation/storm-clock.ts'
import { grammyPort } from './grammy-port.ts'
import { pollUpdates } from './poll-updates.ts'

let folder: string
let server: TelegramServer
let url: string
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'telegram-'))
  server = new TelegramServer()
  url = await server.open()
})
afterEach(async () => {
  await server.close()
  fs.rmSync(folder, { recursive: true })
})

/** Polls the server in real time, but waits by a clock that is advanced by hand. */
async function polling(token = botToken, kept = folder) {
  const clock = new StormClock(Date.now() * 1_000)
  const alerts: string[] = []
  const texts: string[] = []
  const end = new AbortController()
  const running = pollUpdates({
    port: await grammyPort(new Secret(token), url),
    ...{ clock, guests: { users: [7], chats: [7] }, memory: new TelegramMemory(kept) },
    signal: end.signal,
    onAdmitted: (admitted) => texts.push(admitted.kind === 'message' ? admitted.text : 'no'),
    onAlert: (code) => void alerts.push(code),
    onNote: () => {},
  })
  const stop = async (): Promise<void> => {
    end.abort()
    await running
  }
  return { clock, alerts, texts, running, stop }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

const conflict = '{"ok":false,"error_code":409,"description":"Conflict: another getUpdates"}'

it('alerts once of another poller, leaves it 15 seconds, and then takes what waited', async () => {
  server.fail('getUpdates', 409, conflict)
  server.fail('getUpdates', 409, conflict)
  server.push(message('/status'))
  const { clock, alerts, texts, stop } = await polling()
  await until(() => server.sent('getUpdates').length === 1 && clock.pending === 1)
  await clock.advance(14 * secondUs)
  expect(server.sent('getUpdates')).toHaveLength(1)
  await clock.advance(secondUs)
  await until(() => server.sent('getUpdates').length === 2 && clock.pending === 1)
  expect(texts).toEqual([])
  await clock.advance(15 * secondUs)
  await until(() => texts.length === 1)
  expect([alerts, texts]).toEqual([['telegram-conflict'], ['/status']])
  await stop()
})

it('stops for good where the token is none, and says so', async () => {
  const { alerts, running } = await polling('1:none-of-the-tokens-that-there-are')
  await running
  expect(alerts).toEqual(['telegram-token'])
  expect(server.sent('getUpdates')).toHaveLength(1)
})

it('takes nothing but a kill while it cannot write down what it took', async () => {
  const kept = path.join(folder, 'no-folder')
  fs.writeFileSync(kept, '')
  for (const text of ['/status', '/kill', '/pause news']) server.push(message(text))
  const { alerts, texts, stop } = await polling(botToken, kept)
  await until(() => alerts.length >= 3)
  expect([texts, alerts[0]]).toEqual([['/kill'], 'telegram-memory'])
  await stop()
})

const settings = { users: [7], chats: [7], quietHours: '', digestHour: 8 }

it('leases one token to one desk, and gives it back', () => {
  const keyFile = path.join(folder, 'bot-token')
  fs.writeFileSync(keyFile, `${botToken}\n`, { mode: 0o600 })
  const first = openTelegramSetup({ ...settings, keyFile, url })
  expect(first?.token.reveal()).toBe(botToken)
  expect(() => openTelegramSetup({ ...settings, keyFile, url })).toThrow('Another desk answers')
  first?.release()
  const second = openTelegramSetup({ ...settings, keyFile, url })
  expect(second).toBeDefined()
  second?.release()
})

it.each([
  [0o640, botToken, 'may be read by others'],
  [0o604, botToken, 'may be read by others'],
  [0o600, 'no token', 'holds no token of a bot'],
  [0o600, `${botToken}\n${botToken}`, 'more or less than one line'],
])('declines a file of mode %o that holds %j, without its words', (mode, text, why) => {
  const keyFile = path.join(folder, 'bot-token')
  fs.writeFileSync(keyFile, text)
  fs.chmodSync(keyFile, mode)
  const open = (): unknown => openTelegramSetup({ ...settings, keyFile, url })
  expect(open).toThrow(why)
  expect(open).not.toThrow(botToken)
})

it('sends no token over a line that is not encrypted, but to this machine', () => {
  const keyFile = path.join(folder, 'bot-token')
  fs.writeFileSync(keyFile, botToken, { mode: 0o600 })
  const open = (): unknown => openTelegramSetup({ ...settings, keyFile, url: 'http://a.example' })
  expect(open).toThrow('unencrypted')
})
