import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { clientSocket } from './client-socket.ts'

it('lets a client go that has 16 MiB to read and does not', () => {
  const client = {
    ...{ readyState: 1, OPEN: 1, bufferedAmount: 16 * 1024 * 1024 },
    ...{ sent: 0, isGone: false },
    send: () => void (client.sent += 1),
    close: () => {},
    terminate: () => void (client.isGone = true),
  }
  const socket = clientSocket(client, new Socket(), '127.0.0.1')
  socket.send('news')
  expect(client).toMatchObject({ sent: 1, isGone: false })
  client.bufferedAmount += 1
  socket.send('more')
  expect(client.isGone).toBe(true)
})
