import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
import { openExchange } from './open-exchange.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** Asks a server that answers by `answer`, which has half a second for a body. */
async function ask(answer: (response: ServerResponse) => void): Promise<unknown> {
  server = createServer((_, response) => answer(response))
  const listening = defined(server, 'a server')
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  const exchange = await openExchange('kraken', { timeout: 500, enableRateLimit: false })
  return exchange.fetch(`http://127.0.0.1:${port}/`, 'GET')
}

const late = { name: 'RequestTimeout' }

it('reads an answer, packed or not', async () => {
  expect(await ask((response) => response.end('{"a":1}'))).toEqual({ a: 1 })
  const packed = { 'content-encoding': 'gzip' }
  const answer = (response: ServerResponse): unknown =>
    response.writeHead(200, packed).end(gzipSync('{"b":2}'))
  expect(await ask(answer)).toEqual({ b: 2 })
})

it('gives up an answer that stalls after its headers', async () => {
  const stall = (response: ServerResponse): unknown =>
    response.writeHead(200, { 'content-length': 100 }).write('{"a":')
  await expect(ask(stall)).rejects.toMatchObject(late)
})

it('gives up an answer that drips', async () => {
  let drip: NodeJS.Timeout | undefined
  const dripping = (response: ServerResponse): void => {
    response.writeHead(200)
    drip = setInterval(() => response.write(' '), 50)
  }
  await expect(ask(dripping)).rejects.toMatchObject(late)
  clearInterval(drip)
})

it('gives up an answer that unpacks to more than it may have', async () => {
  const bomb = gzipSync(Buffer.alloc(80 << 20, 32))
  const answer = (response: ServerResponse): unknown =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  await expect(ask(answer)).rejects.toMatchObject(late)
})

it('tells of a connection that breaks in the middle of an answer', async () => {
  const broken = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-length': 100, 'content-encoding': 'gzip' })
    response.write(gzipSync('{"a":1}').subarray(0, 8), () => response.destroy())
  }
  await expect(ask(broken)).rejects.toThrow(/terminated|aborted|closed|hang up|other side/)
})
