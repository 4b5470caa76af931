import net from 'node:net'
import { expect, it } from 'vitest'
import { liveClock } from '../../kernel/index.ts'
import { greetingOf, hostAndPort } from './probe.ts'

it('reads addresses of NATS and of nothing else', () => {
  expect(hostAndPort('nats://10.0.0.5:4222')).toEqual({ host: '10.0.0.5', port: 4_222 })
  expect(hostAndPort('tls://bus.example')).toEqual({ host: 'bus.example', port: 4_222 })
  expect(hostAndPort('localhost:99/')).toEqual({ host: 'localhost', port: 99 })
  expect(hostAndPort('nats://[::1]:7')).toEqual({ host: '::1', port: 7 })
  for (const wrong of [
    '',
    'http://a',
    'nats://a:99999',
    'nats://u:p@a',
    'nats://a b',
    'nats://a/b',
  ])
    expect([wrong, hostAndPort(wrong)]).toEqual([wrong, undefined])
})

it('takes a server for NATS that greets as one, in time, and hears whether it encrypts', async () => {
  const greetings = [
    'INFO {"server_id":"x"}\r\n',
    'INFO {"server_id":"x","tls_required":true}\r\n',
    'INFO {"tls_available": true}\r\n',
    'HTTP/1.1 400 Bad Request\r\n',
    '',
  ]
  const found: unknown[] = []
  for (const greeting of greetings) {
    const server = net.createServer((socket) => socket.write(greeting))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    found.push((await greetingOf(`nats://127.0.0.1:${port}`, 100_000, liveClock))?.offersTls)
    // Nothing is left open: else this would not end.
    await new Promise((resolve) => server.close(resolve))
    if (greeting === '') found.push(await greetingOf(`127.0.0.1:${port}`, 100_000, liveClock))
  }
  expect(found).toEqual([false, true, true, undefined, undefined, undefined])
})
