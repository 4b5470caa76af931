import { createHmac } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { quantileOf } from './measure.ts'

/** What a round of orders came to, as the client saw it. Latencies in milliseconds. */
export type OrderRound = {
  readonly seconds: number
  readonly p50: number
  readonly p99: number
  readonly filled: number
}

/** What a round of reading a stream came to. */
export type StreamRound = { readonly seconds: number; readonly messages: number }

const inFlight = 32

/**
 * A client in a process of its own, so that its work is not the server's: it writes requests that
 * were signed before the clock began, one at a time on each of 32 kept connections.
 */
async function sendOrders(port: number, count: number): Promise<OrderRound> {
  const requests = Array.from({ length: count }, (_, i) => orderRequest(i))
  const sockets = await Promise.all(Array.from({ length: inFlight }, () => open(port)))
  const latencies: number[] = []
  let next = 0
  let filled = 0
  const start = process.hrtime.bigint()
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          let sentAt = 0n
          let held = ''
          const send = (): void => {
            const request = requests[next]
            next += 1
            if (request === undefined) return resolve()
            sentAt = process.hrtime.bigint()
            socket.write(request)
          }
          socket.on('error', reject)
          socket.on('data', (bytes) => {
            held += bytes.toString('latin1')
            const length = answerLength(held)
            if (length === undefined || held.length < length) return
            latencies.push(Number(process.hrtime.bigint() - sentAt) / 1e6)
            if (held.includes('"status":"FILLED"')) filled += 1
            held = held.slice(length)
            send()
          })
          send()
        }),
    ),
  )
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  for (const socket of sockets) socket.destroy()
  return { seconds, p50: quantileOf(latencies, 0.5), p99: quantileOf(latencies, 0.99), filled }
}

/** A limit order that meets the book, buying and selling by turns. */
function orderRequest(i: number): string {
  const [side, price] = i % 2 === 0 ? ['BUY', '30001'] : ['SELL', '29999']
  const what = 'symbol=BTCUSDT&type=LIMIT&timeInForce=IOC&quantity=0.001'
  const form = `${what}&side=${side}&price=${price}&newClientOrderId=bench-${process.pid}-${i}&recvWindow=60000&timestamp=${Date.now()}`
  const body = `${form}&signature=${createHmac('sha256', 'demo').update(form).digest('hex')}`
  return (
    'POST /api/v3/order HTTP/1.1\r\nhost: 127.0.0.1\r\nx-mbx-apikey: demo\r\n' +
    `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  )
}

/** Bytes of the answer at the head of `text`; `undefined` while its own head is not all there. */
function answerLength(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1]
  return head + 4 + Number(length ?? 0)
}

/** Reads a stream and counts its messages, from the first to the last. */
async function readStream(port: number, count: number): Promise<StreamRound> {
  const socket = await open(port)
  socket.write(
    'GET /ws/btcusdt@bookTicker HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: Upgrade\r\n' +
      'upgrade: websocket\r\nsec-websocket-version: 13\r\n' +
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  return new Promise((resolve, reject) => {
    let held: Buffer = Buffer.alloc(0)
    let isOpen = false
    let messages = 0
    let start = 0n
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`the stream ended after ${messages} messages`)))
    socket.on('data', (bytes) => {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
      if (!isOpen) {
        const end = held.indexOf('\r\n\r\n')
        if (end < 0) return
        isOpen = true
        held = held.subarray(end + 4)
        process.stdout.write('open\n')
      }
      if (start === 0n && held.length > 0) start = process.hrtime.bigint()
      const [read, at] = countFrames(held)
      messages += read
      held = held.subarray(at)
      if (messages < count) return
      const seconds = Number(process.hrtime.bigint() - start) / 1e9
      socket.removeAllListeners('close')
      socket.destroy()
      resolve({ seconds, messages })
    })
  })
}

/** Whole text frames at the head of `bytes`, and where they end. */
function countFrames(bytes: Buffer): readonly [count: number, end: number] {
  let count = 0
  let at = 0
  while (at + 2 <= bytes.length) {
    const short = (bytes[at + 1] as number) & 0x7f
    const head = short === 126 ? 4 : 2
    if (at + head > bytes.length) break
    const end = at + head + (short === 126 ? bytes.readUInt16BE(at + 2) : short)
    if (end > bytes.length) break
    if (((bytes[at] as number) & 0x0f) === 1) count += 1
    at = end
  }
  return [count, at]
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

const [task, port = '0', count = '0'] = process.argv.slice(2)
const run = task === 'orders' ? sendOrders : readStream
process.stdout.write(`${JSON.stringify(await run(Number(port), Number(count)))}\n`)
