import { createHmac } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Notice } from '../../app/index.ts'
import { Secret } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { desktop } from './desktop.ts'
import { mail } from './mail.ts'
import { webhook } from './webhook.ts'

const notice: Notice = {
  ...{ id: '0123456789ab', name: 'emergency', ts: 1_700_000_000_000_000, urgency: 'critical' },
  ...{ title: 'The desk is in emergency', text: 'normal to emergency by ann: test' },
}
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  ends.push(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** A receiver that answers with these, one after another, and keeps what it was sent. */
async function receiver(statuses: readonly number[]) {
  const got: { readonly headers: http.IncomingHttpHeaders; readonly body: string }[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      response.writeHead(statuses[got.length] ?? 200).end('x'.repeat(10))
      got.push({ headers: request.headers, body })
    })
  })
  const url = `http://127.0.0.1:${await listening(server)}/hook`
  const secret = new Secret('it is secret')
  return {
    got,
    channel: webhook({ url, secret, runbookUrl: 'https://x.org/r/', clock: liveClock }),
  }
}

test('a post is signed, tried again after an answer of 5xx, and taken', async () => {
  const { got, channel } = await receiver([503, 200])
  expect(await channel.send(notice)).toEqual({ ok: true })
  expect(got).toHaveLength(2)
  const { headers, body } = got[1] ?? { headers: {}, body: '' }
  expect(JSON.parse(body)).toEqual({ ...notice, runbook: 'https://x.org/r/emergency.md' })
  const signed = `${String(headers['x-coinswarm-timestamp'])}.${body}`
  const hmac = createHmac('sha256', 'it is secret').update(signed).digest('hex')
  expect(headers['x-coinswarm-signature']).toBe(`sha256=${hmac}`)
})

test('a refusal for good, and a redirect, are not tried again', async () => {
  for (const status of [403, 302]) {
    const { got, channel } = await receiver([status])
    expect(await channel.send(notice)).toEqual({
      ok: false,
      why: `the receiver answered ${status}`,
    })
    expect(got).toHaveLength(1)
  }
})

/** A small server of SMTP. */
async function mailServer(refuse: boolean) {
  const got: string[] = []
  const server = net.createServer((socket) => {
    let data = ''
    let isData = false
    socket.write('220 here\r\n')
    socket.on('data', (chunk) => {
      data += String(chunk)
      for (;;) {
        const stop = isData ? '\r\n.\r\n' : '\r\n'
        const at = data.indexOf(stop)
        if (at < 0) return
        const line = data.slice(0, at)
        data = data.slice(at + stop.length)
        got.push(line)
        if (isData) socket.write('250 kept\r\n')
        else if (line.startsWith('RCPT') && refuse) socket.write('550 no such person\r\n')
        else if (line === 'DATA') socket.write('354 go on\r\n')
        else if (line === 'STARTTLS') socket.write('454 not here\r\n')
        else if (line === 'QUIT') socket.end('221 bye\r\n')
        else socket.write('250 fine\r\n')
        isData = line === 'DATA'
      }
    })
    socket.on('error', () => {})
  })
  const port = await listening(server)
  const at = { host: '127.0.0.1', port, isEncrypted: false, user: '', password: undefined }
  const who = { from: 'desk@x.org', to: ['ann@x.org', 'ben@x.org'], runbookUrl: '' }
  return { got, options: { ...at, ...who } }
}

test('a mail reaches a server of SMTP with what to do, and its refusal is told', async () => {
  const { got, options } = await mailServer(false)
  expect(await mail(options).send(notice)).toEqual({ ok: true })
  const all = got.join('\n')
  expect(all).toContain('RCPT TO:<ben@x.org>')
  expect(all).toContain('Subject: [critical] The desk is in emergency')
  expect(all).toContain('What to do: docs/runbook/emergency.md')
  const other = await mailServer(true)
  const refused = await mail(other.options).send(notice)
  expect(refused).toMatchObject({ ok: false, why: expect.stringContaining('550') })
})

test('without encryption where it is wanted nothing is sent', async () => {
  const { got, options } = await mailServer(false)
  const sent = await mail({ ...options, isEncrypted: true }).send(notice)
  expect(sent.ok).toBe(false)
  expect(got.some((line) => line.startsWith('MAIL'))).toBe(false)
})

test.skipIf(process.platform === 'win32')(
  'the program of the desktop is given words and no options, and is missed',
  async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desktop-'))
    ends.push(() => fs.rmSync(folder, { recursive: true }))
    const variables = { PATH: folder }
    const channel = desktop({ runbookUrl: '', platform: 'linux', variables })
    expect(await channel.send(notice)).toEqual({
      ok: false,
      why: 'notify-send is not on this machine',
    })
    const markup = '<a href="http://x.org">a & b</a>'
    const script = `#!/bin/sh\nfor word in "$@"; do echo "$word" >> ${folder}/said; done\n`
    fs.writeFileSync(path.join(folder, 'notify-send'), script, { mode: 0o755 })
    expect(await channel.send({ ...notice, title: '--help $(id)', text: markup })).toEqual({
      ok: true,
    })
    // Of the words below the title a desktop makes links and pictures.
    const said = fs.readFileSync(path.join(folder, 'said'), 'utf8').split('\n')
    expect(said.slice(0, 5)).toEqual([
      '--urgency=critical',
      '--app-name=coinswarm',
      '--',
      '--help $(id)',
      '&lt;a href="http://x.org"&gt;a &amp; b&lt;/a&gt;',
    ])
  },
)
